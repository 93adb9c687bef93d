/** A longer copy of `array`; beyond a million entries it grows by a quarter, so that big tensors waste little. */
export function grown<T extends Int32Array | Float64Array | Uint8Array>(array: T, length: number): T {
  const size = array.length * (array.length < 1 << 20 ? 2 : 1.25);
  const copy = new (array.constructor as new (length: number) => T)(Math.max(length, size));
  copy.set(array);
  return copy;
}

/**
 * The cells of one layer, in columns: each slice has a run of (slot, content) in two shared arrays, by ascending slot.
 * A run's room is a power of two, and rooms that were left are used again, so that a level with a million instances is a few arrays and not a million objects.
 */
export class Columns {
  slots: Int32Array = new Int32Array(64);
  contents: Float64Array = new Float64Array(64);
  /** By slice: where its run starts, how many cells it has, and the binary logarithm of its room. */
  start: Int32Array = new Int32Array(64);
  count: Int32Array = new Int32Array(64);
  /** Counts what moved cells: a place that was found stays right until it changes. */
  moves = 0;
  #room: Uint8Array = new Uint8Array(64);
  #end = 0;
  /** By the logarithm of their size: where the rooms start that were left. */
  readonly #free: number[][] = [];

  /** The place of `slot` of `slice` in the columns, or `~place` of where it belongs. */
  find(slice: number, slot: number): number {
    const { slots } = this;
    let low = this.start[slice] as number;
    const end = low + (this.count[slice] as number);
    for (let high = end; low < high; ) {
      const middle = (low + high) >> 1;
      if ((slots[middle] as number) < slot) low = middle + 1;
      else high = middle;
    }
    return low < end && slots[low] === slot ? low : ~low;
  }

  /** The slots that a slice has cells at; none where there is no such slice. A copy. */
  slotsOf(slice: number): Int32Array {
    const start = this.start[slice] ?? 0;
    return this.slots.slice(start, start + (this.count[slice] ?? 0));
  }

  /** Adds a cell at `place`, where {@link find} says that it belongs. */
  insert(slice: number, place: number, slot: number, content: number): void {
    const count = this.count[slice] as number;
    const offset = place - (this.start[slice] as number);
    if (count === 0 || count === 1 << (this.#room[slice] as number)) this.#move(slice, 32 - Math.clz32(count));
    const at = (this.start[slice] as number) + offset;
    this.moves++;
    this.#shift(at + 1, at, count - offset);
    this.slots[at] = slot;
    this.contents[at] = content;
    this.count[slice] = count + 1;
  }

  /** Takes out the cell at `place`. */
  remove(slice: number, place: number): void {
    const count = (this.count[slice] as number) - 1;
    this.moves++;
    this.#shift(place, place + 1, (this.start[slice] as number) + count - place);
    this.count[slice] = count;
    const room = this.#room[slice] as number;
    if (count === 0) this.#leave(room, this.start[slice] as number);
    else if (count === (1 << room) >> 2) this.#move(slice, room - 1);
  }

  /** Makes the slice numbered `slice` known. */
  admit(slice: number): void {
    if (slice < this.start.length) return;
    this.start = grown(this.start, slice + 1);
    this.count = grown(this.count, slice + 1);
    this.#room = grown(this.#room, slice + 1);
  }

  /** Moves a run into a room of another size. */
  #move(slice: number, room: number): void {
    const from = this.start[slice] as number;
    const count = this.count[slice] as number;
    let to = this.#free[room]?.pop();
    if (to === undefined) {
      to = this.#end;
      this.#end += 2 ** room;
      if (this.#end > this.slots.length) {
        this.slots = grown(this.slots, this.#end);
        this.contents = grown(this.contents, this.#end);
      }
    }
    this.#shift(to, from, count);
    if (count > 0) this.#leave(this.#room[slice] as number, from);
    this.start[slice] = to;
    this.#room[slice] = room;
  }

  #shift(to: number, from: number, count: number): void {
    if (count === 0) return;
    this.slots.copyWithin(to, from, from + count);
    this.contents.copyWithin(to, from, from + count);
  }

  #leave(room: number, start: number): void {
    this.#free[room] ??= [];
    (this.#free[room] as number[]).push(start);
  }
}
