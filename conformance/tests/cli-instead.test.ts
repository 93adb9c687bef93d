import { copyFileSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { VectorsReport } from "../src/vectors.ts";
import { cli, engine, folder, noted, run, runFile, script } from "./command-line.ts";

describe("the vectors in place of the laws", () => {
  test("all of them", () => {
    const { status, stdout } = run(["--cmd", engine(), "--vectors"]);
    expect(stdout).toBe("279 vectors passed, 0 failed, 0 off\n");
    expect(status).toBe(0);
  });

  test("those of a clause, as JSON", () => {
    const { status, stdout } = run(["--cmd", engine(), "--vectors", "--law", "4.4", "--json"]);
    const { passed, vectors }: VectorsReport = JSON.parse(stdout);
    expect(new Set(vectors.map(({ law }) => law))).toEqual(new Set(["4.4"]));
    expect(passed).toBe(true);
    expect(status).toBe(0);
  });

  test("a wrong engine is told which it answers otherwise", () => {
    const { status, stdout } = run(["--cmd", engine("ranks backwards"), "--vectors", "--law", "4.4"]);
    expect(stdout).toMatch(/^✗ \S+: .+\n.+/m);
    expect(stdout).toMatch(/\n\d+ vectors passed, [1-9]\d* failed, 0 off\n$/);
    expect(status).toBe(1);
  });

  test("a clause without any is a mistake in the command line", () => {
    for (const law of ["D", "4.3/1", ""]) {
      // What is found out before an engine is started needs none.
      const { status, stderr } = run(["--cmd", `touch "${noted}"`, "--vectors", "--law", law]);
      expect(stderr).toContain(
        `unknown-law: law: expected a section (4) or a clause (4.3) that has vectors, got "${law}".`,
      );
      expect(status).toBe(2);
      expect(existsSync(noted)).toBe(false);
    }
  });

  test("an engine that keeps failing is given up once", () => {
    const { status, stdout } = run(["--cmd", script("bad.mjs", "prints garbage"), "--vectors", "--law", "4"]);
    expect(stdout.match(/^✗ /gm)).toHaveLength(4);
    expect(stdout.match(/^The engine was given up at \S+:\nchild-garbage: /gm)).toHaveLength(1);
    expect(stdout).toMatch(/\n0 vectors passed, 4 failed, \d+ off, [1-9]\d* untried\n$/);
    expect(stdout.split("\n").length).toBeLessThan(100);
    expect(status).toBe(1);
  });
});

test("a mistake of its own is no broken law", () => {
  // Here it finds no vectors.
  const elsewhere = join(folder, "else", "where");
  mkdirSync(elsewhere, { recursive: true });
  copyFileSync(cli, join(elsewhere, "cli.mjs"));
  const { status, stderr } = runFile(join(elsewhere, "cli.mjs"), ["--cmd", engine(), "--vectors"]);
  expect(stderr).toMatch(/^thalweg-conformance: a mistake of its own: Error: ENOENT/);
  expect(status).toBe(70);
});

test("the laws in words, without an engine", () => {
  const { status, stdout } = run(["--list"]);
  expect(stdout).toMatch(/^4\.4\/1 +\S+ .+$/m);
  expect(stdout.trimEnd().split("\n").length).toBeGreaterThan(100);
  expect(status).toBe(0);
});

test("some of the laws, and as JSON", () => {
  const { stdout } = run(["--list", "--law", "1.5"]);
  expect(stdout).toMatch(/^1\.5\/1 .+\n1\.5\/2 /);
  expect(stdout.trimEnd()).not.toMatch(/^(?!1\.5)/m);
  const [first] = JSON.parse(run(["--list", "--law", "1.5", "--json"]).stdout);
  expect(first).toMatchObject({ law: "1.5/1", number: "1.5", says: expect.any(String), needs: [] });
  expect(run(["--list", "--law", "9"])).toMatchObject({ status: 2, stdout: "" });
});
