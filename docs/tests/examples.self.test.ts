import { expect, test } from "vitest";
import { run } from "./run.ts";
import { scriptOfPage, scriptsOfSource } from "./scripts.ts";
import { typeErrors } from "./type-check.ts";

const page = (...lines: readonly string[]) => ({ path: "docs/page.md", text: lines.join("\n") });

async function failuresOf(...lines: readonly string[]): Promise<readonly string[]> {
  const script = scriptOfPage(page("```ts", ...lines, "```"));
  return script ? run(script) : ["no script"];
}

test("comments that are right pass: values, prints and refusals", async () => {
  expect(
    await failuresOf(
      'import { Tensor, type Cursor } from "@thalweg/core";',
      'const t = new Tensor(["global", "device"]);',
      'const here: Cursor = { device: "A" };',
      "// A comment on a line of its own claims nothing.",
      "t.resolve(here); // []",
      'const names = ["a", "b"]; // ["a", "b"]',
      "console.log(names); // [ 'a', 'b' ]",
      'console.log(names.length, "names"); // 2 names',
      "new Tensor([]); // throws invalid-levels",
      "for (const name of names) {",
      "  name.length; // 1",
      "}",
    ),
  ).toEqual([]);
});

test("comments that are wrong fail, each with file and line", async () => {
  expect(
    await failuresOf(
      'import { Tensor } from "@thalweg/core";',
      "1 + 1; // 3",
      'console.log("a"); // b',
      'new Tensor(["a"]); // throws invalid-levels',
      "new Tensor([]); // throws invalid-name",
      'JSON.parse("{"); // throws invalid-name',
      "if (1 > 2) console.log(1); // 1",
      "const pair = [",
      "  1, // one",
      "];",
      "pair.length; // 1",
    ),
  ).toEqual([
    "docs/page.md:10: a comment behind code tells what a statement gives; put this one on a line above",
    "docs/page.md:3: says 3, but is 2",
    "docs/page.md:4: says b, but is a",
    "docs/page.md:5: says invalid-levels, but is not refused",
    "docs/page.md:6: says invalid-name, but is invalid-levels",
    expect.stringMatching(/^docs\/page.md:7: says invalid-name, but is SyntaxError/),
    "docs/page.md:8: never ran",
  ]);
});

test("an error that nothing claims fails with the line of its statement, and what comes after it never ran", async () => {
  expect(await failuresOf('const bad = "{";', "JSON.parse(bad);", "1; // 1")).toEqual([
    expect.stringMatching(/^docs\/page.md:3: throws /),
    "docs/page.md:4: never ran",
  ]);
});

test("what is printed without a comment is compared with the text block that follows, which must be there", async () => {
  const printing = ["```ts", "console.log(1);", "console.log('two');", "```"];
  const right = scriptOfPage(page(...printing, "", "```text", "1", "two", "```"));
  const wrong = scriptOfPage(page(...printing, "```text", "1", "```"));
  const far = scriptOfPage(page(...printing, "A sentence.", "```text", "1", "two", "```"));
  expect(right && (await run(right))).toEqual([]);
  expect(wrong && (await run(wrong))).toEqual(["docs/page.md:2: prints:\n1\ntwo"]);
  expect(far && (await run(far))).toEqual(["docs/page.md:2: does not say that it prints:\n1\ntwo"]);
});

test("the blocks of a page are one script, the examples of a source are one each, and lines stay where they are", () => {
  const blocks = scriptOfPage(page("# Title", "```ts", "const a = 1;", "```", "", "```ts", "a; // 1", "```"));
  expect(blocks?.text).toBe("\n\nconst a = 1;\n\n\n\na; // 1\n");
  const source = {
    path: "a.ts",
    text: "/**\n * Does.\n *\n * @example\n * const a = 1;\n * @see b\n */\n/** @example\n */",
  };
  expect(scriptsOfSource(source).map(({ text }) => text.trim())).toEqual(["const a = 1;"]);
  expect(scriptsOfSource(source)[0]?.text.split("\n").indexOf("   const a = 1;")).toBe(4);
});

test("types are checked as strictly as the repository's own, and errors bear file and line", () => {
  const script = scriptOfPage(
    page("```ts", 'const names = "a b".split(" ");', "const name: string = names[0];", "```"),
  );
  expect(script && typeErrors([script]).get(script)).toEqual([
    expect.stringMatching(/^docs\/page.md:3: Type 'string \| undefined' is not assignable/),
  ]);
});
