/** A slice: the number of its level, and its instance. */
export type SliceName = readonly [level: number, instance: string];

/**
 * The slices that a cursor reads have places: twice the number of the level for its shared instance, and one more for the
 * instance that the cursor names there.
 */
export const placeOf = ([level, instance]: SliceName): number => level * 2 + (instance === "" ? 0 : 1);

/** The slice at a place of a cursor, or nothing where the cursor has none there. */
export function sliceAt(place: number, cursor: readonly string[]): SliceName | undefined {
  const level = place >> 1;
  const instance = cursor[level];
  if (instance === undefined) return undefined;
  if (place % 2 === 0) return [level, ""];
  return instance === "" ? undefined : [level, instance];
}

/** The slices that a cursor reads, coarse to fine. */
export function pathOf(cursor: readonly string[]): SliceName[] {
  return cursor.flatMap((instance, level): SliceName[] =>
    instance === ""
      ? [[level, ""]]
      : [
          [level, ""],
          [level, instance],
        ],
  );
}
