import type { TransportHandlers } from "./transport.ts";

/**
 * The receiving half of an end. What comes before somebody listens is kept, the end of the connection is told once, and
 * no handler is called from within a call to the transport: who sends, starts or closes is never in the middle of it.
 */
export class Inbox {
  /** Whether nothing more is taken. */
  isClosed = false;
  /** How many bytes came before somebody listened. */
  kept = 0;
  #handlers: TransportHandlers | undefined;
  /** Frames, and last the reason of the end, of which nobody has been told; nothing once all that was kept is told. */
  #kept: (Uint8Array | string)[] | undefined = [];

  start(handlers: TransportHandlers): void {
    this.#handlers = handlers;
    this.kept = 0;
    queueMicrotask(() => this.#tell());
  }

  receive(bytes: Uint8Array): void {
    if (this.isClosed) return;
    if (this.#kept) {
      this.#kept.push(bytes);
      if (!this.#handlers) this.kept += bytes.length;
    } else this.#handlers?.receive(bytes);
  }

  drain(): void {
    if (!this.isClosed && !this.#kept) this.#handlers?.drain();
  }

  /** The other end, or the network, has ended it: what came before is told first. */
  close(reason: string): void {
    if (this.isClosed) return;
    this.isClosed = true;
    if (this.#kept) this.#kept.push(reason);
    else this.#handlers?.close(reason);
  }

  /** This end has ended it: it is told that alone. */
  end(reason: string): void {
    if (this.isClosed && !this.#kept) return;
    this.isClosed = true;
    this.#kept = [reason];
    if (this.#handlers) queueMicrotask(() => this.#tell());
  }

  #tell(): void {
    const kept = this.#kept;
    // A handler may end it, which keeps something else from then on.
    for (let i = 0; kept && kept === this.#kept; i++) {
      const next = kept[i];
      if (typeof next === "object") this.#handlers?.receive(next);
      else {
        this.#kept = undefined;
        if (next !== undefined) this.#handlers?.close(next);
      }
    }
  }
}
