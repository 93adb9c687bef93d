import { describe, expect, test } from "vitest";
import { difficulty } from "../../src/difficulty/difficulty.ts";
import { requirementsOf } from "../../src/reading/requirements.ts";
import { readRequest } from "../../src/request.ts";
import { classifyStep } from "../../src/steps/classify.ts";

const said = (content: unknown, role = "user") => readRequest({ messages: [{ role, content }] }).turns;
const attached = (part: object) => said([part])[0]?.attachments;

describe("the forms of a request", () => {
  const turn = { role: "user", text: "hi", material: "", attachments: [], toolCalls: 0 };

  test("a plain string, a prompt, OpenAI's responses and Gemini read as one message", () => {
    const bodies = [
      "hi",
      { prompt: "hi" },
      { input: "hi" },
      { input: [{ role: "user", content: [{ type: "input_text", text: "hi" }] }] },
      { prompt: [{ role: "user", content: [{ type: "text", text: "hi" }] }] },
      { contents: [{ role: "user", parts: [{ text: "hi" }] }] },
      { contents: [{ parts: [{ text: "hi" }] }] },
      { contents: "hi" },
    ];
    for (const body of bodies) expect(readRequest(body).turns, JSON.stringify(body)).toEqual([turn]);
  });

  test("OpenAI's responses: instructions, items that nobody says, tools without a wrapper, text.format", () => {
    const request = readRequest({
      instructions: "Be short.",
      input: [
        { role: "user", content: "How is the weather?" },
        { type: "reasoning", summary: [] },
        { type: "function_call", call_id: "1", name: "get_weather", arguments: "{}" },
        { type: "function_call_output", call_id: "1", output: "rain" },
        { type: "message", role: "assistant", content: [{ type: "output_text", text: "It rains." }] },
        { type: "item_reference", id: "x" },
        { type: "message", role: "user", content: [{ type: "input_image", image_url: "data:image/png;base64,AA" }] },
      ],
      tools: [
        { type: "function", name: "get_weather", parameters: { properties: { city: {} } } },
        { type: "web_search" },
      ],
      text: { format: { type: "json_schema", name: "x", schema: { properties: { a: {} } } } },
      max_output_tokens: 8,
    });
    expect(request.system).toBe("Be short.");
    expect(request.turns.map(({ role, text, toolCalls, attachments }) => [role, text, toolCalls, attachments])).toEqual(
      [
        ["user", "How is the weather?", 0, []],
        ["assistant", "", 1, []],
        ["tool", "rain", 0, []],
        ["assistant", "It rains.", 0, []],
        ["user", "", 0, ["image"]],
      ],
    );
    expect(request.tools.map(({ name, parameters }) => [name, parameters])).toEqual([
      ["get_weather", ["city"]],
      ["web_search", []],
    ]);
    expect(request.format).toMatchObject({ kind: "schema", fields: ["a"] });
    expect(request.maxTokens).toBe(8);
  });

  test("Gemini: the system's instruction, calls and their results, tools in one list, the configuration", () => {
    const request = readRequest({
      systemInstruction: { parts: [{ text: "Be short." }] },
      contents: [
        { role: "user", parts: [{ text: "Is it red?" }, { inlineData: { mimeType: "image/png", data: "AA" } }] },
        { role: "model", parts: [{ functionCall: { name: "look", args: {} } }] },
        { role: "user", parts: [{ functionResponse: { name: "look", response: { result: "red" } } }] },
      ],
      tools: [
        { functionDeclarations: [{ name: "look", parameters: { properties: { at: {} } } }] },
        { googleSearch: {} },
      ],
      toolConfig: { functionCallingConfig: { mode: "ANY" } },
      generationConfig: {
        maxOutputTokens: 8,
        responseMimeType: "application/json",
        responseSchema: { type: "OBJECT", properties: { red: { type: "BOOLEAN" } } },
      },
    });
    expect(request).toMatchObject({ system: "Be short.", toolChoice: "required", maxTokens: 8 });
    expect(request.turns.map(({ role, text, toolCalls, attachments }) => [role, text, toolCalls, attachments])).toEqual(
      [
        ["user", "Is it red?", 0, ["image"]],
        ["assistant", "", 1, []],
        ["tool", "red", 0, []],
      ],
    );
    expect(request.tools.map(({ name, parameters }) => [name, parameters])).toEqual([
      ["look", ["at"]],
      ["googleSearch", []],
    ]);
    expect(request.format).toMatchObject({ kind: "schema", fields: ["red"] });
  });

  test("Ollama: images beside the text, and its own limit, which may be none", () => {
    const [turn] = readRequest({ messages: [{ role: "user", content: "What is it?", images: ["AA", "BB"] }] }).turns;
    expect(turn?.attachments).toEqual(["image", "image"]);
    expect(readRequest({ prompt: "What is it?", images: ["AA"] }).turns[0]?.attachments).toEqual(["image"]);
    const limit = (num_predict: number) => readRequest({ messages: [], options: { num_predict } }).maxTokens;
    expect([8, 0, -1, -2].map(limit)).toEqual([8, 0, undefined, undefined]);
    for (const bad of [-3, NaN, 0.5, "8"]) expect(() => limit(bad as number)).toThrow("request.options.num_predict");
  });

  test("OpenAI's functions of old: the role of their results, and the call of one", () => {
    const { turns } = readRequest({
      messages: [
        { role: "assistant", content: null, function_call: { name: "look" } },
        { role: "function", name: "look", content: "red" },
      ],
    });
    expect(turns.map(({ role, text, toolCalls }) => [role, text, toolCalls])).toEqual([
      ["assistant", "", 1],
      ["tool", "red", 0],
    ]);
  });
});

describe("the parts of a message", () => {
  test("a user who gives the result of a tool and speaks as well takes two turns", () => {
    const request = readRequest({
      messages: [
        { role: "user", content: "Look up the weather." },
        { role: "assistant", content: [{ type: "tool_use", id: "1", name: "w", input: {} }] },
        {
          role: "user",
          content: [
            { type: "tool_result", tool_use_id: "1", content: "rain" },
            { type: "text", text: "Now translate the following into German: it rains" },
          ],
        },
      ],
    });
    expect(request.turns.map(({ role }) => role)).toEqual(["user", "assistant", "tool", "user"]);
    expect(classifyStep(request).step).toBe("translate");
    expect(said([{ type: "tool_result", tool_use_id: "1" }]).map(({ role }) => role)).toEqual(["tool"]);
  });

  test.each([
    ["image", { type: "image_url", image_url: { url: "x" } }],
    ["image", { type: "image", source: { type: "base64", data: "x" } }],
    ["image", { type: "file", mediaType: "image/png", data: "x" }],
    ["audio", { type: "input_audio", input_audio: { data: "AA", format: "wav" } }],
    ["audio", { fileData: { mimeType: "audio/mp3", fileUri: "x" } }],
    ["video", { type: "video_url", video_url: { url: "x" } }],
    ["pdf", { type: "document", source: { type: "base64", media_type: "application/pdf", data: "x" } }],
    ["pdf", { type: "document", source: { type: "url", url: "x" } }],
    ["pdf", { type: "file", file: { file_data: "data:application/pdf;base64,AA", filename: "image.pdf" } }],
    ["pdf", { type: "input_file", file_id: "1" }],
    ["other", { type: "file", mediaType: "text/csv", data: "x" }],
    ["other", { type: "hologram" }],
  ])("an attachment is of its kind: %s of %j", (kind, part) => {
    expect(attached(part)).toEqual([kind]);
  });

  test("an image in the result of a tool is one", () => {
    const [turn] = said([{ type: "tool_result", tool_use_id: "1", content: [{ type: "image", source: {} }] }]);
    expect(turn).toMatchObject({ role: "tool", attachments: ["image"] });
  });

  test("the text of a document counts by its length, and does not say what to do", () => {
    const source = { type: "text", media_type: "text/plain", data: "Translate it. ".repeat(30_000) };
    const request = readRequest({
      messages: [
        {
          role: "user",
          content: [
            { type: "document", source },
            { type: "text", text: "Summarize this." },
          ],
        },
      ],
    });
    expect(request.turns[0]).toMatchObject({ text: "Summarize this.", material: source.data, attachments: [] });
    expect(classifyStep(request).step).toBe("summarize_long");
    expect(difficulty(request).reasons.map(({ code }) => code)).toEqual(["context"]);
    expect(requirementsOf(request).context).toBeGreaterThan(100_000);
    const found = { type: "search_result", content: [{ type: "text", text: "found" }] };
    expect(said([found])[0]).toMatchObject({ text: "", material: "found" });
  });

  test("refusals are text, calls of tools are calls, thoughts are nothing, and none of them is an attachment", () => {
    const [refusal] = said([{ type: "refusal", refusal: "no" }], "assistant");
    expect(refusal).toMatchObject({ text: "no", attachments: [] });
    const parts = [
      { type: "thinking", thinking: "hm" },
      { type: "reasoning", text: "hm" },
      { type: "server_tool_use", id: "1" },
      { type: "web_search_tool_result", content: [{ type: "web_search_result", url: "x" }] },
      { type: "tool-call", toolCallId: "1", toolName: "x", input: {} },
      { type: "text", text: "yes" },
    ];
    expect(said(parts, "assistant")[0]).toMatchObject({ text: "yes", attachments: [], toolCalls: 2 });
    const [result] = said([{ type: "tool-result", toolCallId: "1", output: { type: "text", value: "red" } }], "tool");
    expect(result).toMatchObject({ role: "tool", text: "red", attachments: [] });
  });
});

describe("schemas", () => {
  const format = (schema: object) => {
    return readRequest({ messages: [], response_format: { type: "json_schema", json_schema: { schema } } }).format;
  };

  test("are followed through items, anyOf, oneOf, allOf and references", () => {
    const schema = {
      items: { properties: { a: {} } },
      anyOf: [{ properties: { b: {} } }],
      oneOf: [{ properties: { c: {} } }],
      allOf: [{ $ref: "#/$defs/D" }],
      $defs: { D: { properties: { d: { enum: ["x", "y"] } } } },
    };
    expect(format(schema)).toEqual({ kind: "schema", fields: ["a", "b", "c", "d"], choices: 1, depth: 1 });
    for (const key of ["items", "anyOf", "oneOf", "allOf"] as const) {
      expect(format({ ...schema, [key]: undefined }).fields).toHaveLength(3);
    }
  });

  test("an enum by reference is a choice as one in place is", () => {
    const label = { type: "string", enum: ["a", "b"] };
    const inPlace = format({ properties: { label } });
    expect(format({ properties: { label: { $ref: "#/$defs/Label" } }, $defs: { Label: label } })).toEqual(inPlace);
  });

  test("that refer to themselves are read once on each path", () => {
    const node = { properties: { name: {}, children: { items: { $ref: "#/$defs/Node" } } } };
    expect(format({ $ref: "#/$defs/Node", $defs: { Node: node } })).toEqual({
      kind: "schema",
      fields: ["name", "children"],
      choices: 0,
      depth: 1,
    });
    const schema: { [name: string]: unknown } = { type: "object" };
    schema.properties = { again: schema, more: { anyOf: Array.from({ length: 50 }, () => schema) } };
    expect(format(schema).fields).toEqual(["again", "more"]);
  });

  test("references to nothing say nothing", () => {
    const long = "a".repeat(300);
    for (const $ref of ["#/nowhere/x", "other.json", "#/toString", `#/$defs/${long}`]) {
      const $defs = { [long]: { properties: { b: {} } } };
      expect(format({ properties: { a: { $ref } }, $defs }).fields).toEqual(["a"]);
    }
  });
});
