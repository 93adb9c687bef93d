import type { LogFollower } from "../../src/logs/log.ts";

/** Remembers what a log told it. */
export class Recorder implements LogFollower {
  restored: { readonly revision: number; readonly state: Uint8Array } | undefined;
  readonly revisions: number[] = [];
  readonly entries: Uint8Array[] = [];
  readonly failures: Error[] = [];
  /** Whether the last failure was the end of the log. */
  isOver = false;
  #waiting: { readonly isThere: () => boolean; readonly resolve: () => void }[] = [];

  restore(revision: number, state: Uint8Array): void {
    if (this.restored !== undefined || this.entries.length > 0) throw new Error("a state that is not the first");
    this.restored = { revision, state };
  }

  deliver(revision: number, entry: Uint8Array): void {
    this.revisions.push(revision);
    this.entries.push(entry);
    this.#look();
  }

  fail(error: Error, isOver: boolean): void {
    this.failures.push(error);
    this.isOver = isOver;
    this.#look();
  }

  get revision(): number {
    return this.revisions.at(-1) ?? this.restored?.revision ?? 0;
  }

  /** Resolves once entries up to this revision came. */
  reached(revision: number): Promise<void> {
    return this.#until(() => this.revision >= revision);
  }

  /** Resolves once so many failures were told. */
  failed(count = 1): Promise<void> {
    return this.#until(() => this.failures.length >= count);
  }

  #until(isThere: () => boolean): Promise<void> {
    if (isThere()) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push({ isThere, resolve }));
  }

  #look(): void {
    const [first] = this.#waiting;
    if (first === undefined) return;
    this.#waiting = this.#waiting.filter(({ isThere, resolve }) => {
      if (isThere()) resolve();
      return !isThere();
    });
  }
}

/** The numbers from one to another, both included. */
export const numbers = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);

/** An entry that tells its number, with as many bytes more as asked for. */
export function entryOf(number: number, more = 0): Uint8Array {
  const entry = new Uint8Array(4 + more).fill(number & 0xff, 4);
  new DataView(entry.buffer).setUint32(0, number);
  return entry;
}

/** The number in an entry; throws where the rest of it is not as it was made. */
export function numberIn(entry: Uint8Array): number {
  const number = new DataView(entry.buffer, entry.byteOffset, entry.byteLength).getUint32(0);
  if (entry.subarray(4).some((byte) => byte !== (number & 0xff))) throw new Error(`entry ${number} is damaged`);
  return number;
}
