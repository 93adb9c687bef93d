import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { posix } from "node:path";
import { conformanceErrorCodes } from "@thalweg/conformance";
import { expect, test } from "vitest";

const folder = new URL("..", import.meta.url);
const text = (file: string) => readFileSync(new URL(file, folder), "utf8");

/** What is published, built or not. */
function published(): readonly string[] {
  const pack = ["pack", "--dry-run", "--json", "--ignore-scripts"];
  const { stdout } = spawnSync("npm", pack, { cwd: folder, encoding: "utf8", shell: process.platform === "win32" });
  const [{ files }]: [{ files: readonly { readonly path: string }[] }] = JSON.parse(stdout);
  return files.map(({ path }) => path);
}

test("every link of a published page leads to what is published, and the examples are", () => {
  const files = published();
  expect(files).toEqual(expect.arrayContaining(["README.md", "examples/node/engine.mjs", "examples/python/engine.py"]));
  const dead = files
    .filter((file) => file.endsWith(".md"))
    .flatMap((page) =>
      [...text(page).matchAll(/\]\((?![a-z]+:|#)([^)#]+)/g)].flatMap(([, target = ""]) =>
        files.includes(posix.join(posix.dirname(page), target)) ? [] : [`${page}: ${target}`],
      ),
    );
  expect(dead).toEqual([]);
});

test("what is packed is built before", () => {
  for (const file of ["package.json", "../packages/core/package.json"])
    expect(JSON.parse(text(file)).scripts.prepack).toBe("pnpm run build");
});

test("the codes stand in the table of the README", () => {
  const codes = [...text("README.md").matchAll(/^\| `([a-z-]+)` /gm)].map(([, code]) => code);
  expect(codes).toEqual([...conformanceErrorCodes]);
});
