import type { JetStreamClient, PubAck } from "@nats-io/jetstream";
import { RequestError, TimeoutError } from "@nats-io/transport-node";
import { WireError } from "../errors.ts";
import type { StreamHistory } from "./jetstream-stream.ts";

interface Pending {
  /** Rises from append to append. */
  readonly order: number;
  readonly entry: Uint8Array;
  readonly id: string;
  readonly resolve: () => void;
  readonly reject: (error: WireError) => void;
  timer?: ReturnType<typeof setTimeout>;
  /** How often it was sent. */
  attempts: number;
}

/** What a broker's message takes beyond the entry and twice its id. */
const OVERHEAD = 512;
/** The longest id that a hub gives an entry. */
const LONGEST_ID = 64;

/** So long an entry may be where a broker takes messages of so many bytes. */
export const maxEntryOf = (maxPayload: number): number => maxPayload - OVERHEAD - 2 * LONGEST_ID;

/** So long, in milliseconds, a broker without a leader is left alone. */
const HOLD = 100;
/** So many times an entry may be sent before its time is over, where no answer comes. */
const TRIES = 4;

/**
 * Hands entries to a broker. What is under way when the connection is lost, or the broker has no leader, is sent again
 * once that is over, in the same order and before anything else; the broker drops what it has already, by the ids.
 */
export class Publisher {
  readonly #client: JetStreamClient;
  readonly #history: StreamHistory;
  readonly #timeout: number;
  readonly #maxPayload: () => number;
  readonly #pending = new Set<Pending>();
  /** By id: what was sent and has not been delivered yet. */
  readonly #own = new Map<string, Uint8Array>();
  #delivered = 0;
  #appended = 0;
  /** The order of the last that the broker has taken. */
  #taken = 0;
  #isConnected = true;
  #hold: ReturnType<typeof setTimeout> | undefined;
  #settled: (() => void)[] = [];

  constructor(client: JetStreamClient, history: StreamHistory, timeout: number, maxPayload: () => number) {
    this.#client = client;
    this.#history = history;
    this.#timeout = timeout;
    this.#maxPayload = maxPayload;
  }

  /** Resolves once the broker has it, and rejects with `log-failed` where it does not say so in time, or `too-large`. */
  append(entry: Uint8Array, id: string): Promise<void> {
    if (entry.length + 2 * id.length + OVERHEAD > this.#maxPayload()) {
      const found = `${entry.length} bytes where the broker takes ${this.#maxPayload()}`;
      return Promise.reject(new WireError("too-large", found));
    }
    return new Promise((resolve, reject) => {
      const pending: Pending = { order: ++this.#appended, entry, id, resolve, reject, attempts: 0 };
      this.#pending.add(pending);
      this.#own.set(id, entry);
      const late = (): void => this.#failed(pending, `the broker did not answer within ${this.#timeout} ms`);
      pending.timer = setTimeout(late, this.#timeout);
      if (this.#isConnected && this.#hold === undefined) this.#send(pending);
    });
  }

  #send(pending: Pending): void {
    const { entry, id } = pending;
    const attempt = ++pending.attempts;
    const { stream, subject } = this.#history;
    const timeout = Math.max(1, this.#timeout / TRIES);
    this.#client.publish(subject, entry, { msgID: id, expect: { streamName: stream }, timeout }).then(
      (acknowledgement) => this.#acknowledged(pending, acknowledgement),
      (error) => {
        // While there is no connection, or another has been tried since, it says nothing.
        if (!this.#isConnected || attempt !== pending.attempts) return;
        if (isPassing(error)) this.#hold ??= setTimeout(() => this.#resend(), HOLD);
        else this.#failed(pending, `the broker did not take an entry: ${(error as Error).message}`, error);
      },
    );
  }

  #resend(): void {
    this.#hold = undefined;
    if (!this.#isConnected) return;
    for (const pending of [...this.#pending]) {
      if (pending.order > this.#taken) this.#send(pending);
      else this.#failed(pending, "the broker took others that came after it");
    }
  }

  #acknowledged(pending: Pending, { seq }: PubAck): void {
    // What has come back already, or had come before as a duplicate, does not come again.
    if (seq <= this.#delivered && this.#own.get(pending.id) === pending.entry) this.#own.delete(pending.id);
    this.#taken = Math.max(this.#taken, pending.order);
    this.#settle(pending, pending.resolve);
  }

  #failed(pending: Pending, found: string, cause?: unknown): void {
    const error = cause instanceof WireError ? cause : new WireError("log-failed", found, undefined, cause);
    if (this.#own.get(pending.id) === pending.entry) this.#own.delete(pending.id);
    this.#settle(pending, () => pending.reject(error));
  }

  #settle(pending: Pending, settle: () => void): void {
    if (!this.#pending.delete(pending)) return;
    clearTimeout(pending.timer);
    settle();
    if (this.#pending.size > 0) return;
    clearTimeout(this.#hold);
    this.#hold = undefined;
    for (const resolve of this.#settled.splice(0)) resolve();
  }

  /** The connection is lost. */
  pause(): void {
    this.#isConnected = false;
  }

  /** There is a connection again. */
  resume(): void {
    this.#isConnected = true;
    if (this.#hold === undefined) this.#resend();
  }

  /** Gives up what is under way. */
  fail(error: WireError): void {
    for (const pending of [...this.#pending]) this.#failed(pending, "", error);
  }

  /** An entry came; returns the object it was appended as, where it is this process's own. */
  delivered(revision: number, id: string, bytes: Uint8Array): Uint8Array {
    this.#delivered = revision;
    const own = this.#own.get(id);
    if (own === undefined) return bytes;
    this.#own.delete(id);
    return Buffer.compare(own, bytes) === 0 ? own : bytes;
  }

  /** Resolves once nothing is under way. */
  settled(): Promise<void> {
    return this.#pending.size === 0 ? Promise.resolve() : new Promise((resolve) => this.#settled.push(resolve));
  }
}

/** Whether nobody took an entry, or nobody says so, as while the servers of a broker agree on who leads. */
function isPassing(error: unknown): boolean {
  const { cause } = error as Error;
  return error instanceof TimeoutError || (cause instanceof RequestError && cause.isNoResponders());
}
