/**
 * The one measurement that reaches into the engine's sources: the package exports no frame, so this file imports
 * `packages/core/src` by path, and what it measures is not the bundle but the same code before bundling.
 */
import { pathOf } from "../../../packages/core/src/cursor.ts";
import { Frame } from "../../../packages/core/src/frame.ts";
import { Store } from "../../../packages/core/src/store.ts";
import { Writer } from "../../../packages/core/src/writer.ts";
import { bareLoop, type Slice, slicesOf } from "./bare-loop.ts";
import { against, atMost, type Figure } from "./figure.ts";
import { type Effort, keep, race } from "./race.ts";
import { cursorsOf, fill, LEVELS, worldOf } from "./world.ts";

const OPTIONS = 100;
const DIMENSIONS = 8;
/** How many cursors are folded in turn. */
const CURSORS = 1 << 10;

/** The fold and the scores of 100 × 8, without the sort, against a bare loop over typed arrays. */
export function measureKernel(effort: Effort): Figure[] {
  const world = worldOf(OPTIONS, DIMENSIONS);
  const store = new Store(LEVELS);
  fill(new Writer(store, "global"), world.facts);
  const cursors = Array.from({ length: CURSORS }, cursorsOf(world));
  const frame = new Frame(store);
  const paths = cursors.map((cursor) => pathOf(store, cursor));
  const bare = bareLoop(OPTIONS, DIMENSIONS);
  const byName = slicesOf(world);
  const slices = cursors.map((cursor) => LEVELS.map((level) => byName.get(`${level}/${cursor[level] ?? ""}`) as Slice));
  const scores = new Float64Array(OPTIONS);

  const foldAndScore = (path: readonly number[]): void => {
    frame.fold(path);
    const rows = frame.options.length;
    for (let row = 1; row < rows; row++) if (frame.score(row)) scores[row - 1] = frame.sum;
  };
  for (const [i, path] of paths.slice(0, 20).entries()) {
    foldAndScore(path);
    const expected = bare(slices[i] as readonly Slice[]);
    for (const [row, option] of frame.options.slice(1).entries()) {
      const name = store.slots.options.names[option] as string;
      if (scores[row] !== expected[world.options.indexOf(name)])
        throw new Error(`the bare loop scores ${name} otherwise`);
    }
  }
  const result = race(
    (count) => {
      for (let i = 0; i < count; i++) keep(bare(slices[i % CURSORS] as readonly Slice[])[i % OPTIONS] as number);
    },
    (count) => {
      for (let i = 0; i < count; i++) {
        foldAndScore(paths[i % CURSORS] as readonly number[]);
        keep(scores[i % OPTIONS] as number);
      }
    },
    effort,
  );
  const { first, second } = result;
  return [
    {
      name: "kernel",
      label: "dense kernel (fold + score), of a bare typed-array loop",
      unit: "×",
      ...result.ratio,
      bar: atMost(3),
      note: against({ first: second, second: first }),
    },
  ];
}
