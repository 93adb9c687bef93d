import { setTimeout as delay } from "node:timers/promises";
import { type JetStreamClient, type JetStreamManager, type JsMsg, jetstreamManager } from "@nats-io/jetstream";
import { connect, type NatsConnection, type Status } from "@nats-io/transport-node";
import { WireError } from "../errors.ts";
import { checkDelivered, notOpen } from "./calls.ts";
import { Feed } from "./jetstream-feed.ts";
import { maxEntryOf, Publisher } from "./jetstream-publisher.ts";
import { connectionTo } from "./jetstream-servers.ts";
import { type Snapshot, Snapshots } from "./jetstream-snapshots.ts";
import { openStream, type StreamHistory, stateOf } from "./jetstream-stream.ts";
import type { LogFollower } from "./log.ts";
import { Tail } from "./tail.ts";

/** What a log at a broker is opened with. */
export interface JetstreamSettings {
  readonly name: string;
  /** A connection of somebody else, or where to make one. */
  readonly target: NatsConnection | readonly string[];
  readonly replicas: number;
  readonly keep: number;
  readonly timeout: number;
  readonly newEpoch: boolean;
}

/** So often what the broker has is looked at anew where a state and the entries after it do not meet. */
const ATTEMPTS = 4;
/** Between two of these looks, in milliseconds. */
const PAUSE = 250;
/** Between two attempts to connect again, in milliseconds, and between signs of life on a connection. */
const RECONNECT = 250;
const PING = 10_000;

interface Parts {
  readonly connection: NatsConnection;
  readonly manager: JetStreamManager;
  readonly client: JetStreamClient;
  readonly history: StreamHistory;
  readonly snapshots: Snapshots;
}

/** One opening of a log at a broker, until it is closed. */
export class JetstreamSession {
  readonly #settings: JetstreamSettings;
  readonly #follower: LogFollower;
  readonly #tail = new Tail();
  /** What is to be undone at the end, the last first. */
  readonly #ends: (() => unknown)[] = [];
  #parts: Parts | undefined;
  #publisher: Publisher | undefined;
  /** Why nothing more comes, and nothing more is taken. */
  #failure: WireError | undefined;
  #isFailing = false;
  #isOpen = false;
  #isClosed = false;
  /** While it is being opened: what waits for entries. */
  #opening: { advanced(): void; failed(error: WireError): void } | undefined;

  constructor(settings: JetstreamSettings, follower: LogFollower) {
    this.#settings = settings;
    this.#follower = follower;
  }

  get size(): { readonly entries: number; readonly bytes: number } {
    return this.#tail.size;
  }

  get maxEntry(): number | undefined {
    const { max_payload } = this.#parts?.connection.info ?? {};
    return max_payload === undefined ? undefined : maxEntryOf(max_payload);
  }

  /** Delivers what there is; returns the epoch. */
  async open(): Promise<string> {
    try {
      const parts = await this.#connect();
      this.#parts = parts;
      const { snapshot, last } = await this.#consistent(parts);
      if (this.#isClosed) throw notOpen();
      this.#tail.start(snapshot?.revision ?? 0);
      if (snapshot !== undefined) this.#follower.restore(snapshot.revision, snapshot.state);
      await this.#follow(parts, last);
      if (this.#failure !== undefined || this.#isClosed) throw this.#failure ?? notOpen();
      this.#isOpen = true;
      return parts.history.told;
    } catch (error) {
      throw this.#isClosed ? notOpen() : failed(error, "opening the log");
    }
  }

  async #connect(): Promise<Parts> {
    const { name, target, replicas, timeout, newEpoch } = this.#settings;
    let connection: NatsConnection;
    if ("status" in target) connection = target;
    else {
      connection = await connect({
        ...connectionTo(target),
        name: `thalweg ${name}`,
        timeout,
        maxReconnectAttempts: -1,
        reconnectTimeWait: RECONNECT,
        pingInterval: PING,
        noAsyncTraces: true,
      });
      this.#ends.push(() => connection.close());
    }
    const manager = await jetstreamManager(connection, { timeout });
    const client = manager.jetstream();
    const history = await openStream(manager, name, replicas, newEpoch);
    const snapshots = await Snapshots.open(client, history, replicas, timeout);
    return { connection, manager, client, history, snapshots };
  }

  /** The latest state, and the last entry that has to come after it. */
  async #consistent({ manager, history, snapshots }: Parts): Promise<{ snapshot: Snapshot | undefined; last: number }> {
    for (let attempt = 1; ; attempt++) {
      const snapshot = await snapshots.read();
      const { messages, first_seq, last_seq: last } = await stateOf(manager, history);
      const base = snapshot?.revision ?? 0;
      if (last >= base && (messages === 0 ? last === base : first_seq <= base + 1)) return { snapshot, last };
      // Another hub may have compacted between the two looks.
      if (attempt === ATTEMPTS) {
        const found = messages === 0 ? `none of the entries up to ${last}` : `entries ${first_seq} to ${last}`;
        throw new WireError("log-corrupt", `the broker has ${found}, and a state of revision ${base}`);
      }
      await delay(PAUSE);
    }
  }

  async #follow({ connection, manager, client, history }: Parts, last: number): Promise<void> {
    const { timeout } = this.#settings;
    const publisher = new Publisher(client, history, timeout, () => connection.info?.max_payload ?? Infinity);
    this.#publisher = publisher;
    const feed = new Feed(client, manager, history, this.#tail.revision, timeout, {
      deliver: (message) => this.#deliver(message),
      fail: (error) => void this.#fail(failed(error, "reading the log")),
    });
    this.#ends.push(() => feed.close());
    // It can be stopped, though its type does not say so.
    const statuses = connection.status() as AsyncIterable<Status> & { stop?(): void };
    this.#ends.push(() => statuses.stop?.());
    void this.#watch(statuses, feed);
    const closed = new WireError("log-failed", "the connection to the broker is closed");
    void connection.closed().then(() => this.#fail(closed));
    const compacted = connection.subscribe(compactedSubject(history), {
      callback: (error, message) => {
        if (error === null) this.#cut(Number(message.string()));
      },
    });
    this.#ends.push(() => compacted.unsubscribe());
    void feed.run();
    if (this.#tail.revision >= last) return;
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => {
        reject(new WireError("log-failed", `no entry came in ${timeout} ms after ${this.#tail.revision} of ${last}`));
      }, timeout);
      const settle = (settled: () => void): void => {
        clearTimeout(late);
        this.#opening = undefined;
        settled();
      };
      this.#opening = {
        advanced: () => (this.#tail.revision >= last ? settle(resolve) : late.refresh()),
        failed: (error) => settle(() => reject(error)),
      };
    });
  }

  async #watch(statuses: AsyncIterable<Status>, feed: Feed): Promise<void> {
    for await (const { type } of statuses) {
      if (type === "disconnect") {
        this.#publisher?.pause();
        if (this.#isOpen)
          this.#follower.fail(new WireError("log-failed", "the connection to the broker is lost"), false);
      } else if (type === "reconnect") {
        this.#publisher?.resume();
        feed.restart();
      }
    }
  }

  #deliver(message: JsMsg): void {
    const id = message.headers?.get("Nats-Msg-Id") ?? "";
    const entry = this.#publisher?.delivered(message.seq, id, message.data) ?? message.data;
    this.#tail.push(entry.length);
    this.#follower.deliver(message.seq, entry);
    this.#opening?.advanced();
  }

  async #fail(error: WireError): Promise<void> {
    if (this.#isFailing) return;
    this.#isFailing = true;
    const failure = await this.#explained(error);
    if (this.#isClosed) return;
    this.#failure = failure;
    this.#publisher?.fail(failure);
    this.#opening?.failed(failure);
    if (this.#isOpen) this.#follower.fail(failure, true);
  }

  /** Where entries are missing because another hub compacted them, nothing is lost: an opening anew has the state. */
  async #explained(error: WireError): Promise<WireError> {
    if (error.code !== "log-corrupt") return error;
    const { revision } = this.#tail;
    const newest = await this.#parts?.snapshots.revision().catch(() => 0);
    if (newest === undefined || newest <= revision) return error;
    const found = `the log was compacted up to ${newest} while this hub had ${revision}; open it again`;
    return new WireError("log-failed", found, undefined, error);
  }

  append(entry: Uint8Array, id: string): Promise<void> {
    if (!this.#isOpen || this.#isClosed) return Promise.reject(notOpen());
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    return (this.#publisher as Publisher).append(entry, id);
  }

  async compact(revision: number, state: Uint8Array): Promise<void> {
    if (!this.#isOpen || this.#isClosed) throw notOpen();
    if (this.#failure !== undefined) throw this.#failure;
    checkDelivered(revision, this.#tail.revision);
    if (revision <= this.#tail.base) return;
    const { connection, manager, history, snapshots } = this.#parts as Parts;
    try {
      const newest = await snapshots.write(revision, state);
      const first = newest - this.#settings.keep + 1;
      if (first > 1) {
        // The subject, too, so that it can be no stream that was made anew under this name.
        await manager.streams.purge(history.stream, { seq: first, filter: history.subject });
      }
      this.#cut(newest);
      // For the size alone; who does not hear of it compacts once more.
      connection.publish(compactedSubject(history), String(newest));
    } catch (error) {
      throw failed(error, `compacting up to revision ${revision}`);
    }
  }

  #cut(revision: number): void {
    if (revision > this.#tail.base) this.#tail.cut(Math.min(revision, this.#tail.revision));
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#opening?.failed(notOpen());
    await this.#publisher?.settled();
    for (const end of this.#ends.splice(0).reverse()) await end();
  }
}

const compactedSubject = ({ subject }: StreamHistory): string => `${subject}.compacted`;

const failed = (cause: unknown, doing: string): WireError =>
  cause instanceof WireError
    ? cause
    : new WireError("log-failed", `${doing}: ${(cause as Error).message}`, undefined, cause);
