import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { mutants } from "../mutants/mutants.ts";
import { controlOf, verdictOn } from "../mutants/verdict.ts";

const folder = mkdtempSync(join(tmpdir(), "thalweg-mutants-test-"));
afterAll(() => rmSync(folder, { recursive: true }));
const law = "1.1";
/** What looks whether a name may be empty, as something else. */
const emptiness = (to: string) => ({ law, says: "", file: "names.ts", from: "name.length <= empty", to });
const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

describe("the laws of a clause say of an engine", () => {
  test("that it survives as it is, and where nothing is wrong", async () => {
    expect(await controlOf(law, folder)).toEqual({ result: "survived", by: "" });
    expect(await verdictOn(emptiness("name.length < empty + 1"), folder)).toEqual({ result: "survived", by: "" });
  });

  test("that it is killed, and by which", async () => {
    const { result, by } = await verdictOn(emptiness("name.length <= -1"), folder);
    expect(result).toBe("killed");
    expect(by).toMatch(/empty name/);
  });

  test.each([
    ["nobody.length <= empty", "ReferenceError: nobody is not defined"],
    ["(undefined as unknown as string).length <= empty", "TypeError: Cannot read properties of undefined"],
  ])("that it only crashes: %s", async (to, by) => {
    const verdict = await verdictOn(emptiness(to), folder);
    expect(verdict.result).toBe("crashed");
    expect(verdict.by).toContain(by);
  });
});

test("what a mutant breaks stands in the core exactly once", () => {
  for (const { file, from, says } of mutants) {
    const text = readFileSync(path(`../../packages/core/src/${file}`), "utf8");
    expect(text.split(from).length - 1, says).toBe(1);
  }
});

describe("options that make no sense", () => {
  const table = () => readFileSync(path("../mutants/README.md"), "utf8");
  test.each([
    [["--only", "no such defect"], "mutants: no mutant has «no such defect» in its clause or sentence\n"],
    [["--only", "1.1", "--write"], "mutants: no part is written: leave out --only\n"],
  ])("%j", (given, says) => {
    const before = table();
    const { status, stdout, stderr } = spawnSync(process.execPath, [path("../mutants/run.ts"), ...given], {
      encoding: "utf8",
    });
    expect([status, stdout, stderr]).toEqual([2, "", says]);
    expect(table()).toBe(before);
  });
});
