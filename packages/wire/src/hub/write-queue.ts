import type { Delta, Writer } from "@thalweg/core";
import type { WireError } from "../errors.ts";

interface Waiting {
  readonly write: (writer: Writer) => void;
  readonly resolve: (delta: Delta) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Writes of a hub's owner, each after what came of all before it: what stands in the tensor and not yet in the log may
 * be undone, and whoever writes the same would have written nothing.
 */
export class WriteQueue {
  readonly #perform: (write: (writer: Writer) => void, done: (error?: WireError) => void) => Delta;
  readonly #waiting: Waiting[] = [];
  /** How many of the hub's own writes are on their way into the log. */
  #underWay = 0;
  #isDue = false;
  #end: WireError | undefined;

  constructor(perform: (write: (writer: Writer) => void, done: (error?: WireError) => void) => Delta) {
    this.#perform = perform;
  }

  /** Resolves with what changed, once that is in the log; rejects with what the write throws, or the log. */
  write(write: (writer: Writer) => void): Promise<Delta> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ write, resolve, reject });
      this.#goOn();
    });
  }

  /** One of the hub's own writes, also of a way up, is on its way into the log. */
  begun(): void {
    this.#underWay++;
  }

  /** It is there, or was refused. */
  ended(): void {
    this.#underWay--;
    this.#goOn();
  }

  /** Nothing is written any more. */
  end(error: WireError): void {
    this.#end ??= error;
    this.#goOn();
  }

  #goOn(): void {
    if (this.#isDue || this.#waiting.length === 0) return;
    this.#isDue = true;
    // In a turn of its own, whoever asks.
    queueMicrotask(() => {
      this.#isDue = false;
      this.#next();
    });
  }

  #next(): void {
    while (this.#waiting.length > 0 && (this.#underWay === 0 || this.#end !== undefined)) {
      const { write, resolve, reject } = this.#waiting.shift() as Waiting;
      if (this.#end !== undefined) {
        reject(this.#end);
        continue;
      }
      try {
        const delta: Delta = this.#perform(write, (error) =>
          // It may be done at once, when nothing changed.
          queueMicrotask(() => (error === undefined ? resolve(delta) : reject(error))),
        );
      } catch (error) {
        reject(error);
      }
    }
  }
}
