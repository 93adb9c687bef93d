import { describe, expect, test } from "vitest";
import { difficulty } from "../../src/difficulty/difficulty.ts";
import { readRequest } from "../../src/request.ts";
import { classifyStep } from "../../src/steps/classify.ts";

describe("accents that stand for themselves", () => {
  test.each([
    "Überprüfe, ob die Aussage stimmt: Bern ist die Hauptstadt.",
    "Résume ce texte : le chat dort.",
    "¿Cómo se dice «buenos días» en francés?",
    "Löse das Rätsel Schritt für Schritt: wie viele?",
  ])("count as nothing: %s", (text) => {
    const read = (form: string) => {
      const request = readRequest(text.normalize(form));
      return [classifyStep(request), difficulty(request)];
    };
    expect(text.normalize("NFD")).not.toBe(text);
    expect(read("NFD")).toEqual(read("NFC"));
    expect(classifyStep(readRequest(text)).step).not.toBe("unknown");
  });

  test("a language that is not known here is unknown, and the host's label wins", () => {
    const request = readRequest("将这句话翻译成德语：火车晚点了。");
    expect(classifyStep(request).step).toBe("unknown");
    expect(classifyStep(request, { label: "translate" }).step).toBe("translate");
  });
});
