import { Tensor } from "@thalweg/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Beliefs, gaussian, loadEvidence, rate, saveEvidence } from "../../src/beliefs/index.ts";
import { evidenceOf, type Sums } from "../../src/beliefs/seen.ts";
import { PolicyError } from "../../src/errors.ts";
import { LEVELS, type Seen } from "./dense.ts";
import { anyNumber, beliefsOf, models, parameters, paths, same, seenWith } from "./setting.ts";

test("law B8: two halves that are merged are the whole, through a tensor", () => {
  fc.assert(
    fc.property(models, seenWith(anyNumber), paths, fc.nat(25), (model, seen, path, cut) => {
      const tensor = new Tensor(["global", "device"]);
      const halves = [seen.slice(0, cut), seen.slice(cut)];
      for (const [i, half] of halves.entries()) {
        const slice = { level: "device", instance: `${i}` };
        saveEvidence(beliefsOf(model, half), tensor.writer("device", `${i}`), slice);
      }
      tensor.writer("global").rollUp({ from: "device", to: "global", using: "sum" });
      const whole = new Beliefs({ levels: LEVELS, dimensions: { k: model } });
      loadEvidence(whole, tensor, { level: "global", instance: "" });
      same(whole, beliefsOf(model, seen), path, 1e-10);
      // One of the two, who does not count its own half twice.
      const half = beliefsOf(model, halves[0] as readonly Seen[]);
      const from = { level: "global", instance: "" };
      loadEvidence(half, tensor, from, { without: { level: "device", instance: "0" } });
      same(half, whole, path, 1e-8);
    }),
    parameters,
  );
});

describe("facts of what nobody can have seen are refused, and nothing is taken", () => {
  test.each([
    ["a sum beyond what can be observed", { count: 2, sum: 5 }],
    ["a gate", { count: Infinity }],
    ["a count beyond all", { count: 1e300 }],
    ["a shift beyond all", { precision: 1, shift: 1e300 }],
  ])("%s", (_, sums) => {
    const tensor = new Tensor(["global", "device"]);
    const writer = tensor.writer("global");
    for (const [sum, value] of Object.entries(sums)) writer.setValue("global", "", "x", `evidence:${sum}:k@a`, value);
    writer.setValue("global", "", "y", "evidence:count:k@a", 2);
    const beliefs = beliefsOf(rate(), []);
    expect(() => loadEvidence(beliefs, tensor, GLOBAL)).toThrow(PolicyError);
    expect(beliefs.at(["a"], "y", "k").count).toBe(0);
  });

  test("an address that is too deep", () => {
    const tensor = new Tensor(["global"]);
    tensor.writer("global").setValue("global", "", "a", "evidence:count:k@a", 2);
    tensor.writer("global").setValue("global", "", "x", "evidence:count:k@a/b/c/d", 2);
    const beliefs = beliefsOf(rate(), []);
    expect(() => loadEvidence(beliefs, tensor, GLOBAL)).toThrow(PolicyError);
    expect(beliefs.at(["a"], "a", "k").count).toBe(0);
  });
});

const GLOBAL = { level: "global", instance: "" };

describe("a fleet", () => {
  const facts = new Tensor(["global", "device"]);
  const save = (beliefs: Beliefs, instance: string): void => {
    saveEvidence(beliefs, facts.writer("device", instance), { level: "device", instance });
  };
  const load = (beliefs: Beliefs, instance: string): void => {
    loadEvidence(beliefs, facts, GLOBAL, { without: { level: "device", instance } });
  };
  const up = (): void => {
    facts.writer("global").rollUp({ from: "device", to: "global", using: "sum" });
  };

  test("what one has seen since the roll-up blocks nothing", () => {
    const [a, b] = [beliefsOf(gaussian(), [{ path: ["only-a"], value: 1 }]), beliefsOf(gaussian(), [])];
    for (let i = 0; i < 50; i++) b.observe({ cursor: { region: "math" }, option: "x", dimension: "k", value: 1 });
    save(a, "a");
    save(b, "b");
    up();
    a.observe({ cursor: { region: "only-a" }, option: "x", dimension: "k", value: 1 });
    save(a, "a");
    load(a, "a");
    expect(a.at(["math"], "x", "k").count).toBe(50);
    expect(a.at(["only-a"], "x", "k").count).toBe(2);
  });

  test("what one has seen since, that is unlike all before, blocks nothing either", () => {
    const [a, b] = [beliefsOf(rate(), []), beliefsOf(rate(), [])];
    for (let i = 0; i < 5; i++) {
      for (const each of [a, b]) each.observe({ cursor: { region: "f" }, option: "x", dimension: "k", value: 0 });
    }
    save(a, "f1");
    save(b, "f2");
    up();
    for (let i = 0; i < 2; i++) a.observe({ cursor: { region: "f" }, option: "x", dimension: "k", value: 1 });
    save(a, "f1");
    load(a, "f1");
    // Of the others 3 of 5 are left, none of which failed, until the next roll-up.
    expect(a.at(["f"], "x", "k").count).toBe(10);
    const [, seen] = [...a.addresses("k")].find(([path]) => path[0] === "f") ?? [];
    expect(evidenceOf(seen?.get(0) as Sums)).toEqual({ count: 10, sum: 2, squares: 2 });
    up();
    load(a, "f1");
    expect(a.at(["f"], "x", "k").count).toBe(12);
  });

  test("what one has forgotten or taken back is gone for all, once it is rolled up", () => {
    const [a, b] = [
      beliefsOf(gaussian(), []),
      beliefsOf(gaussian(), [
        { path: ["m"], value: 9 },
        { path: ["n"], value: 7 },
      ]),
    ];
    const round = (): void => {
      save(a, "c");
      save(b, "d");
      up();
      load(a, "c");
    };
    const countOf = (path: string): number => a.at([path], "x", "k").count;
    round();
    expect([countOf("m"), countOf("n")]).toEqual([1, 1]);
    b.remove({ region: "m" });
    round();
    expect([countOf("m"), countOf("n")]).toEqual([0, 1]);
    b.discount(0);
    round();
    expect([countOf("m"), countOf("n")]).toEqual([0, 0]);
  });

  test("an address that others have told of is not compacted here, nor any where nobody is trusted", () => {
    const a = beliefsOf(gaussian(), []);
    a.take(["m"], "x", "k", [2, 4, 8, 0, 0]);
    expect(() => a.compact({ region: "m" })).toThrow(PolicyError);
    expect(a.at(["m"], "x", "k").count).toBe(2);
    const wary = new Beliefs({ levels: LEVELS, dimensions: { k: gaussian() }, pooling: "robust" });
    wary.observe({ cursor: { region: "m" }, option: "x", dimension: "k", value: 1 });
    expect(() => wary.compact({ region: "m" })).toThrow(PolicyError);
  });

  test("names with anything in them come back", () => {
    const path = ["bob@x.org", "a/b~c"];
    const beliefs = beliefsOf(gaussian(), [{ path, value: 3 }]);
    save(beliefs, "e");
    const again = beliefsOf(gaussian(), []);
    expect(loadEvidence(again, facts, { level: "device", instance: "e" }, { as: "here" })).toBe(1);
    same(again, beliefs, path, 1e-12);
    // It is its own now: it is saved, and no load replaces it.
    again.forgetTold("others");
    expect(again.at(path, "x", "k").count).toBe(1);
  });
});
