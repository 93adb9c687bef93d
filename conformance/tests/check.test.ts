import type { Answer, CheckOptions, Explanation, Subject, TensorLike, Vector } from "@thalweg/conformance";
import {
  BrokenLaw,
  ConformanceError,
  checkConformance,
  checkVectors,
  decisionDigest,
  everyFeature,
  inProcess,
  laws,
  readVectors,
  runConformance,
} from "@thalweg/conformance";
import { Tensor } from "@thalweg/core";
import { describe, expect, test, vi } from "vitest";
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

/** The same, which counts the programs that it performed. */
function counting(subject: Subject): Subject & { performed: number } {
  return {
    ...subject,
    performed: 0,
    perform(program) {
      this.performed += 1;
      return subject.perform(program);
    },
  };
}

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

test("a path tries one case, and no other", async () => {
  const [law] = (await checkConformance({ subject: backwards, law: "4.4/1", runs: 50 })).laws;
  const subject = counting(backwards);
  const again = await checkConformance({ subject, law: "4.4/1", ...law?.replay });
  expect(again.laws[0]).toMatchObject({ result: "broken", cases: 1, failure: law?.failure, replay: law?.replay });
  expect(subject.performed).toBe(1);

  const right = counting(core);
  const held = await checkConformance({ subject: right, law: "4.4/1", ...law?.replay });
  expect(held.laws[0]).toMatchObject({ result: "passed", cases: 1 });
  expect(right.performed).toBe(1);
});

describe("options that make no sense are refused, lest a law hold of nothing", () => {
  const refusal = (code: string, at: string) => ({ name: "ConformanceError", code, at, expected: expect.any(String) });
  const odd = <T>(given: unknown): T => given as T;

  test.each<[Partial<CheckOptions>, string, string]>([
    [{ runs: 0 }, "invalid-option", "runs"],
    [{ runs: -1 }, "invalid-option", "runs"],
    [{ runs: Number.NaN }, "invalid-option", "runs"],
    [{ runs: 1.5 }, "invalid-option", "runs"],
    [{ seed: Number.NaN }, "invalid-option", "seed"],
    [{ seed: odd("42") }, "invalid-option", "seed"],
    [{ law: "9" }, "unknown-law", "law"],
    [{ law: "" }, "unknown-law", "law"],
    [{ law: "4.3/1", path: "x" }, "invalid-option", "path"],
    [{ law: "4.3/1", path: "" }, "invalid-option", "path"],
    [{ law: "4.3", path: "0" }, "invalid-option", "law"],
    [{ path: "0" }, "invalid-option", "law"],
    [{ subject: odd(undefined) }, "invalid-subject", "subject"],
    [{ subject: { ...core, name: odd(7) } }, "invalid-subject", "name"],
    [{ subject: { ...core, perform: odd(null) } }, "invalid-subject", "perform"],
    [{ subject: { ...core, supports: odd(undefined) } }, "invalid-subject", "supports"],
    [{ subject: { ...core, supports: odd(["batches", "batch"]) } }, "invalid-subject", "supports[1]"],
  ])("%j", async (given, code, at) => {
    const options = { subject: core, law: "1.5/1", ...given };
    if ("path" in given && !("law" in given)) Reflect.deleteProperty(options, "law");
    await expect(checkConformance(options)).rejects.toMatchObject(refusal(code, at));
    const registered = vi.fn();
    expect(() => runConformance({ ...options, test: registered })).toThrow(expect.objectContaining(refusal(code, at)));
    expect(registered).not.toHaveBeenCalled();
  });

  test("a path that leads to no case", async () => {
    for (const path of ["3", "0:99999", "0:0:99999"])
      await expect(checkConformance({ subject: core, law: "4.3/1", runs: 3, path })).rejects.toMatchObject(
        refusal("invalid-option", "path"),
      );
  });

  test("of one law", async () => {
    const [law] = lawsOf("4.3/1");
    await expect(law?.check(core, { seed: 42, runs: 0 })).rejects.toMatchObject(refusal("invalid-option", "runs"));
  });

  test("of a digest", async () => {
    for (const programs of [0, -1, Number.NaN])
      await expect(decisionDigest({ subject: core, programs })).rejects.toMatchObject(
        refusal("invalid-option", "programs"),
      );
    await expect(decisionDigest({ subject: core, seed: Number.NaN })).rejects.toMatchObject(
      refusal("invalid-option", "seed"),
    );
  });

  test("of an implementation", () => {
    const create = () => new Tensor(["a"]) as TensorLike;
    expect(() => inProcess({ name: "odd", create, supports: odd(["batch"]) })).toThrow(
      expect.objectContaining(refusal("invalid-subject", "supports[0]")),
    );
  });

  test.each([
    ["{", "the file"],
    ["null", "the file"],
    ['{"protocol":1,"cases":5}', "the file.cases"],
    ['{"protocol":1,"cases":[{"id":"1.1-a","law":"1.1","says":"","needs":[],"levels":7}]}', "the file.cases[0].levels"],
    [
      '{"protocol":1,"cases":[{"id":"1.1-a","law":"1.1","says":"","needs":[],"levels":[],"commands":[]}]}',
      "the file.cases[0].answers",
    ],
  ])("of vectors: %s", async (text, at) => {
    expect(() => readVectors(text)).toThrow(expect.objectContaining(refusal("invalid-vectors", at)));
    const { cases }: { cases?: readonly Vector[] } = at.endsWith("file") ? {} : JSON.parse(text);
    await expect(checkVectors({ subject: core, vectors: odd(cases) })).rejects.toMatchObject(
      refusal("invalid-vectors", at.replace(/^the file(.cases)?/, "vectors")),
    );
  });

  test("whatever it is, a message can be made of it", () => {
    const cycle: unknown[] = [];
    cycle.push(cycle);
    for (const found of [cycle, 7n, Symbol("s"), () => 0, Object.create(null), "x".repeat(1e6)])
      expect(new ConformanceError("invalid-option", "runs", "a number", found).message.length).toBeLessThan(300);
  });
});

test("vectors that a subject is lost at for good leave the others untried", async () => {
  const head = { law: "4.4", says: "", needs: [], levels: ["a"], commands: [], answers: [] };
  const vectors = ["a", "b", "c"].map((id) => ({ ...head, id }));
  const { vectors: reports, passed } = await checkVectors({ subject: fragile(1), vectors });
  expect(reports.map(({ result, failure }) => [result, failure])).toEqual([
    ["failed", "fell at 1"],
    ["failed", "fell at 2"],
    ["untried", "given up"],
  ]);
  expect(passed).toBe(false);
});

test("a digest takes in the queues that are read within batches", async () => {
  const nested = (answer: Answer): Answer =>
    typeof answer === "object" && answer !== null && "ended" in answer
      ? {
          ...answer,
          answers: answer.answers.map((inner) => (Array.isArray(inner) ? inner.toReversed() : nested(inner))),
        }
      : answer;
  const wrong: Subject = {
    ...core,
    async perform(program) {
      const answers = await core.perform(program);
      return "refused" in answers ? answers : answers.map(nested);
    },
  };
  const digest = (subject: Subject) => decisionDigest({ subject, programs: 100 });
  expect(await digest(core)).toBe(await digest({ ...core }));
  expect(await digest(wrong)).not.toBe(await digest(core));
  await expect(digest({ ...core, perform: () => [] })).rejects.toThrow(/^0 answers to \d+ commands$/);
});

test("numbers of an explanation may be words, or themselves", async () => {
  const explanation = { cursor: {}, fingerprint: "f", gated: [], flips: [] };
  const scores = [Number.POSITIVE_INFINITY, "inf", Number.NaN, "nan", Number.NEGATIVE_INFINITY, 1];
  const create = (): TensorLike =>
    Object.assign(new Tensor(["a"]) as TensorLike, {
      explain: () => ({
        ...explanation,
        queue: scores.map((score) => ({ option: "nan", score, place: 1, terms: [] })),
      }),
    });
  const answers = await inProcess({ name: "explains", create }).perform({
    levels: ["a"],
    commands: [{ do: "explain", cursor: {} }],
  });
  const [answer] = answers as readonly Explanation[];
  expect(answer?.queue.map(({ option, score }) => [option, score])).toEqual(
    [Infinity, Infinity, Number.NaN, Number.NaN, -Infinity, 1].map((score) => ["nan", score]),
  );
});
