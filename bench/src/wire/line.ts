import type { Transport, TransportHandlers } from "@thalweg/wire";

/** A connection whose other end is the benchmark: what is sent is handed over within the call. */
export class Line implements Transport {
  readonly buffered = 0;
  handlers: TransportHandlers | undefined;
  readonly #sent: (bytes: Uint8Array) => void;

  constructor(sent: (bytes: Uint8Array) => void) {
    this.#sent = sent;
  }

  start(handlers: TransportHandlers): void {
    this.handlers = handlers;
  }

  send(bytes: Uint8Array): void {
    this.#sent(bytes);
  }

  close(): void {
    this.handlers?.close("closed");
  }

  /** The end at which it was accepted receives a frame. */
  deliver(bytes: Uint8Array): void {
    this.handlers?.receive(bytes);
  }
}
