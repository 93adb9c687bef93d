import type { Contents, Numbers, Pools } from "@thalweg/core/testing";
import { cellsOver, contents, cursorOver, cursorPicks, name } from "@thalweg/core/testing";
import fc from "fast-check";

/** How many smaller cases are tried where a large one fails. */
export const mostShrinks = 200;

/** Names for queues of a dozen options, each judged by nearly as many dimensions. */
const dozens: fc.Arbitrary<Pools> = fc.record({
  levels: fc.uniqueArray(name, { minLength: 1, maxLength: 3, size: "max" }),
  instances: fc.uniqueArray(name, { minLength: 2, maxLength: 3, size: "max" }),
  options: fc.uniqueArray(name, { minLength: 10, maxLength: 14, size: "max" }),
  dimensions: fc.uniqueArray(name, { minLength: 7, maxLength: 11, size: "max" }),
});

/** Contents that are small mostly, and large once in a while: what is right for a handful may be wrong for a dozen. */
export function contentsOfAnySize(numbers: Numbers = {}): fc.Arbitrary<Contents> {
  const cursors = fc.array(cursorPicks, { minLength: 1, maxLength: 2 });
  const large = fc.tuple(dozens, cellsOver({ ...numbers, maxCells: 300 }), cursors).map(
    ([named, cells, cursors]): Contents => ({
      ...named,
      cells: cells(named),
      cursors: cursors.map((picks) => cursorOver(named, picks)),
    }),
  );
  const shrunk = fc.limitShrink(large, mostShrinks);
  return fc.oneof({ weight: 19, arbitrary: contents(numbers) }, { weight: 1, arbitrary: shrunk });
}
