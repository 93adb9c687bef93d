import type { Cells } from "../codec/cells.ts";
import { dimensionOf, keyOf, layerOf, optionOf } from "../session/names.ts";
import type { HubEdges } from "./edges.ts";

/** So many unset cells are remembered beyond the number of those that stand. */
const SLACK = 64;

/** So many for those who are following, and have not been told of them yet, beyond four times those that stand. */
const PATIENCE = 16_384;

/** What is known of a cell layer, as numbers side by side; the last two are the rows that changed before and after it. */
const [REVISION, KEY, CONTENT, OLDER, NEWER, WIDTH] = [0, 1, 2, 3, 4, 5];
const NONE = -1;

/**
 * One slice as the log has it: of every cell layer what it is, and the revision that made it so, as a list in the order
 * of the revisions. So what changed since a revision is its tail, and all cells are the tail since the beginning: no
 * replica needs a buffer of its own (W8).
 */
export class SliceHistory {
  /** By key: where its row begins. */
  readonly #rows = new Map<number, number>();
  #numbers = new Float64Array(4 * WIDTH);
  #oldest = NONE;
  #latest = NONE;
  /** Rows that are not in use, one behind the other, and where those begin that never were. */
  #free = NONE;
  #end = 0;
  /** How many cell layers stand. */
  size = 0;
  /** What was unset up to this revision may be forgotten: who knows less has to begin anew. */
  horizon: number;

  /** Up to which revision everyone knows it who is following. */
  readonly #least: () => number;
  /** No cells are forgotten before so many are unset: the last time there were none to forget. */
  #next = 0;

  readonly #slack: number;
  readonly #patience: number;

  constructor(horizon: number, least: () => number = () => Infinity, edges: Partial<HubEdges> = {}) {
    this.horizon = horizon;
    this.#least = least;
    this.#slack = edges.slack ?? SLACK;
    this.#patience = edges.patience ?? PATIENCE;
  }

  /** What a cell layer is; NaN where it is not set. */
  get(key: number): number {
    const row = this.#rows.get(key);
    return row === undefined ? NaN : (this.#numbers[row + CONTENT] as number);
  }

  /** A revision makes a cell layer this; says whether it was anything else. */
  set(key: number, content: number, revision: number): boolean {
    let row = this.#rows.get(key) ?? NONE;
    const before = row < 0 ? NaN : (this.#numbers[row + CONTENT] as number);
    if (Object.is(before, content)) return false;
    if (row < 0) row = this.#add(key);
    else this.#unlink(row);
    const numbers = this.#numbers;
    numbers[row + CONTENT] = content;
    numbers[row + REVISION] = revision;
    numbers[row + OLDER] = this.#latest;
    numbers[row + NEWER] = NONE;
    if (this.#latest < 0) this.#oldest = row;
    else numbers[this.#latest + NEWER] = row;
    this.#latest = row;
    this.size += Number(Number.isNaN(before)) - Number(Number.isNaN(content));
    const unset = this.#rows.size - this.size;
    if (unset > this.size + this.#slack && unset >= this.#next) this.#forget(unset);
    return true;
  }

  /** Adds what changed after a revision; −1 gives every cell that stands, and nothing that does not. */
  since(revision: number, place: number, cells: Cells): void {
    const numbers = this.#numbers;
    for (let row = this.#latest; row >= 0 && (numbers[row + REVISION] as number) > revision; ) {
      const key = numbers[row + KEY] as number;
      const content = numbers[row + CONTENT] as number;
      if (revision >= 0 || !Number.isNaN(content)) {
        cells.push(place, layerOf(key), optionOf(key), dimensionOf(key), content);
      }
      row = numbers[row + OLDER] as number;
    }
  }

  /** Every cell layer that stands, with what it is. */
  *standing(): Generator<readonly [key: number, content: number]> {
    for (const [key, row] of this.#rows) {
      const content = this.#numbers[row + CONTENT] as number;
      if (!Number.isNaN(content)) yield [key, content];
    }
  }

  /** A row for a key that has none. */
  #add(key: number): number {
    let row = this.#free;
    if (row >= 0) this.#free = this.#numbers[row + NEWER] as number;
    else {
      row = this.#end;
      this.#end += WIDTH;
      if (this.#end > this.#numbers.length) {
        const grown = new Float64Array(this.#numbers.length * 2);
        grown.set(this.#numbers);
        this.#numbers = grown;
      }
    }
    this.#numbers[row + KEY] = key;
    this.#rows.set(key, row);
    return row;
  }

  #unlink(row: number): void {
    const numbers = this.#numbers;
    const older = numbers[row + OLDER] as number;
    const newer = numbers[row + NEWER] as number;
    if (older < 0) this.#oldest = newer;
    else numbers[older + NEWER] = newer;
    if (newer < 0) this.#latest = older;
    else numbers[newer + OLDER] = older;
  }

  /** Drops up to half of the unset cells, the oldest first: of those that everyone knows who is following. */
  #forget(unset: number): void {
    const numbers = this.#numbers;
    // Who is hopelessly behind keeps nobody from forgetting, and begins anew.
    const known = unset > 4 * this.size + this.#patience ? Infinity : this.#least();
    let left = unset >> 1;
    for (let row = this.#oldest; left > 0 && row >= 0 && (numbers[row + REVISION] as number) <= known; ) {
      const newer = numbers[row + NEWER] as number;
      if (Number.isNaN(numbers[row + CONTENT])) {
        this.horizon = numbers[row + REVISION] as number;
        this.#rows.delete(numbers[row + KEY] as number);
        this.#unlink(row);
        numbers[row + NEWER] = this.#free;
        this.#free = row;
        left--;
      }
      row = newer;
    }
    this.#next = left === unset >> 1 ? unset + (unset >> 3) + 1 : 0;
  }
}

/** The key of a row of cells. */
export const keyAt = ({ layer, option, dimension }: Cells, row: number): number =>
  keyOf(layer[row] as number, option[row] as number, dimension[row] as number);
