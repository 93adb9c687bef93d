import { describe, expect, test } from "vitest";
import type { VectorsReport } from "../src/vectors.ts";
import { engine, run } from "./command-line.ts";

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
    const { status, stderr } = run(["--cmd", engine(), "--vectors", "--law", "D"]);
    expect(stderr).toContain("There is no vector of law D");
    expect(status).toBe(2);
  });
});

test("the laws in words, without an engine", () => {
  const { status, stdout } = run(["--list"]);
  expect(stdout).toMatch(/^4\.4\/1 +\S+ .+$/m);
  expect(stdout.trimEnd().split("\n").length).toBeGreaterThan(100);
  expect(status).toBe(0);
});
