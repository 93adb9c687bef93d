import fc from "fast-check";
import { describe, expect, inject, test } from "vitest";
import { difficulty } from "../../src/difficulty/difficulty.ts";
import { AdapterError } from "../../src/errors.ts";
import { readRequest } from "../../src/request.ts";
import { classifyStep } from "../../src/steps/classify.ts";
import { labelled } from "../labelled/set.ts";

const options = { seed: inject("seed"), numRuns: inject("runs") };

const openai = {
  model: "m",
  messages: [
    { role: "developer", content: "Be short." },
    {
      role: "user",
      content: [
        { type: "text", text: "What is this?" },
        { type: "image_url", image_url: { url: "x" } },
      ],
    },
    { role: "assistant", content: null, tool_calls: [{ id: "1", function: { name: "look" } }] },
    { role: "tool", tool_call_id: "1", content: "a cat" },
  ],
  tools: [
    { type: "function", function: { name: "look", description: "Looks.", parameters: { properties: { at: {} } } } },
  ],
  tool_choice: "required",
  response_format: { type: "json_schema", json_schema: { schema: { properties: { kind: { enum: ["a", "b"] } } } } },
  max_completion_tokens: 8,
  stream: true,
};

const anthropic = {
  model: "m",
  system: [{ type: "text", text: "Be short." }],
  messages: [
    {
      role: "user",
      content: [
        { type: "text", text: "What is this?" },
        { type: "image", source: {} },
      ],
    },
    { role: "assistant", content: [{ type: "tool_use", id: "1", name: "look", input: {} }] },
    { role: "user", content: [{ type: "tool_result", tool_use_id: "1", content: [{ type: "text", text: "a cat" }] }] },
  ],
  tools: [{ name: "look", description: "Looks.", input_schema: { properties: { at: {} } } }],
  tool_choice: { type: "any" },
  output_config: { format: { type: "json_schema", schema: { properties: { kind: { enum: ["a", "b"] } } } } },
  max_tokens: 8,
  stream: true,
};

describe("reading a request", () => {
  test("both forms of the same request read the same", () => {
    expect(readRequest(anthropic)).toEqual(readRequest(openai));
    expect(readRequest(openai)).toEqual({
      model: "m",
      system: "Be short.",
      turns: [
        { role: "user", text: "What is this?", material: "", attachments: ["image"], toolCalls: 0 },
        { role: "assistant", text: "", material: "", attachments: [], toolCalls: 1 },
        { role: "tool", text: "a cat", material: "", attachments: [], toolCalls: 0 },
      ],
      tools: [{ name: "look", description: "Looks.", parameters: ["at"] }],
      toolChoice: "required",
      format: { kind: "schema", fields: ["kind"], choices: 1, depth: 1 },
      maxTokens: 8,
      stream: true,
    });
  });

  test("Ollama's format is a schema, or the word json", () => {
    const format = (format: unknown) => readRequest({ messages: [], format }).format;
    expect(format("json").kind).toBe("json");
    expect(format({ type: "object", properties: { a: { properties: { b: {} } } } })).toMatchObject({
      kind: "schema",
      fields: ["a", "b"],
      depth: 2,
    });
  });

  test.each([
    ["nothing", undefined, "request"],
    ["a list", [], "request"],
    ["an object without messages", {}, "request.messages"],
    ["a message that is none", { messages: ["hello"] }, "request.messages[0]"],
    ["a role that is none", { messages: [{ role: "user" }, { role: "king" }] }, "request.messages[1].role"],
    ["content that is none", { messages: [{ role: "user", content: 4 }] }, "request.messages[0].content"],
    ["a part that is none", { messages: [{ role: "user", content: [null] }] }, "request.messages[0].content[0]"],
    ["a tool without a name", { messages: [], tools: [{ function: {} }] }, "request.tools[0].name"],
    ["a limit that is none", { messages: [], max_tokens: "8" }, "request.max_tokens"],
    ["a limit below 0", { messages: [], max_tokens: -5 }, "request.max_tokens"],
    ["a limit that is no number", { messages: [], max_completion_tokens: NaN }, "request.max_completion_tokens"],
    ["an item that is none", { input: [4] }, "request.input[0]"],
    ["instructions that are none", { input: "", instructions: 4 }, "request.instructions"],
    ["an object that has no text", { messages: [{ role: Object.create(null) }] }, "request.messages[0].role"],
  ])("%s is refused, with the place", (_, request, place) => {
    const read = () => readRequest(request);
    expect(read).toThrow(AdapterError);
    expect(read).toThrow(expect.objectContaining({ code: "invalid-request", place }));
  });

  test("without messages anywhere, the error names the forms that are read", () => {
    for (const request of [{}, 4, { model: "m", query: "hello" }]) {
      expect(() => readRequest(request)).toThrow(/messages .*, input .*, prompt .*, contents /);
    }
    expect(() => readRequest({ messages: [{ role: "king" }] })).toThrow(/: system, developer, user, .*function/);
  });
});

/** Reads, classifies and rates: a value, or an error with a place. */
function handle(request: unknown): void {
  try {
    const read = readRequest(request);
    const { confidence } = classifyStep(read);
    const { score } = difficulty(read);
    for (const number of [confidence, score]) expect(number >= 0 && number <= 1).toBe(true);
  } catch (error) {
    expect(error).toBeInstanceOf(AdapterError);
    expect((error as AdapterError).place).not.toBe("");
  }
}

describe("whatever comes as a request (issue 6, properties)", () => {
  test("random JSON becomes a value or a typed error", () => {
    const text = fc.oneof(fc.string({ unit: "binary" }), fc.string());
    const part = fc.oneof(text, fc.jsonValue(), fc.record({ type: text, text: fc.oneof(text, fc.jsonValue()) }));
    const content = fc.oneof(text, fc.array(part, { maxLength: 4 }), fc.jsonValue());
    const role = fc.oneof(fc.constantFrom("user", "assistant", "system", "tool", "developer"), text);
    const message = fc.oneof(fc.record({ role, content }), fc.jsonValue());
    const messages = fc.oneof(fc.array(message, { maxLength: 5 }), fc.jsonValue());
    const whole = fc.record(
      {
        messages,
        system: content,
        tools: fc.jsonValue(),
        response_format: fc.jsonValue(),
        tool_choice: fc.jsonValue(),
      },
      { requiredKeys: ["messages"] },
    );
    fc.assert(fc.property(fc.oneof(whole, fc.jsonValue()), handle), options);
  });

  test("requests of the set, cut, doubled and mixed", () => {
    const requests = labelled("tune").map(({ request }) => JSON.stringify(request));
    const property = fc.property(fc.constantFrom(...requests), fc.nat(3_000), fc.nat(3_000), (json, from, length) => {
      const damaged = json.slice(0, from) + json.slice(from + (length % 40));
      let request: unknown = damaged;
      try {
        request = JSON.parse(damaged);
      } catch {
        request = { messages: [{ role: "user", content: damaged }] };
      }
      handle(request);
    });
    fc.assert(property, options);
  });
});

test("objects that have no text of their own, wherever a text is expected, are refused or passed over", () => {
  const bare = Object.assign(Object.create(null), { toString: 1, valueOf: 1 });
  const parts = [
    { type: bare },
    { type: "document", source: { type: bare } },
    { type: "file", mediaType: bare },
    { type: "image", source: bare },
    { type: "tool_result", content: bare },
    bare,
  ];
  for (const part of parts) handle({ messages: [{ role: "user", content: [part] }] });
  for (const name of ["model", "system", "input", "tools", "tool_choice", "response_format", "text", "max_tokens"]) {
    for (const value of [bare, [bare], { type: bare }, { format: bare }]) handle({ messages: [], [name]: value });
  }
  handle({ messages: [], options: { num_predict: bare } });
  handle({ messages: [], format: { properties: { a: { $ref: bare } } } });
});

describe("in bounded time", () => {
  const million = 1_000_000;
  const units = [
    "a",
    " ",
    "a ",
    "<a>",
    "```",
    '"""',
    "[1]\n",
    "classify ",
    "step by ",
    "not ",
    "é",
    "漢",
    "e\u0301",
    "\u0301",
    "übersetze nicht ",
    "\n\n",
    "= ",
    "?",
    "</",
  ];

  /** The time that one request takes, in milliseconds, at best of three. */
  function timeOf(text: string): number {
    const times = [1, 2, 3].map(() => {
      const start = performance.now();
      handle({ system: text, messages: [{ role: "user", content: text }] });
      return performance.now() - start;
    });
    return Math.min(...times);
  }

  test.each(units)("a megabyte of %j", (unit) => {
    // A text that is never seen as a whole may take no longer than a short one; this is a hundred times as long.
    handle({ messages: [{ role: "user", content: "warm" }] });
    const short = timeOf(unit.repeat(Math.ceil(million / 100 / unit.length)));
    const long = timeOf(unit.repeat(Math.ceil(million / unit.length)));
    expect(long).toBeLessThan(50 + 20 * short);
  });

  /** How many objects it looks into, when all properties of one tool's schema are counted as they are read. */
  test("tools that share a schema of countless paths, and a schema of many properties, are read up to a bound", () => {
    let read = 0;
    const counted = (schema: object) =>
      new Proxy(schema, {
        get(target, key) {
          read++;
          return Reflect.get(target, key);
        },
      });
    let shared: object = {};
    for (let level = 0; level < 50; level++) shared = counted({ properties: { a: shared, b: shared } });
    const tools = Array.from({ length: 2_000 }, () => ({ name: "t", input_schema: shared }));
    expect(readRequest({ messages: [], tools }).tools).toHaveLength(2_000);
    expect(read).toBeLessThan(8_192 * 20);
    const many = Object.fromEntries(Array.from({ length: 30_000 }, (_, i) => [`k${i}`, 1]));
    const [tool] = readRequest({ messages: [], tools: [{ name: "t", input_schema: { properties: many } }] }).tools;
    expect(tool?.parameters.length).toBeLessThanOrEqual(8_192);
  });

  test("a hundred thousand messages, tools and properties", () => {
    const many = Array.from({ length: 100_000 }, (_, i) => i);
    const start = performance.now();
    handle({
      messages: many.map((i) => ({ role: i % 2 ? "user" : "assistant", content: "Classify this." })),
      tools: many.map((i) => ({ name: `tool${i}`, input_schema: { properties: { [i]: {} } } })),
      format: { properties: Object.fromEntries(many.map((i) => [i, {}])) },
    });
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});
