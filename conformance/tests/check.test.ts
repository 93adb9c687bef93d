import type { Subject } from "@thalweg/conformance";
import { BrokenLaw, checkConformance, everyFeature, laws, runConformance } from "@thalweg/conformance";
import { expect, test } from "vitest";
import { addressOf, lawsOf } from "../src/laws.ts";
import { coreSubject } from "../subjects/core.ts";

const core = coreSubject();
const backwards: Subject = {
  ...core,
  async perform(program) {
    const answers = await core.perform(program);
    return "refused" in answers
      ? answers
      : answers.map((answer, at) =>
          program.commands[at]?.do === "rank" && Array.isArray(answer) ? answer.toReversed() : answer,
        );
  },
};

/** A subject that fails for good at its first program, and may or may not be started anew. */
function fragile(restarts: number): Subject & { performed: number } {
  return {
    name: "fragile",
    supports: everyFeature,
    isLost: false,
    performed: 0,
    async perform() {
      this.performed += 1;
      Object.assign(this, { isLost: true });
      throw new Error(`fell at ${this.performed}`);
    },
    async restart() {
      if (restarts-- === 0) throw new Error("given up");
      Object.assign(this, { isLost: false });
    },
  };
}

test("every law has an address of its own", () => {
  expect(new Set(laws.map(addressOf)).size).toBe(laws.length);
  for (const law of laws) expect(lawsOf(addressOf(law)), addressOf(law)).toContain(law);
  for (const law of lawsOf("4.3")) expect(lawsOf(addressOf(law))).toEqual([law]);
});

test("a failing test says how to run it again, and does so", async () => {
  const failures: unknown[] = [];
  const bodies: (() => Promise<void>)[] = [];
  const register = (_: string, body: () => Promise<void>) => bodies.push(body);
  runConformance({ test: register, subject: backwards, law: "4.4/1", runs: 50 });
  const [body] = bodies.splice(0);
  await body?.().catch((error: unknown) => failures.push(error));
  const [failure] = failures.splice(0);
  if (!(failure instanceof BrokenLaw)) throw failure;
  const { path } = failure.replay;
  const last = failure.message.split("\n").at(-1);
  expect(last).toBe(
    `replay: runConformance({ test, subject, law: "4.4/1", seed: 42, runs: 50, path: ${JSON.stringify(path)} })`,
  );

  runConformance({ test: register, subject: backwards, law: "4.4/1", seed: 42, runs: 50, path });
  await bodies[0]?.().catch((error: unknown) => failures.push(error));
  expect((failures[0] as BrokenLaw).found).toBe(failure.found);
});

test("a report has what replays a failure", async () => {
  const report = await checkConformance({ subject: backwards, law: "4.4/1", runs: 50 });
  const [law] = report.laws;
  expect(law).toMatchObject({ law: "4.4/1", result: "broken", replay: { seed: 42, runs: 50 } });
  const again = await checkConformance({ subject: backwards, law: "4.4/1", ...law?.replay });
  expect(again.laws[0]?.failure).toBe(law?.failure);
});

test("a subject that is lost is asked nothing more of that law, and started anew for the next", async () => {
  const subject = fragile(1);
  const { laws: reports, passed } = await checkConformance({ subject, law: "4.3", runs: 20 });
  expect(reports.map(({ result }) => result)).toEqual(["broken", "broken"]);
  expect(subject.performed).toBe(2);
  expect(passed).toBe(false);
});

test("a subject that is given up leaves laws untried, which is not passed", async () => {
  const subject = fragile(0);
  const { laws: reports, passed } = await checkConformance({ subject, law: "4.3", runs: 20 });
  expect(reports.map(({ result }) => result)).toEqual(["broken", "untried"]);
  expect(reports[1]?.failure).toBe("given up");
  expect(subject.performed).toBe(1);
  expect(passed).toBe(false);
});

test("there is such a law, and a path is for one", async () => {
  await expect(checkConformance({ subject: core, law: "9" })).rejects.toThrow(RangeError);
  await expect(checkConformance({ subject: core, law: "4.3", path: "0" })).rejects.toThrow("4.3/1, 4.3/2");
  expect(() => runConformance({ test, subject: core, path: "0" })).toThrow("say which");
});
