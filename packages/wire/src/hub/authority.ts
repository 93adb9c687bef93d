import type { Cells } from "../codec/cells.ts";
import type { WireErrorCode } from "../errors.ts";
import { placeOf, type SliceName } from "../session/path.ts";
import { keyAt, type SliceHistory } from "./history.ts";

/** Why a publication is not taken (W3), if it is not: `slice` is what its replica may write, with its history. */
export function refusalOf(
  cells: Cells,
  slice: SliceName | undefined,
  history: SliceHistory | undefined,
  maxSliceCells: number,
): WireErrorCode | undefined {
  const own = slice === undefined ? -1 : placeOf(slice);
  for (let row = 0; row < cells.length; row++) {
    const place = cells.place[row] as number;
    if (place === own) continue;
    return slice !== undefined && place >> 1 === slice[0] ? "foreign-instance" : "write-up";
  }
  let size = history?.size ?? 0;
  if (size + cells.length <= maxSliceCells) return undefined;
  for (let row = 0; row < cells.length; row++) {
    const before = history?.get(keyAt(cells, row)) ?? NaN;
    size += Number(Number.isNaN(before)) - Number(Number.isNaN(cells.content[row]));
  }
  return size > maxSliceCells ? "too-many-cells" : undefined;
}
