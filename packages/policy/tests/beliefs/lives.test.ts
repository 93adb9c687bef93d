import { Tensor } from "@thalweg/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Beliefs, gaussian, loadEvidence, type Observation, rate, saveEvidence } from "../../src/beliefs/index.ts";
import { PolicyError } from "../../src/errors.ts";
import { cursorAt } from "./dense.ts";
import { anyNumber, beliefsOf, close, models, parameters, paths, same } from "./setting.ts";

const SLICE = { level: "global", instance: "" };

/** One learner after the other, each of which takes up what the last has saved. */
class Lives {
  readonly tensor = new Tensor(["global"]);
  readonly model: Observation;
  beliefs: Beliefs;

  constructor(model: Observation) {
    this.model = model;
    this.beliefs = beliefsOf(model, []);
  }

  save(): number {
    return saveEvidence(this.beliefs, this.tensor.writer("global"), SLICE);
  }

  load(): void {
    loadEvidence(this.beliefs, this.tensor, SLICE, { as: "here" });
  }

  next(): void {
    this.save();
    this.beliefs = beliefsOf(this.model, []);
    this.load();
  }
}

const options = fc.constantFrom("x", "y");
const addresses = fc.constantFrom(["a"], ["b"], ["a", "c"]);
type Step = (lives: Lives) => void;
const steps = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({ path: paths, option: options, value: anyNumber }).map(
        ({ path, option, value }): Step =>
          ({ beliefs }) =>
            beliefs.observe({ cursor: cursorAt(path), option, dimension: "k", value }),
      ),
    },
    { weight: 2, arbitrary: fc.constant<Step>((lives) => lives.next()) },
    fc.constant<Step>((lives) => void lives.save()),
    // What the slice has is what was seen here, whenever it is read again.
    fc.constant<Step>((lives) => {
      lives.save();
      lives.load();
    }),
    addresses.map(
      (path): Step =>
        ({ beliefs }) =>
          beliefs.remove(cursorAt(path)),
    ),
    addresses.map(
      (path): Step =>
        ({ beliefs }) =>
          beliefs.compact(cursorAt(path)),
    ),
    options.map(
      (option): Step =>
        ({ beliefs }) =>
          beliefs.forget(option),
    ),
    fc.constantFrom(0, 0.5, 1).map(
      (share): Step =>
        ({ beliefs }) =>
          beliefs.discount(share),
    ),
    fc.constant<Step>(({ beliefs }) => beliefs.remove({})),
  ),
  { maxLength: 20 },
);

test("law B15: whatever a life has seen, given up and saved, the next one believes what it did", () => {
  fc.assert(
    fc.property(models, steps, paths, options, (model, steps, path, option) => {
      const lives = new Lives(model);
      // The same without a restart.
      const life = new Lives(model);
      for (const step of steps) {
        step(lives);
        const { beliefs } = life;
        step({ ...life, beliefs, next: () => undefined, save: () => 0, load: () => undefined } as Lives);
      }
      const last = lives.beliefs;
      lives.next();
      for (const before of [last, life.beliefs]) {
        same(lives.beliefs, before, path, 1e-9, option);
        close(lives.beliefs.at(path, option, "k").count, before.at(path, option, "k").count, 1e-9);
      }
    }),
    parameters,
  );
});

test("law B16: what is saved counts besides what was seen before it was loaded, and twice is once", () => {
  const seen = fc.array(fc.record({ path: paths, value: anyNumber }), { maxLength: 9 });
  fc.assert(
    fc.property(models, seen, seen, seen, paths, (model, before, early, late, path) => {
      const lives = new Lives(model);
      lives.beliefs = beliefsOf(model, before);
      lives.save();
      lives.beliefs = beliefsOf(model, early);
      for (let i = 0; i < 2; i++) {
        lives.load();
        same(lives.beliefs, beliefsOf(model, [...before, ...early]), path, 1e-9);
      }
      lives.save();
      for (const { path, value } of late) {
        lives.beliefs.observe({ cursor: cursorAt(path), option: "x", dimension: "k", value });
      }
      lives.load();
      same(lives.beliefs, beliefsOf(model, [...before, ...early, ...late]), path, 1e-9);
    }),
    parameters,
  );
});

test("law B10 for an option: what is forgotten has never been, and is still known", () => {
  const seen = fc.array(fc.record({ path: paths, option: options, value: anyNumber }), { maxLength: 25 });
  fc.assert(
    fc.property(models, seen, paths, (model, seen, path) => {
      const see = (beliefs: Beliefs, but?: string): Beliefs => {
        for (const { path, option, value } of seen) {
          if (option !== but) beliefs.observe({ cursor: cursorAt(path), option, dimension: "k", value });
        }
        return beliefs;
      };
      const beliefs = see(beliefsOf(model, []));
      const known = [...beliefs.options];
      beliefs.forget("y");
      beliefs.forget("never-met");
      for (const option of ["x", "y"]) same(beliefs, see(beliefsOf(model, []), "y"), path, 1e-9, option);
      expect(beliefs.options).toEqual(known);
      expect(beliefs.at(path, "y", "k").count).toBe(0);
    }),
    parameters,
  );
});

describe("zeros", () => {
  test("are saved once, whatever it is that nothing is left of", () => {
    const lives = new Lives(gaussian());
    lives.beliefs = beliefsOf(gaussian(), [
      { path: ["a"], value: 1 },
      { path: ["b", "c"], value: 2 },
    ]);
    expect(lives.save()).toBe(10);
    lives.beliefs.discount(0);
    expect(lives.save()).toBe(10);
    expect([...lives.tensor.cells()].every(({ value }) => value === 0)).toBe(true);
    expect(lives.save()).toBe(0);
    // Nor do they make anything known.
    lives.next();
    expect(lives.beliefs.options).toEqual([]);
    expect([...lives.beliefs.addresses("k")]).toHaveLength(1);
  });

  test("are not forgotten where a save fails", () => {
    const lives = new Lives(gaussian());
    lives.beliefs = beliefsOf(gaussian(), [{ path: ["a"], value: 1 }]);
    lives.save();
    lives.beliefs.remove({ region: "a" });
    lives.beliefs.observe({ cursor: { region: "b" }, option: "x", dimension: "k", value: 1 });
    const writer = lives.tensor.writer("global");
    writer.setValue = (...[, , , dimension]) => {
      if (dimension.endsWith("@b")) throw new Error("full");
    };
    expect(() => saveEvidence(lives.beliefs, writer, SLICE)).toThrow("full");
    lives.next();
    expect(lives.beliefs.at(["a"], "x", "k").count).toBe(0);
  });
});

describe("evidence ages while nobody lives", () => {
  const ageing = (halfLife: number | undefined = 10): Beliefs =>
    new Beliefs({ levels: ["global"], dimensions: { k: rate() }, halfLife });
  const countOf = (beliefs: Beliefs): number => beliefs.belief({}, "x", "k").count;
  const saved = (now = 0): Tensor => {
    const tensor = new Tensor(["global", "device"]);
    const beliefs = ageing();
    for (let i = 0; i < 8; i++) beliefs.observe({ cursor: {}, option: "x", dimension: "k", value: 1, now });
    saveEvidence(beliefs, tensor.writer("global"), SLICE);
    return tensor;
  };

  test("before the clock is told, when it is loaded, and where the time is given", () => {
    const late = ageing();
    loadEvidence(late, saved(), SLICE, { as: "here" });
    expect(countOf(late)).toBe(8);
    late.advance(20);
    expect(countOf(late)).toBe(2);
    const told = ageing();
    told.advance(20);
    loadEvidence(told, saved(), SLICE, { as: "here" });
    expect(countOf(told)).toBe(2);
    const given = ageing();
    loadEvidence(given, saved(), SLICE, { as: "here", now: 30 });
    expect(countOf(given)).toBe(1);
    given.advance(1_000);
    expect(countOf(given)).toBe(0);
    // It was in the slice, and is not any more.
    const tensor = saved();
    const gone = ageing();
    loadEvidence(gone, tensor, SLICE, { as: "here", now: 1_000 });
    expect(countOf(gone)).toBe(0);
    saveEvidence(gone, tensor.writer("global"), SLICE);
    expect(tensor.value({}, "x", "evidence:count:k@")).toBe(0);
  });

  test("a clock that was ahead makes nothing count for more, and one that is none is refused", () => {
    const beliefs = ageing();
    beliefs.advance(0);
    loadEvidence(beliefs, saved(100), SLICE, { as: "here" });
    expect(countOf(beliefs)).toBe(8);
    const tensor = saved();
    tensor.writer("global").setDefault("global", "", "evidence:now", 1e300);
    expect(() => loadEvidence(ageing(), tensor, SLICE)).toThrow(PolicyError);
    expect(() => loadEvidence(ageing(), saved(), SLICE, { now: NaN })).toThrow(PolicyError);
  });

  test("of a roll-up, which has no time, what was saved counts as it was", () => {
    const tensor = new Tensor(["global", "device"]);
    for (const [instance, now] of [
      ["A", 1],
      ["B", 2],
    ] as const) {
      const beliefs = ageing();
      beliefs.observe({ cursor: {}, option: "x", dimension: "k", value: 1, now });
      saveEvidence(beliefs, tensor.writer("device", instance), { level: "device", instance });
    }
    tensor.writer("global").rollUp({ from: "device", to: "global", using: "sum" });
    const beliefs = ageing();
    loadEvidence(beliefs, tensor, SLICE, { now: 23 });
    expect(countOf(beliefs)).toBe(2);
    expect(beliefs.now).toBe(23);
  });

  test("nobody without a half-life has a clock to save", () => {
    const tensor = new Tensor(["global"]);
    const beliefs = ageing(Infinity);
    beliefs.observe({ cursor: {}, option: "x", dimension: "k", value: 1, now: 5 });
    expect(saveEvidence(beliefs, tensor.writer("global"), SLICE)).toBe(5);
  });
});
