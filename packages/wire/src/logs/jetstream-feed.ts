import { setTimeout as delay } from "node:timers/promises";
import type { Consumer, JetStreamClient, JetStreamManager, JsMsg } from "@nats-io/jetstream";
import { WireError } from "../errors.ts";
import { type StreamHistory, stateOf } from "./jetstream-stream.ts";

/** What a feed tells. */
export interface FeedHandlers {
  /** The next entry. */
  deliver(message: JsMsg): void;
  /** There is no next entry any more. */
  fail(error: unknown): void;
}

/** Between two attempts, in milliseconds. */
const SHORTEST_PAUSE = 50;
const LONGEST_PAUSE = 2_000;
/** While nothing comes the broker gives a sign of life each so many milliseconds; two missing ones begin anew. */
const HEARTBEAT = 2_000;
/** The broker forgets a reader that is gone after so many milliseconds. */
const FORGET = 30_000;
/** So many entries are on their way at a time. */
const WINDOW = 1_000;

/** What a reader reports that it may not get over by itself. */
const TROUBLES: ReadonlySet<string> = new Set([
  "heartbeats_missed",
  "consumer_not_found",
  "stream_not_found",
  "consumer_deleted",
  "exceeded_limits",
  "no_responders",
  "reset",
]);

/**
 * Reads a stream from a revision on, each entry once and in order, whatever becomes of the connection or the broker. At
 * every new beginning it reads the last entry again: is that another one, or none, the broker has lost what it had.
 */
export class Feed {
  readonly #client: JetStreamClient;
  readonly #manager: JetStreamManager;
  readonly #history: StreamHistory;
  readonly #handlers: FeedHandlers;
  readonly #timeout: number;
  #revision: number;
  /** When the broker stored the last entry, in nanoseconds: tells it from another one in its place. */
  #stored: bigint | undefined;
  #failure: unknown;
  #isClosed = false;
  #pause = SHORTEST_PAUSE;
  /** Aborts what is being tried, which may hang on a connection that is gone. */
  #attempt = new AbortController();
  /** When the broker was first seen to have less than was delivered, in milliseconds; NaN while it has all. */
  #behindSince = NaN;

  constructor(
    client: JetStreamClient,
    manager: JetStreamManager,
    history: StreamHistory,
    revision: number,
    timeout: number,
    handlers: FeedHandlers,
  ) {
    this.#client = client;
    this.#manager = manager;
    this.#history = history;
    this.#revision = revision;
    this.#timeout = timeout;
    this.#handlers = handlers;
  }

  /** Reads until it is closed, or cannot. */
  async run(): Promise<void> {
    while (!this.#isClosed && this.#failure === undefined) {
      this.#attempt = new AbortController();
      const { signal } = this.#attempt;
      const aborted = new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
      await Promise.race([this.#try(signal), aborted]);
      await delay(this.#pause, undefined, { signal }).catch(() => undefined);
      this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE);
    }
    if (!this.#isClosed) this.#handlers.fail(this.#failure);
  }

  async #try(signal: AbortSignal): Promise<void> {
    try {
      await this.#check();
      if (!signal.aborted) await this.#read(signal);
    } catch (error) {
      // Anything else passes, or the next check finds what it is.
      if (error instanceof WireError && !signal.aborted) this.#fail(error);
    }
  }

  async #check(): Promise<void> {
    const { last_seq: last } = await stateOf(this.#manager, this.#history);
    if (last >= this.#revision) {
      this.#behindSince = NaN;
      return;
    }
    // A broker that has just begun to lead others may not know yet how far it is.
    const now = Date.now();
    if (Number.isNaN(this.#behindSince)) this.#behindSince = now;
    const found = `the broker has ${last} entries where it had ${this.#revision}`;
    if (now - this.#behindSince >= this.#timeout) throw corrupt(found);
    throw new Error(found);
  }

  async #read(signal: AbortSignal): Promise<void> {
    const first = this.#stored === undefined ? this.#revision + 1 : this.#revision;
    const consumer = await this.#client.consumers.get(this.#history.stream, {
      opt_start_seq: first,
      inactive_threshold: FORGET,
    });
    if (signal.aborted) return forget(consumer);
    const messages = await consumer.consume({
      max_messages: WINDOW,
      idle_heartbeat: HEARTBEAT,
      callback: (message) => {
        if (!signal.aborted) this.#take(message);
      },
    });
    signal.addEventListener("abort", () => messages.stop());
    if (!signal.aborted) for await (const { type } of messages.status()) if (TROUBLES.has(type)) break;
    messages.stop();
    forget(consumer);
  }

  #take(message: JsMsg): void {
    const { seq, subject, timestampNanos } = message;
    const last = this.#revision;
    if (subject !== this.#history.subject) this.#fail(corrupt(`an entry of another history, ${subject}`));
    else if (seq === last && timestampNanos !== this.#stored) this.#fail(corrupt(`another entry ${seq} than before`));
    else if (seq > last + 1) this.#fail(corrupt(`entry ${seq} after entry ${last}`));
    else if (seq === last + 1) {
      this.#revision = seq;
      this.#stored = timestampNanos;
      this.#pause = SHORTEST_PAUSE;
      try {
        this.#handlers.deliver(message);
      } catch (error) {
        this.#fail(error);
      }
    }
  }

  #fail(error: unknown): void {
    this.#failure ??= error;
    this.#attempt.abort();
  }

  /** There is a new connection, of which what is being tried knows nothing. */
  restart(): void {
    this.#pause = SHORTEST_PAUSE;
    this.#attempt.abort();
  }

  close(): void {
    this.#isClosed = true;
    this.#attempt.abort();
  }
}

const corrupt = (found: string): WireError => new WireError("log-corrupt", found);

function forget(consumer: Consumer): void {
  // The broker does so by itself, only later.
  consumer.delete().catch(() => undefined);
}
