import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ChildSubject, childSubject } from "../node/child.ts";
import { checkConformance } from "../src/check.ts";
import { decisionDigest } from "../src/digest.ts";
import { checkVectors, readVectors } from "../src/vectors.ts";
import { readSection, sections } from "../vectors/files.ts";

const engine = new URL("../examples/python/engine.py", import.meta.url).pathname;
const isMissing = spawnSync("python3", ["--version"]).status !== 0;

// Where there is no Python, there is nothing to run; CI installs it and holds the engine to more cases.
describe.skipIf(isMissing)("the second implementation, in Python", () => {
  let subject: ChildSubject;
  beforeAll(async () => {
    subject = await childSubject({ command: `python3 "${engine}"` });
  });
  afterAll(() => subject.close());

  test("is as short as the documents say, and wants nothing but the standard library", () => {
    const lines = readFileSync(engine, "utf8").trimEnd().split("\n");
    expect(lines.length).toBeLessThan(300);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(120);
  });

  test("keeps every law", async () => {
    const { laws, passed } = await checkConformance({ subject, runs: 20 });
    expect(laws.filter(({ result }) => result !== "passed").map(({ failure }) => failure)).toEqual([]);
    expect(passed).toBe(true);
  }, 120_000);

  test("answers every vector as it says", async () => {
    const vectors = sections.flatMap((section) => readVectors(readSection(section) ?? ""));
    const { vectors: reports } = await checkVectors({ subject, vectors });
    expect(reports.filter(({ result }) => result !== "passed")).toEqual([]);
  }, 60_000);

  test("decides as the engine does, to the last bit of ten thousand programs", async () => {
    const page = readFileSync(new URL("../../docs/runtimes.md", import.meta.url), "utf8");
    const [, digest] = /`([0-9a-f]{16})`/.exec(page) ?? [];
    expect(await decisionDigest({ subject })).toBe(digest);
  }, 180_000);
});
