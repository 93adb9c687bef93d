/** Counts the entries after a state, and their bytes. */
export class Tail {
  #base = 0;
  #bytes = 0;
  #lengths: number[] = [];

  /** The revision of the state. */
  get base(): number {
    return this.#base;
  }

  /** The revision of the last entry. */
  get revision(): number {
    return this.#base + this.#lengths.length;
  }

  get size(): { readonly entries: number; readonly bytes: number } {
    return { entries: this.#lengths.length, bytes: this.#bytes };
  }

  /** There is a state, and nothing after it. */
  start(base: number): void {
    this.#base = base;
    this.#bytes = 0;
    this.#lengths = [];
  }

  /** There is one more entry, of so many bytes; returns its revision. */
  push(length: number): number {
    this.#bytes += length;
    return this.#base + this.#lengths.push(length);
  }

  /** There is a state of this revision, which is among those of the entries. */
  cut(revision: number): void {
    const gone = this.#lengths.splice(0, revision - this.#base);
    for (const length of gone) this.#bytes -= length;
    this.#base += gone.length;
  }
}
