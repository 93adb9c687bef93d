import type { Cells } from "../codec/cells.ts";
import { dimensionOf, keyOf, layerOf, optionOf } from "../session/names.ts";

/** So many unset cells are remembered beyond the number of those that stand. */
const SLACK = 64;

/**
 * One slice as the log has it: of every cell layer what it is, and the revision that made it so, in the order of the
 * revisions. So what changed since a revision is a tail, and all cells are the tail since the beginning: no replica needs
 * a buffer of its own (W8).
 */
export class SliceHistory {
  /** By key: the row of its latest change. */
  readonly #rows = new Map<number, number>();
  #length = 0;
  #revisions = new Float64Array(4);
  #keys = new Float64Array(4);
  #contents = new Float64Array(4);
  /** How many cell layers stand. */
  size = 0;
  /** What was unset up to this revision may be forgotten: who knows less has to begin anew. */
  horizon: number;

  constructor(horizon: number) {
    this.horizon = horizon;
  }

  /** What a cell layer is; NaN where it is not set. */
  get(key: number): number {
    const row = this.#rows.get(key);
    return row === undefined ? NaN : (this.#contents[row] as number);
  }

  /** A revision makes a cell layer this; says whether it was anything else. */
  set(key: number, content: number, revision: number): boolean {
    const before = this.get(key);
    if (Object.is(before, content)) return false;
    if (this.#length === this.#keys.length) this.#makeRoom();
    this.size += Number(Number.isNaN(before)) - Number(Number.isNaN(content));
    const row = this.#length++;
    this.#revisions[row] = revision;
    this.#keys[row] = key;
    this.#contents[row] = content;
    this.#rows.set(key, row);
    return true;
  }

  /** Adds what changed after a revision; −1 gives every cell that stands, and nothing that does not. */
  since(revision: number, place: number, cells: Cells): void {
    for (let row = this.#firstAfter(revision); row < this.#length; row++) {
      const key = this.#keys[row] as number;
      const content = this.#contents[row] as number;
      if (this.#rows.get(key) !== row || (revision < 0 && Number.isNaN(content))) continue;
      cells.push(place, layerOf(key), optionOf(key), dimensionOf(key), content);
    }
  }

  /** Every cell layer that stands, with what it is. */
  *standing(): Generator<readonly [key: number, content: number]> {
    for (const [key, row] of this.#rows) {
      const content = this.#contents[row] as number;
      if (!Number.isNaN(content)) yield [key, content];
    }
  }

  #firstAfter(revision: number): number {
    let [low, high] = [0, this.#length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#revisions[middle] as number) > revision) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Drops what was overtaken, and the older half of what was unset where that is too much; or grows. */
  #makeRoom(): void {
    const unset = this.#rows.size - this.size;
    let excess = unset > this.size + SLACK ? unset >> 1 : 0;
    let length = 0;
    for (let row = 0; row < this.#length; row++) {
      const key = this.#keys[row] as number;
      if (this.#rows.get(key) !== row) continue;
      const content = this.#contents[row] as number;
      if (Number.isNaN(content) && excess > 0) {
        excess--;
        this.#rows.delete(key);
        this.horizon = this.#revisions[row] as number;
        continue;
      }
      this.#rows.set(key, length);
      this.#revisions[length] = this.#revisions[row] as number;
      this.#keys[length] = key;
      this.#contents[length++] = content;
    }
    this.#length = length;
    if (length * 2 <= this.#keys.length) return;
    const grown = (column: Float64Array): Float64Array<ArrayBuffer> => {
      const result = new Float64Array(column.length * 2);
      result.set(column);
      return result;
    };
    this.#revisions = grown(this.#revisions);
    this.#keys = grown(this.#keys);
    this.#contents = grown(this.#contents);
  }
}

/** The key of a row of cells. */
export const keyAt = ({ layer, option, dimension }: Cells, row: number): number =>
  keyOf(layer[row] as number, option[row] as number, dimension[row] as number);
