import fc from "fast-check";
import { expect, inject, test } from "vitest";
import { isSame } from "../src/assert.ts";
import { decode, encode } from "../src/program/json.ts";

const odd = fc.constantFrom(0, -0, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 5e-324, -1.5);
const words = fc.constantFrom("inf", "-inf", "nan", "-0");
const keys = fc.constantFrom("content", "value", "weight", "score", "product", "replaces", "reduced");
const others = fc.constantFrom("option", "cursors", "__proto__", "constructor", "");

test("the numbers under the keys of numbers come back to the last bit, and words elsewhere stay words", () => {
  const { data } = fc.letrec((tie) => ({
    data: fc.oneof(
      { maxDepth: 5, depthSize: "small" },
      fc.constantFrom(null, true, 7, "text"),
      fc.dictionary(keys, fc.oneof(odd, fc.double(), fc.constantFrom("text", null), tie("data")), {
        noNullPrototype: true,
      }),
      fc.dictionary(others, fc.oneof(words, tie("data")), { noNullPrototype: true }),
      fc.record({ cursor: fc.dictionary(fc.oneof(keys, others), words, { noNullPrototype: true }) }),
      fc.array(fc.oneof(words, tie("data"))),
    ),
  }));
  const property = fc.property(data, (given) => {
    const before = fc.stringify(given);
    expect(isSame(decode(encode(given)), given)).toBe(true);
    expect(fc.stringify(given)).toBe(before);
  });
  fc.assert(property, { seed: inject("seed"), numRuns: inject("runs") });
});

test("what JSON does not hold is a word wherever it stands", () => {
  expect(encode([Number.NaN, { limit: Number.NEGATIVE_INFINITY, using: { quantile: -0 } }, 0])).toBe(
    '["nan",{"limit":"-inf","using":{"quantile":"-0"}},0]',
  );
  expect(Object.is(decode("-0.0"), -0)).toBe(true);
  expect(() => decode('{"id":1')).toThrow(SyntaxError);
});
