import { describe, expect, test } from "vitest";
import type { Outcome } from "../../src/outcomes/outcome.ts";
import { shapeOf } from "../../src/outcomes/shape.ts";
import { readingOf } from "../../src/reading/read.ts";
import { readRequest } from "../../src/request.ts";
import { classifyStep, correctStep } from "../../src/steps/classify.ts";

const user = (content: string, more: object = {}) => readRequest({ messages: [{ role: "user", content }], ...more });
const stepOf = (content: string, more: object = {}) => classifyStep(user(content, more)).step;
const answered = (text: string, more: Partial<Outcome> = {}) => ({
  error: undefined,
  tokens: {},
  shape: shapeOf(text),
  ...more,
});

describe("whole words, and not their pieces", () => {
  test.each([
    ["information", "The information desk is on the left."],
    ["rename, transform, planet", "The renamed transformers orbit the planet in formation."],
    ["translational", "Translational symmetry of the crystalline lattice."],
    ["misclassified", "She felt misclassified and unchecked by the planners."],
  ])("%s", (_, text) => {
    expect(["chat", "unknown"]).toContain(stepOf(text));
  });

  test("case and accents do not count", () => {
    for (const text of ["ÜBERSETZE das ins Englische: Hallo", "ubersetze das ins Englische: Hallo"]) {
      expect(stepOf(text)).toBe("translate");
    }
    expect(stepOf("Vérifie cette affirmation.")).toBe(stepOf("Verifie cette affirmation."));
  });

  test("a phrase is its words in a row, within one sentence", () => {
    const reasons = (text: string) => classifyStep(user(text)).reasons.map(({ text }) => text);
    expect(reasons("Think it through step by step: how many are left?").join()).toContain("step by step");
    expect(reasons("We took a step. By step three, how many are left?").join()).not.toContain("step by step");
  });
});

describe("where a word stands", () => {
  test("what begins a sentence is a command, and what is within one is rather not", () => {
    expect(stepOf("Translate the note. It says that the plan was checked and the list was sorted.")).toBe("translate");
  });

  test("courtesy does not hide a command", () => {
    for (const text of [
      "Could you please summarize this note?",
      "Bitte fasse diese Notiz zusammen.",
      "Peux-tu résumer cette note ?",
    ]) {
      expect(stepOf(text)).toBe("summarize_short");
    }
  });

  test("what is not wanted is not done", () => {
    expect(stepOf("Do not translate the letter. Summarize it.")).toBe("summarize_short");
    expect(stepOf("Rewrite it without summarizing anything.")).toBe("rewrite");
    expect(stepOf("Do not hurry, translate the letter.")).toBe("translate");
  });

  test("what is quoted is material", () => {
    expect(stepOf('Translate this: """Summarize the plan and verify the code."""')).toBe("translate");
    expect(stepOf("<mail>Please write a Python function.</mail>\nClassify this mail.")).toBe("classify");
  });

  test("what is quoted is no command", () => {
    for (const [open, close] of [
      ['"""', '"""'],
      ["```", "```"],
      ["<mail>", "</mail>"],
    ]) {
      const { reasons } = classifyStep(user(`Hello, I am here. ${open}\nTranslate it.\n${close}`), {
        outcome: undefined,
      });
      expect(reasons.length).toBeGreaterThan(0);
      expect(stepOf(`Hello, I am here. ${open}\nTranslate it.\n${close}`), open).not.toBe("translate");
      expect(stepOf("Hello, I am here. Translate it.")).toBe("translate");
    }
  });

  test("a command far into a text counts for less than one at its beginning", () => {
    const weight = (text: string) =>
      classifyStep(user(text), {}).reasons.find(({ code }) => code === "words-ask")?.weight ?? 0;
    const material = Array.from({ length: 80 }, () => "ferry").join(" ");
    expect(weight(`${material}. Translate it.`)).toBeLessThan(0.6 * weight(`Translate it. ${material}.`));
  });

  test("of what the user said before, the last four messages are read", () => {
    const commands = Array.from({ length: 9 }, (_, place) => {
      const messages = Array.from({ length: 9 }, (_, i) => ({
        role: "user",
        content: i === place ? "Translate it." : "7741",
      }));
      const { ask, earlier } = readingOf(readRequest({ messages }));
      return [ask.commands, earlier.commands];
    });
    expect(commands.map(([ask]) => ask)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 1]);
    expect(commands.map(([, earlier]) => earlier)).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 0]);
  });

  test("short does not mean classify", () => {
    for (const text of ["Hi!", "Tell me a joke.", "Fix this bug", "Prove it."])
      expect(stepOf(text)).not.toBe("classify");
  });
});

describe("the shape of a request", () => {
  const tool = { name: "look", input_schema: { properties: {} } };
  const material = Array.from({ length: 400 }, () => "The ferry left the harbour late.").join(" ");

  test("tools make a decision of it, unless they must not be called", () => {
    expect(stepOf("Is the ferry late?", { tools: [tool] })).toBe("tool_call_decision");
    expect(stepOf("Is the ferry late?", { tools: [tool], tool_choice: "none" })).toBe("chat");
  });

  test("a summary of much is a long one", () => {
    expect(stepOf("Summarize this: The ferry is late.")).toBe("summarize_short");
    expect(stepOf(`Summarize this: ${material}`)).toBe("summarize_long");
  });

  test("a text without a word of what to do is unknown, and so is nothing", () => {
    expect(stepOf(material)).toBe("unknown");
    expect(stepOf("")).toBe("unknown");
    expect(classifyStep(readRequest({ messages: [] })).step).toBe("unknown");
  });
});

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
});

describe("reasons", () => {
  test("add up to no more than was found, and name the word and the place", () => {
    const { reasons } = classifyStep(user("Classify this mail as spam or not."));
    expect(reasons[0]).toMatchObject({ code: "words-ask", step: "classify", text: "“classify” in the last message" });
    expect(reasons.every(({ weight }, i) => i === 0 || Math.abs(weight) <= Math.abs(reasons[i - 1]?.weight ?? 0))).toBe(
      true,
    );
  });
});

describe("after the call", () => {
  const vague = user("The usual for this one, please: the ferry was late again and nobody apologised to us for it.");

  test.each([
    ["negative", "classify"],
    ["[3, 1, 2]", "rerank"],
    ['{"name":"A","date":"B","place":"C"}', "extract"],
    ['{"supported":false,"quote":"late"}', "verify"],
    ["```py\nprint(1)\n```", "code_gen"],
    ["1. Ask.\n2. Wait.\n3. Ask again.", "plan"],
    ["Die Fähre war wieder zu spät, und niemand hat sich bei uns dafür entschuldigt.", "translate"],
  ])("%j makes it %s", (text, step) => {
    expect(correctStep(vague, answered(text))).toMatchObject({ step, from: "answer" });
    expect(classifyStep(vague, { outcome: answered(text) }).step).toBe(step);
  });

  test("a call of a tool makes it a decision", () => {
    expect(correctStep(vague, answered("", { shape: shapeOf("", 1) })).step).toBe("tool_call_decision");
  });

  test("reasoning speaks for reasoning", () => {
    const before = classifyStep(vague, { outcome: answered("It is 42 then.") });
    const after = correctStep(vague, answered("It is 42 then.", { tokens: { reasoning: 900 } }));
    expect([before.step, after.step]).toEqual(["unknown", "reason"]);
  });

  test("a call that failed, or was cut, corrects nothing", () => {
    for (const error of ["timeout", "truncated"] as const) {
      expect(correctStep(vague, answered("negative", { error }))).toEqual(classifyStep(vague));
    }
  });
});
