import { WireError } from "../errors.ts";

/** What small columns of a message are made in, before it becomes bytes: to take new memory for each costs more. */
const room = new ArrayBuffer(1 << 16);

/** Gathers the elements of a message, and takes nothing that no message can hold. */
export class Writer {
  readonly elements: unknown[] = [];
  /** What is being written, for the error. */
  place = "message";

  #used = 0;

  /** Bytes to be filled, until the next message is made; they begin where a number of 8 bytes may. */
  bytes(length: number): Uint8Array<ArrayBuffer> {
    const start = this.#used;
    const end = start + length;
    if (end > room.byteLength) return new Uint8Array(length);
    this.#used = (end + 7) & ~7;
    return new Uint8Array(room, start, length);
  }

  refuse(found: unknown): never {
    throw new WireError("invalid-option", String(found).slice(0, 60), this.place);
  }

  push(...elements: readonly unknown[]): void {
    this.elements.push(...elements);
  }

  /** The number, if it is one of a message. */
  integer(number: number): number {
    return Number.isSafeInteger(number) && number >= 0 ? number : this.refuse(number);
  }

  /** The text, if it is well-formed and short enough. */
  text(text: string, mostUnits: number): string {
    return text.length <= mostUnits && text.isWellFormed() ? text : this.refuse(text);
  }
}
