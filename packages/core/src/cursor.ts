import { TensorError } from "./errors.ts";
import { checkName } from "./names.ts";
import type { Store } from "./store.ts";

/** Which instance of each level to read; a level left out is read at its shared instance alone (law 3.1). */
export type Cursor<Level extends string = string> = { readonly [L in Level]?: string | undefined };

/**
 * The path of a cursor, as the numbers of its slices, coarse to fine (law 3.2). The shared slice of every level is on
 * it, so that a path stays right when cells come to one; an instance without cells has no slice, and is left out.
 */
export function pathOf(store: Store, cursor: Cursor): number[] {
  if (typeof cursor !== "object" || cursor === null) {
    throw new TensorError("invalid-argument", cursor, {}, "cursor");
  }
  const named: number[] = [];
  for (const level of Object.keys(cursor)) {
    const depth = store.depthOf(level);
    const instance = cursor[level];
    if (instance === undefined || instance === "") continue;
    const slice = store.findSlice(depth, instance);
    if (slice < 0) checkName(instance, "instance", { level, instance }, "cursor");
    else named[depth] = slice;
  }
  const path: number[] = [];
  for (let depth = 0; depth < store.levels.length; depth++) {
    path.push(depth);
    const slice = named[depth];
    if (slice !== undefined) path.push(slice);
  }
  return path;
}
