import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Tensor } from "@thalweg/core";
import { expect, test } from "vitest";
import { documents, fencesOf, markdown } from "../documents.ts";
import { run } from "./run.ts";
import { scriptOfPage, scriptsOfSource } from "./scripts.ts";
import { typeErrors } from "./type-check.ts";

// What an example writes to the current folder is nobody's.
process.chdir(mkdtempSync(join(tmpdir(), "thalweg-examples-")));

/** Examples that are compiled and not run: they need a broker, or a browser; the tests of their package have both. */
const elsewhere = ["packages/wire/src/logs/jetstream.ts", "packages/wire/src/storage/indexeddb.ts"];
const languages = ["ts", "sh", "json", "text"];

const pages = markdown();
const scripts = [
  ...pages.map(scriptOfPage).filter((script) => script !== undefined),
  ...documents("packages/{core,policy,wire,adapters}/src/**/*.ts").flatMap(scriptsOfSource),
];
const errors = typeErrors(scripts);

for (const script of scripts) {
  const name = `${script.path}:${script.blocks[0]?.from}`;

  test(`${name} compiles`, () => {
    expect(errors.get(script)).toEqual([]);
  });

  if (elsewhere.includes(script.path)) continue;
  test(`${name} does what it says`, async () => {
    expect(await run(script)).toEqual([]);
  });
}

for (const page of pages) {
  for (const { language, opens, lines } of fencesOf(page)) {
    const name = `${page.path}:${opens}`;
    if (language === "json") {
      test(`${name} is a declaration that loads`, () => {
        expect(() => Tensor.fromJSON(lines.join("\n"))).not.toThrow();
      });
    }
    if (!languages.includes(language)) {
      test(`${name} has a known language`, () => {
        expect.fail(`"${language}" is none of ${languages.join(", ")}, and no block is exempt from running`);
      });
    }
  }
}
