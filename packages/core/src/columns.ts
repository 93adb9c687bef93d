/** How much longer columns become: beyond a million entries by a quarter, so that big tensors waste little. */
const growth = (length: number): number => (length < 1 << 20 ? 2 : 1.25);

/** A longer copy of `array`, at least `length` long. */
export function grown<T extends Int32Array | Float64Array | Uint8Array>(array: T, length: number): T {
  const size = array.length * growth(array.length);
  const copy = new (array.constructor as new (length: number) => T)(Math.max(length, size));
  copy.set(array);
  return copy;
}

/**
 * The cells of one layer, in columns: each slice has a run of (slot, content) in two shared arrays, by ascending slot.
 * A run's room is a power of two; one that has outgrown its room moves to the end, and when the end is reached all runs
 * are packed into fresh arrays. A level with a million instances is a few arrays and not a million objects.
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
  /** The place that was found last. */
  #found = -1;

  /** The place of `slot` of `slice` in the columns, or `~place` of where it belongs. */
  find(slice: number, slot: number): number {
    const { slots } = this;
    let low = this.start[slice] as number;
    const end = low + (this.count[slice] as number);
    // Whoever goes through many cells goes through them in turn for the most part.
    const next = this.#found + 1;
    if (slots[next] === slot && next >= low && next < end) {
      this.#found = next;
      return next;
    }
    for (let high = end; low < high; ) {
      const middle = (low + high) >> 1;
      if ((slots[middle] as number) < slot) low = middle + 1;
      else high = middle;
    }
    if (low === end || slots[low] !== slot) return ~low;
    this.#found = low;
    return low;
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
    if (count > 0 && count === (1 << room) >> 2) this.#move(slice, room - 1);
  }

  /** Makes the slice numbered `slice` known. */
  admit(slice: number): void {
    if (slice < this.start.length) return;
    this.start = grown(this.start, slice + 1);
    this.count = grown(this.count, slice + 1);
    this.#room = grown(this.#room, slice + 1);
  }

  /** Moves a run to the end, into a room of another size. */
  #move(slice: number, room: number): void {
    const size = 2 ** room;
    if (this.#end + size > this.slots.length) this.#repack(size);
    this.#shift(this.#end, this.start[slice] as number, this.count[slice] as number);
    this.start[slice] = this.#end;
    this.#room[slice] = room;
    this.#end += size;
  }

  /** Columns with `size` to spare, into which all runs are packed: the rooms that were left since are gone. */
  #repack(size: number): void {
    const { slots, contents } = this;
    const inUse = [...this.count.keys()].filter((slice) => (this.count[slice] as number) > 0);
    // Packing looks at every slice that ever was, so that it may come again only after about as many moves.
    const spare = size + (this.count.length >> 2);
    const length = inUse.reduce((sum, slice) => sum + 2 ** (this.#room[slice] as number), spare);
    this.slots = new Int32Array(length * growth(length));
    this.contents = new Float64Array(this.slots.length);
    this.#end = 0;
    for (const slice of inUse) {
      const from = this.start[slice] as number;
      const to = from + (this.count[slice] as number);
      this.slots.set(slots.subarray(from, to), this.#end);
      this.contents.set(contents.subarray(from, to), this.#end);
      this.start[slice] = this.#end;
      this.#end += 2 ** (this.#room[slice] as number);
    }
  }

  #shift(to: number, from: number, count: number): void {
    if (count === 0) return;
    this.slots.copyWithin(to, from, from + count);
    this.contents.copyWithin(to, from, from + count);
  }
}
