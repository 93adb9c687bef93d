import type { Transport, TransportHandlers } from "../../src/transports/transport.ts";

/** Listens to an end, and keeps what it is told. */
export class Recorder implements TransportHandlers {
  readonly frames: Uint8Array[] = [];
  readonly reasons: string[] = [];
  /** How often it was told of room. */
  drains = 0;
  /** What was told, in order: the length of a frame, or the word. */
  readonly told: (number | "drain" | "close")[] = [];
  onReceive: ((bytes: Uint8Array) => void) | undefined;
  readonly #waiting: { isMet: () => boolean; resolve: () => void }[] = [];

  receive(bytes: Uint8Array): void {
    this.frames.push(bytes);
    this.told.push(bytes.length);
    this.onReceive?.(bytes);
    this.#look();
  }

  drain(): void {
    this.drains++;
    this.told.push("drain");
    this.#look();
  }

  close(reason: string): void {
    this.reasons.push(reason);
    this.told.push("close");
    this.#look();
  }

  /** Resolves when it has been told so much that the condition is met. */
  until(isMet: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push({ isMet, resolve });
      this.#look();
    });
  }

  count(frames: number): Promise<void> {
    return this.until(() => this.frames.length >= frames);
  }

  closed(): Promise<void> {
    return this.until(() => this.reasons.length > 0);
  }

  #look(): void {
    for (const { isMet, resolve } of this.#waiting) if (isMet()) resolve();
  }
}

/** Starts an end with a new recorder. */
export function listenTo(end: Transport): Recorder {
  const recorder = new Recorder();
  end.start(recorder);
  return recorder;
}
