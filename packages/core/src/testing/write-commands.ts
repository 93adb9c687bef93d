import fc from "fast-check";
import type { Layer } from "../index.ts";
import type { Pools } from "./arbitraries.ts";
import { value, weight } from "./arbitraries.ts";
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

/** Every command that writes, batches apart. */
export const write: fc.Arbitrary<Draft> = fc.oneof(
  { weight: 12, arbitrary: set },
  {
    weight: 3,
    arbitrary: fc.record({ writer, coordinate, layer }).map((drawn) => (named: Pools) => ({
      do: "unset" as const,
      writer: drawn.writer,
      layer: drawn.layer,
      ...drawn.coordinate(named),
    })),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({ act: fc.constantFrom("gate", "open", "handle"), writer, coordinate })
      .map(({ act, writer, coordinate }) => (named: Pools) => ({ do: act, writer, ...coordinate(named) })),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({ handle: fc.nat(3), act: fc.constantFrom("set", "unset", "setWeight"), content })
      .map((drawn) => () => ({ do: "use handle" as const, ...drawn })),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(writer, coordinate).map(([writer, coordinate]) => (named: Pools) => {
      const { level, instance } = coordinate(named);
      return { do: "clear" as const, writer, level, instance };
    }),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({
        writer,
        changes: fc.array(fc.record({ coordinate, layer, content: fc.option(weight, { nil: undefined }) }), {
          maxLength: 4,
        }),
      })
      .map(({ writer, changes }) => (named: Pools) => ({
        do: "apply" as const,
        writer,
        delta: changes.map(({ coordinate, layer, content }) => ({
          ...coordinate(named),
          layer,
          ...(content === undefined ? {} : { content }),
        })),
      })),
  },
  {
    weight: 1,
    arbitrary: fc.record({ delta: fc.nat(9) }).map((drawn) => () => ({ do: "replay" as const, ...drawn })),
  },
  { weight: 4, arbitrary: wayUp },
);
