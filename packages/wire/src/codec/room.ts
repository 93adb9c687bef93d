const SLAB = 1 << 14;

/** What is larger gets memory of its own, so that little is kept for the sake of little. */
const SMALL = SLAB / 16;

/**
 * Hands out small pieces of large memory, each piece once, filled with zeros: to take memory for each of them costs
 * more than what is done with it. A large one lives as long as one of its pieces.
 */
export class Room {
  #slab = new ArrayBuffer(0);
  #used = 0;

  /** So many bytes, which begin where a number of 8 bytes may. */
  take(length: number): Uint8Array<ArrayBuffer> {
    if (length > SMALL) return new Uint8Array(length);
    if (this.#used + length > this.#slab.byteLength) {
      this.#slab = new ArrayBuffer(SLAB);
      this.#used = 0;
    }
    const start = this.#used;
    this.#used = (start + length + 7) & ~7;
    return new Uint8Array(this.#slab, start, length);
  }
}
