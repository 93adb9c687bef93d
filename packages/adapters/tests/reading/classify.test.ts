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

describe("kinds of words that stand in one sentence", () => {
  test.each([
    ["Could you make this a bit more formal?", "rewrite"],
    ["Mach den Satz kürzer.", "rewrite"],
    ["Put this note into Portuguese.", "translate"],
    ["Which label fits this one: bug, wish or praise?", "classify"],
    ["Which of the hits is most useful for the query?", "rerank"],
    ["Quels noms et quelles dates sont mentionnés dans ce texte ?", "extract"],
    ["¿La respuesta es fiel a la fuente?", "verify"],
    ["What should I do first, and what next?", "plan"],
  ])("tell the step together: %s", (text, step) => {
    expect(stepOf(text)).toBe(step);
  });

  test("in any order, and less so in several sentences", () => {
    const weight = (text: string) =>
      classifyStep(user(text)).reasons.find(({ step, code }) => step === "verify" && code === "words-ask")?.weight ?? 0;
    const one = weight("Is the answer correct?");
    expect(weight("Correct is the answer?")).toBe(one);
    expect(one).toBeGreaterThan(weight("Here is an answer. Quite correct."));
  });

  test("are named in the reason as they were met", () => {
    const { reasons } = classifyStep(user("Please make it shorter and more polite."));
    expect(reasons[0]?.text).toContain("“make … more … polite”");
  });

  test("count less in the statements of a long text", () => {
    const statement = "The source said that the answer was correct.";
    const long = `${"The ferry left the harbour in the morning. ".repeat(9)}${statement}`;
    const verify = (text: string) => Math.max(0, ...readingOf(user(text)).ask.strengths);
    expect(classifyStep(user(long)).step).toBe("unknown");
    expect(verify(long)).toBeLessThan(verify(statement));
  });
});

describe("German verbs that come apart", () => {
  test.each([
    ["Schreib bitte alle Namen aus dem Brief heraus.", "extract"],
    ["Fass mir den Brief von gestern kurz zusammen.", "summarize_short"],
    ["Ordne die Meldung bitte einer Abteilung zu.", "classify"],
    ["Schreib den Satz bitte um.", "rewrite"],
  ])("are found again at the end of their clause: %s", (text, step) => {
    expect(stepOf(text)).toBe(step);
  });

  test("and are other verbs where the particle is a preposition", () => {
    expect(stepOf("Schreib Frau Keller um zehn Uhr.")).not.toBe("rewrite");
  });
});

describe("forms of words", () => {
  test.each([
    ["Tradúcelo al inglés.", "translate"],
    ["Résumez-le.", "summarize_short"],
    ["Clasificarlos, por favor.", "classify"],
    ["Kategorisierst du das?", "classify"],
  ])("with pronouns and endings: %s", (text, step) => {
    expect(stepOf(text)).toBe(step);
  });
});

describe("the parts of the material", () => {
  test("a claim and its source are to be held together", () => {
    expect(stepOf("Source: it rained. Claim: it was dry.")).toBe("verify");
    expect(stepOf("It rained. It was dry.")).not.toBe("verify");
  });

  test("a query and numbered passages are to be put in order", () => {
    expect(stepOf("Query: opening hours\n[1] The pool is old.\n[2] From 7 am.")).toBe("rerank");
  });

  test("a short request after a long text is one, however it is worded", () => {
    const material = "The ferry left the harbour in the morning. ".repeat(12);
    expect(stepOf(`${material}\n\nIn Spanish, please.`)).toBe("translate");
  });

  test("what is quoted within a sentence is material", () => {
    expect(stepOf('How would you say "the plan was checked and sorted" in Spanish?')).toBe("translate");
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

  test.each([
    ["Just translate into French: hello", "translate"],
    ["Okay, now just quickly translate into French: hello", "translate"],
    ["Nun übersetze das einfach ins Französische: hallo", "translate"],
    ["Maintenant traduis simplement en anglais : bonjour", "translate"],
    ["Ahora simplemente traduce al inglés: hola", "translate"],
  ])("adverbs before a command hide it no more than courtesy does: %s", (text, step) => {
    expect(classifyStep(user(text))).toMatchObject({ step });
    expect(classifyStep(user(text)).confidence).toBeGreaterThan(0.4);
  });

  test.each([
    ["Do not summarize. Just translate into French: hello", "translate"],
    ["Don't summarize this, translate it into French: hello", "translate"],
    ["Don't summarize this but translate it into French: hello", "translate"],
    ["Summarize this note instead of translating it.", "summarize_short"],
    ["Fass nicht zusammen, sondern übersetze: Hallo", "translate"],
    ["Fass die Notiz nicht zusammen, sondern übersetze sie.", "translate"],
    ["Übersetze die Notiz nicht, fass sie zusammen.", "summarize_short"],
    ["Ne résume pas, traduis en anglais : bonjour", "translate"],
    ["No resumas la nota, tradúcela al inglés.", "translate"],
  ])("after what is not wanted comes what is: %s", (text, step) => {
    expect(stepOf(text)).toBe(step);
  });

  test("a verb that is followed by a negation of something else is not taken back", () => {
    expect(stepOf("Prüfe, ob die Aussage stimmt oder nicht.")).toBe("verify");
    expect(stepOf("Prüfe ob die Aussage stimmt oder nicht.")).toBe("verify");
    expect(stepOf("Übersetze den Brief, aber nicht Wort für Wort.")).toBe("translate");
    expect(stepOf("Übersetze nicht wörtlich: Hallo")).toBe("translate");
  });

  test.each([
    ["Is this review positive or negative?", "classify"],
    ["Ist diese Nachricht Spam?", "classify"],
    ["Ce message est-il un spam ?", "classify"],
    ["¿Esta reseña es positiva o negativa?", "classify"],
    ["Is this claim supported by the passage?", "verify"],
    ["Which of these documents best answers the query?", "rerank"],
    ["Welches dieser Dokumente beantwortet die Frage am besten?", "rerank"],
  ])("a question of choice about what is given: %s", (text, step) => {
    expect(stepOf(text)).toBe(step);
  });

  test("a question of choice about the world is none", () => {
    for (const text of ["Which river is best?", "Are rivers longer in Asia?", "Which is this?"]) {
      expect(["chat", "unknown"], text).toContain(stepOf(text));
    }
  });

  test.each([
    "Schreib mir eine Funktion, die Primzahlen zählt.",
    "Écris-moi une fonction qui trie une liste.",
    "Please write us a small script that renames files.",
    "Escríbeme una función que sume dos números.",
  ])("what a sentence begins with asking for names the work: %s", (text) => {
    expect(stepOf(text)).toBe("code_gen");
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

  const weather = {
    type: "function",
    function: {
      name: "get_weather",
      description: "Get the current weather for a city",
      parameters: { properties: { city: {} } },
    },
  };

  test.each([
    ["Thanks, that was great!", "chat"],
    ["Danke, das war toll!", "chat"],
    ["Summarize this text: the cat sat on the mat.", "summarize_short"],
    ["Summarize this note about the weather in Bern.", "summarize_short"],
    ["Prove that sqrt 2 is irrational.", "reason"],
    ["Übersetze ins Englische: Guten Tag", "translate"],
    ["What is the weather in Bern?", "tool_call_decision"],
    ["Will I need an umbrella tomorrow?", "tool_call_decision"],
    ["Cancel my order 4471.", "tool_call_decision"],
  ])("that a tool is there is not enough: %s", (text, step) => {
    expect(stepOf(text, { tools: [weather] })).toBe(step);
  });

  test("what a request shares with a tool speaks for a call, by name, description and parameters", () => {
    const weight = (tool: object) => {
      const { reasons } = classifyStep(user("Is the harbour closed?", { tools: [tool] }));
      return reasons.find(({ code }) => code === "tool-words")?.weight;
    };
    expect(weight({ name: "lockHarbour" })).toBeGreaterThan(4);
    expect(weight({ name: "look", description: "Says which harbours are open." })).toBeGreaterThan(4);
    expect(weight({ name: "look", input_schema: { properties: { harbour: {} } } })).toBeGreaterThan(4);
    expect(weight({ name: "look", description: "Is the input text of this tool?" })).toBeUndefined();
  });

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
