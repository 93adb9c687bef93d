import type { Pools } from "@thalweg/core/testing";
import { value, weight } from "@thalweg/core/testing";
import fc from "fast-check";
import type { Command, Layer } from "../program/program.ts";
import type { Draft } from "./draft.ts";
import { coordinate, writer } from "./draft.ts";
import { wayUp } from "./way-up-commands.ts";

const content = fc.oneof(
  { weight: 30, arbitrary: value },
  { weight: 1, arbitrary: fc.constantFrom(Number.NaN, Number.NEGATIVE_INFINITY) },
);
const layer = fc.constantFrom<Layer>("value", "value", "weight");

const set: fc.Arbitrary<Draft> = fc
  .record({
    writer,
    coordinate,
    layer,
    value: content,
    weight: fc.oneof({ weight: 30, arbitrary: weight }, { weight: 1, arbitrary: content }),
  })
  .map((drawn) => (named) => ({
    do: "set",
    writer: drawn.writer,
    layer: drawn.layer,
    ...drawn.coordinate(named),
    content: drawn[drawn.layer],
  }));

const unset: fc.Arbitrary<Draft> = fc
  .record({ writer, coordinate, layer })
  .map(({ writer, coordinate, layer }) => (named) => ({ do: "unset", writer, layer, ...coordinate(named) }));

const clear: fc.Arbitrary<Draft> = fc.tuple(writer, coordinate).map(([writer, coordinate]) => (named) => {
  const { level, instance } = coordinate(named);
  return { do: "clear", writer, level, instance };
});

const apply: fc.Arbitrary<Draft> = fc
  .record({
    writer,
    changes: fc.array(fc.record({ coordinate, layer, content: fc.option(weight, { nil: undefined }) }), {
      maxLength: 4,
    }),
  })
  .map(
    ({ writer, changes }) =>
      (named: Pools): Command => ({
        do: "apply",
        writer,
        delta: changes.map(({ coordinate, layer, content }) => ({
          ...coordinate(named),
          layer,
          ...(content === undefined ? {} : { content }),
        })),
      }),
  );

/** Every command that writes, batches apart. */
export const write: fc.Arbitrary<Draft> = fc.oneof(
  { weight: 15, arbitrary: set },
  { weight: 3, arbitrary: unset },
  { weight: 1, arbitrary: clear },
  { weight: 1, arbitrary: apply },
  { weight: 4, arbitrary: wayUp },
);
