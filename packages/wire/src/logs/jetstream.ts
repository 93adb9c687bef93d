import type { NatsConnection } from "@nats-io/transport-node";
import { WireError } from "../errors.ts";
import { isOpenAlready, notOpen } from "./calls.ts";
import { JetstreamSession, type JetstreamSettings } from "./jetstream-session.ts";
import type { Log, LogFollower } from "./log.ts";

/** Takes of {@link jetstreamLog}. */
export interface JetstreamLogOptions {
  /** Names the history at the broker: up to 64 letters, digits, `-` and `_`. */
  readonly name: string;
  /** The connection to use, and to leave open at the end; it should reconnect for ever (`maxReconnectAttempts: -1`). */
  readonly connection?: NatsConnection;
  /** Where to connect to where no connection is given: `nats://127.0.0.1:4222`, or `nats://user:password@host:4222`. */
  readonly servers?: string | readonly string[];
  /** A history that is made is kept by so many servers of a cluster; 1 unless given, 3 to survive the loss of one. */
  readonly replicas?: number;
  /** So many entries remain after a compaction, for a hub that is behind; 10,000 unless given, at least 1. */
  readonly keep?: number;
  /** So long, in milliseconds, an answer of the broker is waited for; 10,000 unless given, at most 60,000. */
  readonly timeout?: number;
  /** For a history that was restored from a backup, once: it is told as another one, so that all replicas begin anew. */
  readonly newEpoch?: boolean;
}

/**
 * A log in a stream of NATS JetStream, for one hub or several at once: all see the same entries in the same order. An
 * append resolves on the acknowledgement of the broker, which is as durable as the broker is set up to be: with one
 * server, `sync_interval: always` makes it proof against a loss of power; with three `replicas` the loss of one is. An
 * entry whose acknowledgement was lost may come although its append was rejected. Closed, it can be opened again.
 *
 * Rejects with `log-failed` (the broker cannot be reached, or does not take it), `log-corrupt` (the stream is gone or has
 * lost entries), `too-large` (for the broker's `max_payload`), `closed`, `invalid-option`.
 *
 * @example
 * import { jetstreamLog } from "@thalweg/wire/jetstream-log";
 * const log = jetstreamLog({ servers: "nats://127.0.0.1:4222", name: "fleet" });
 * await log.open({ restore() {}, deliver() {}, fail: console.error });
 * await log.append(new Uint8Array(3), "first");
 */
export function jetstreamLog(options: JetstreamLogOptions): Log {
  const { name, connection, servers, replicas = 1, keep = 10_000, timeout = 10_000, newEpoch = false } = options;
  const check = (isRight: boolean, place: string, found: unknown): void => {
    if (!isRight) throw new WireError("invalid-option", String(found), place);
  };
  check(/^[-\w]{1,64}$/.test(name), "name", name);
  check((connection === undefined) !== (servers === undefined), "servers", "one of connection and servers");
  check(Number.isInteger(replicas) && replicas >= 1 && replicas <= 5, "replicas", replicas);
  check(Number.isSafeInteger(keep) && keep >= 1, "keep", keep);
  check(timeout >= 1 && timeout <= 60_000, "timeout", timeout);
  const target = connection ?? (typeof servers === "string" ? [servers] : (servers ?? []));
  return new JetstreamLog({ name, target, replicas, keep, timeout, newEpoch });
}

class JetstreamLog implements Log {
  readonly #options: JetstreamSettings;
  #session: JetstreamSession | undefined;

  constructor(options: JetstreamSettings) {
    this.#options = options;
  }

  get size(): { readonly entries: number; readonly bytes: number } {
    return this.#session?.size ?? { entries: 0, bytes: 0 };
  }

  get maxEntry(): number | undefined {
    return this.#session?.maxEntry;
  }

  async open(follower: LogFollower): Promise<{ readonly epoch: string }> {
    if (this.#session !== undefined) throw isOpenAlready();
    const session = new JetstreamSession(this.#options, follower);
    this.#session = session;
    try {
      return { epoch: await session.open() };
    } catch (error) {
      if (this.#session === session) this.#session = undefined;
      await session.close();
      throw error;
    }
  }

  append(entry: Uint8Array, id: string): Promise<void> {
    return this.#session?.append(entry, id) ?? Promise.reject(notOpen());
  }

  compact(revision: number, state: Uint8Array): Promise<void> {
    return this.#session?.compact(revision, state) ?? Promise.reject(notOpen());
  }

  async close(): Promise<void> {
    const session = this.#session;
    this.#session = undefined;
    await session?.close();
  }
}
