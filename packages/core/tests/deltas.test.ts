import { contents, index, pick, pickShared, value, weight } from "@thalweg/core/testing";
import fc from "fast-check";
import { expect, inject, test } from "vitest";
import { type Change, compose } from "../src/index.ts";

const options = { seed: inject("seed"), numRuns: inject("runs") };

test("a composed delta has one change for each layer, at its first place, and what was composed is as it was", () => {
  const draft = fc.array(
    fc.record({ at: index, isValue: fc.boolean(), value: fc.option(value), weight: fc.option(weight) }),
    { maxLength: 12 },
  );
  const property = fc.property(contents(), draft, draft, (named, one, other) => {
    const [a, b] = [one, other].map((drafts) =>
      drafts.map(({ at, isValue, ...drawn }): Change => {
        const content = isValue ? drawn.value : drawn.weight;
        return Object.freeze({
          level: pick(named.levels, at),
          instance: pickShared(named.instances, at),
          option: pickShared(named.options, at),
          dimension: pick(named.dimensions, at),
          layer: isValue ? "value" : "weight",
          ...(content === null ? {} : { content }),
        });
      }),
    ) as [Change[], Change[]];
    const before = fc.stringify([a, b]);
    const wanted = new Map<string, Change>();
    for (const change of [...a, ...b]) {
      const { level, instance, option, dimension, layer } = change;
      wanted.set(JSON.stringify([level, instance, option, dimension, layer]), change);
    }
    expect(compose(a, b)).toStrictEqual([...wanted.values()]);
    expect(fc.stringify([a, b])).toBe(before);
  });
  fc.assert(property, options);
});
