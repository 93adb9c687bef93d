import { WireError } from "../errors.ts";

/** Gathers the elements of a message, and takes nothing that no message can hold. */
export class Writer {
  readonly elements: unknown[] = [];
  /** What is being written, for the error. */
  place = "message";

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
