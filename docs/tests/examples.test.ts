import { Tensor } from "@thalweg/core";
import { expect, test } from "vitest";
import { documents, fencesOf, markdown } from "../documents.ts";
import { run } from "./run.ts";
import { scriptOfPage, scriptsOfSource } from "./scripts.ts";
import { typeErrors } from "./type-check.ts";

const languages = ["ts", "sh", "json", "text"];

const pages = markdown();
const scripts = [
  ...pages.map(scriptOfPage).filter((script) => script !== undefined),
  ...documents("packages/core/src/**/*.ts").flatMap(scriptsOfSource),
];
const errors = typeErrors(scripts);

for (const script of scripts) {
  const name = `${script.path}:${script.blocks[0]?.from}`;

  test(`${name} compiles`, () => {
    expect(errors.get(script)).toEqual([]);
  });

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
