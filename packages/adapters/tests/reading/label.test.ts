import { describe, expect, test } from "vitest";
import { AdapterError } from "../../src/errors.ts";
import { shapeOf } from "../../src/outcomes/shape.ts";
import { type ModelRequest, readRequest } from "../../src/request.ts";
import { classifyStep, correctStep } from "../../src/steps/classify.ts";
import { STEP_TYPES } from "../../src/steps/names.ts";

const user = (content: string) => readRequest({ messages: [{ role: "user", content }] });
const answered = (text: string) => ({ error: undefined, tokens: {}, shape: shapeOf(text) });

describe("the host's label", () => {
  test("wins, before the call and after it, and may be a step of its own", () => {
    const request = user("Translate this.");
    expect(classifyStep(request, { label: "plan" })).toEqual({
      step: "plan",
      from: "label",
      confidence: 1,
      reasons: [],
    });
    expect(correctStep(request, answered("yes"), { label: "plan" }).step).toBe("plan");
    expect(classifyStep(request, { label: "ocr", steps: ["ocr"] }).step).toBe("ocr");
  });

  test("that is no step is refused", () => {
    const classify = () => classifyStep(user("Hello."), { label: "toString" });
    expect(classify).toThrow(expect.objectContaining({ code: "unknown-step", place: "label" }));
  });

  test("that is no step is answered with those that are, one's own among them", () => {
    const classify = () => classifyStep(user("Hello."), { label: "sumarize", steps: ["ocr"] });
    expect(classify).toThrow(expect.objectContaining({ known: [...STEP_TYPES, "ocr"] }));
    expect(classify).toThrow("summarize_short");
  });

  test("is a whole name, and no piece of one", () => {
    for (const label of ["oc", "ocr"]) {
      const classify = () => classifyStep(user("Hello."), { label, steps: "ocr" as unknown as string[] });
      expect(classify).toThrow(expect.objectContaining({ code: "unknown-step", place: "steps" }));
    }
  });

  test("does without reading; without it, the request has to have been read", () => {
    const raw = { messages: [{ role: "user", content: "Hello." }] } as unknown as ModelRequest;
    expect(() => classifyStep(raw)).toThrow(AdapterError);
    expect(() => classifyStep(raw)).toThrow("call readRequest first");
  });
});
