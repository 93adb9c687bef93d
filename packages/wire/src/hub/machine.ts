import type { Delta, Reader, Writer } from "@thalweg/core";
import { decodeEntry } from "../codec/encode-entry.ts";
import type { Entry, HubState, PublishEntry, RefuseEntry } from "../codec/entries.ts";
import type { Frame, Hello, Publish } from "../codec/frames.ts";
import { WireError } from "../errors.ts";
import type { SliceName } from "../session/path.ts";
import { Appends } from "./appends.ts";
import type { Connection, Wire } from "./connection.ts";
import { type Counters, noCounters } from "./counters.ts";
import { Delivery } from "./delivery.ts";
import { type Grant, grantedSlice } from "./grant.ts";
import type { HubIdentity, HubPorts, Owner } from "./identity.ts";
import { OwnWrites } from "./own-writes.ts";
import { Presence } from "./presence.ts";
import { Publishing } from "./publishing.ts";
import { Readers } from "./readers.ts";
import { Sessions } from "./sessions.ts";
import { sliceKey, sliceOf } from "./slice-key.ts";
import { State } from "./state.ts";
import { Threshold } from "./threshold.ts";
import { checkHello, isKnown, slicesOf, welcomeOf } from "./welcome.ts";

/**
 * A hub without sockets, clocks or timers: it is told what happens, and says by its ports what is to be done. Only what
 * the log delivers has any effect.
 */
export class HubMachine {
  readonly tensor: Reader;
  readonly counters: Counters = noCounters();
  readonly #identity: HubIdentity;
  readonly #ports: HubPorts;
  readonly #state: State;
  readonly #presence: Presence;
  readonly #readers: Readers;
  readonly #sessions: Sessions;
  readonly #threshold: Threshold;
  readonly #appends: Appends;
  readonly #publishing: Publishing;
  readonly #delivery: Delivery;
  readonly #writes: OwnWrites;
  /** Whether a way up may have been lost, and is to be gone again at the next tick. */
  #isClimbDue = false;
  epoch = "";

  constructor(identity: HubIdentity, ports: HubPorts) {
    this.#identity = identity;
    this.#ports = ports;
    this.#readers = new Readers(() => ports.flushSoon());
    this.#state = new State(identity.tensor, identity.levels, (slice) => this.#readers.least(slice), identity.edges);
    this.tensor = this.#state.tensor;
    this.#presence = new Presence(identity);
    this.#sessions = new Sessions(identity, ports, this.counters, this.#state.table);
    this.#threshold = new Threshold(identity, this.#state, this.#presence);
    this.#appends = new Appends(identity.life, ports);
    this.#writes = new OwnWrites(identity, ports, this.#state, this.#appends);
    const { maxSliceCells, maxBuffered } = identity.limits;
    this.#publishing = new Publishing(this.#state, this.#appends, this.counters, maxSliceCells);
    this.#delivery = new Delivery(this.#state, this.#readers, this.counters, maxBuffered, identity.edges?.cellsAFrame);
  }

  get revision(): number {
    return this.#state.revision;
  }

  /** The slices that are withdrawn. */
  get withdrawn(): readonly SliceName[] {
    return Array.from(this.#state.withdrawn.keys(), sliceOf);
  }

  // The log

  /** Takes up a compacted state. */
  restore(state: HubState): void {
    this.#state.restore(state);
  }

  /** All there is, for the log to be compacted into. */
  state(): HubState {
    return this.#state.toHubState();
  }

  /** The history has a name, and all of it that was there has been delivered; what is new begins with an entry. */
  started(epoch: string, now: number, failed?: (error: WireError) => void): void {
    this.epoch = epoch;
    const { tensor, levels } = this.#identity;
    if (this.#state.revision === 0)
      this.#appends.append({ kind: "begin", tensor, levels }, { done: (error) => error && failed?.(error) });
    for (const [slice, hub] of this.#state.held) {
      if (hub === this.#identity.hub && !this.#state.withdrawn.has(slice)) this.#presence.expect(slice, now);
    }
    if (this.#identity.ways.length > 0) this.#ports.climbSoon();
  }

  /** The log has the next entry, on disk. */
  delivered(revision: number, bytes: Uint8Array, now: number): void {
    if (revision !== this.#state.revision + 1) {
      throw new WireError("log-corrupt", `revision ${revision} after ${this.#state.revision}`);
    }
    const own = this.#appends.take(bytes);
    const entry = own ?? decodeEntry(bytes);
    const back = this.#threshold.comingBack(entry, (incarnation) => this.#sessions.of(incarnation) !== undefined);
    const { tensor } = this.#state;
    const before = tensor.revision;
    const { touched, isRepeated } = this.#state.apply(entry);
    if (entry.kind === "publish" || entry.kind === "refuse") this.#answered(entry, isRepeated);
    // Their replicas are here, or were when this was written.
    for (const slice of back) this.#presence.expect(slice, now);
    for (const slice of touched) this.#readers.touch(slice);
    // Also where another hub wrote: what it went up from may have been older than what is here. What it wrote itself stood
    // here before, unless something else came in between.
    const isNews = own?.kind !== "write" || tensor.revision !== before;
    if (touched.size > 0 && isNews && this.#identity.ways.length > 0) this.#ports.climbSoon();
    if (!this.#threshold.isEmpty) this.#letInWhoCan(now);
  }

  #answered({ kind, incarnation, sequence }: PublishEntry | RefuseEntry, isRepeated: boolean): void {
    if (isRepeated) this.counters.repeated++;
    else if (kind === "publish") this.counters.taken++;
    else this.counters.refused++;
    const connection = this.#sessions.of(incarnation);
    if (connection === undefined) return;
    if (connection.appending === sequence) connection.appending = 0;
    connection.answer = this.#state.answered.get(incarnation);
    this.#readers.mark(connection);
  }

  /** The log did not take an entry. */
  appendFailed({ connection, delta, absent }: Owner, now: number): void {
    if (absent !== undefined) this.#presence.expect(absent, now);
    if (delta !== undefined) {
      this.#state.revert(delta);
      this.#isClimbDue = true;
    }
    if (connection !== undefined) {
      connection.appending = 0;
      this.#sessions.end(connection, new WireError("log-unavailable", "the log did not take a publication"));
    }
  }

  // Sessions

  /** There is a new connection. */
  opened(wire: Wire, now: number): Connection {
    return this.#sessions.open(wire, now);
  }

  /** A connection is gone. */
  closed(connection: Connection, now: number): void {
    if (!this.#sessions.remove(connection)) return;
    this.#threshold.remove(connection);
    this.#readers.remove(connection);
    const { slice } = connection;
    if (slice !== undefined) this.#presence.left(sliceKey(slice), connection.heardAt, now);
  }

  /** Bytes came from a replica: one frame. */
  receive(connection: Connection, bytes: Uint8Array, now: number): void {
    if (connection.phase === "ended") return;
    this.counters.framesIn++;
    this.counters.bytesIn += bytes.length;
    try {
      const frame = connection.link.receive(bytes);
      connection.heardAt = now;
      if (frame !== undefined) this.#take(connection, frame);
    } catch (error) {
      if (!(error instanceof WireError)) throw error;
      this.#sessions.end(connection, error);
    }
  }

  /** What was to be sent has left. */
  drained(connection: Connection): void {
    if (connection.isDirty) this.#readers.mark(connection);
  }

  #take(connection: Connection, frame: Frame): void {
    if (frame.kind === "bye") {
      connection.phase = "ended";
      connection.wire.close();
    } else if (frame.kind === "hello" && connection.phase === "new") {
      checkHello(frame, this.#identity);
      connection.hello = frame;
      connection.phase = "authorizing";
      this.#ports.authorize(connection, frame);
    } else if (connection.phase !== "live") throw new WireError("protocol-broken", `${frame.kind} before the welcome`);
    else if (frame.kind === "publish") this.#published(connection, frame);
    else if (frame.kind === "renew") connection.send(frame);
    else throw new WireError("protocol-broken", `${frame.kind} from a replica`);
  }

  #published(connection: Connection, publication: Publish): void {
    if (!this.#publishing.take(connection, publication)) return;
    connection.answer = this.#state.answered.get((connection.hello as Hello).incarnation);
    this.#readers.mark(connection);
  }

  /** A replica is not to be let in. */
  refused(connection: Connection, error: WireError): void {
    this.#sessions.end(connection, error);
  }

  /** A replica is to be let in. */
  authorized(connection: Connection, grant: Grant, now: number): void {
    const { hello } = connection;
    if (connection.phase !== "authorizing" || hello === undefined) return;
    try {
      connection.slice = grantedSlice(grant, hello);
    } catch (error) {
      this.#sessions.end(
        connection,
        error instanceof WireError
          ? error
          : new WireError("unauthorized", "what authorize gave is no grant", "authorize", error),
      );
      return;
    }
    connection.expires = grant.expires ?? Infinity;
    const { slice } = connection;
    if (slice !== undefined && this.#threshold.isAway(slice)) this.#appends.append(this.#return(slice), { connection });
    this.#threshold.add(connection);
    this.#letInWhoCan(now);
  }

  #return(slice: SliceName): Entry {
    return { kind: "return", slice, hub: this.#identity.hub };
  }

  #letInWhoCan(now: number): void {
    for (const connection of this.#threshold.ready(this.epoch, now)) this.#letIn(connection, now);
  }

  #letIn(connection: Connection, now: number): void {
    const hello = connection.hello as Hello;
    const other = this.#sessions.of(hello.incarnation);
    if (other !== undefined) {
      this.#sessions.end(other, new WireError("superseded", "another connection of the replica"));
      this.closed(other, now);
    }
    this.#sessions.enter(connection);
    connection.phase = "live";
    connection.link.isBegun = true;
    connection.heardAt = Math.max(connection.heardAt, now);
    connection.path = slicesOf(hello.cursor);
    this.#readers.add(connection);
    if (isKnown(hello, connection.path, this.#state, this.epoch)) connection.revision = hello.revision;
    else this.counters.resynced++;
    connection.send(welcomeOf(hello, this.#state, this.#identity, this.epoch, this.#ports.maxEntry?.()));
    if (connection.slice !== undefined) this.#presence.arrived(sliceKey(connection.slice));
    this.#readers.mark(connection);
  }

  /** Tells everyone what they are to know, but for those that have not taken yet what they were sent. */
  flush(): void {
    this.#delivery.flush();
  }

  // What the hub does by itself

  /**
   * Writes facts of the hub's owner, in a turn of its own; it throws what the write throws, and then nothing stands. What is
   * written is seen at once here, and by everyone else once it is in the log.
   */
  write(write: (writer: Writer) => unknown, done?: (error?: WireError) => void): Delta {
    return this.#writes.write(write, done);
  }

  /** Goes the ways up; one that cannot be gone, as where a sum overflows, is reported, and keeps nobody from the others. */
  climb(): void {
    this.#writes.climb();
  }

  /** Time has passed: who was not heard is absent, and a grant ends. */
  tick(now: number): void {
    this.#letInWhoCan(now);
    if (this.#isClimbDue) {
      this.#isClimbDue = false;
      this.climb();
    }
    this.#sessions.endOverdue(now);
    const here = new Set<string>();
    for (const { slice } of this.#sessions.live) {
      if (slice === undefined) continue;
      here.add(sliceKey(slice));
      // Another hub, or this one a moment ago, believed it absent.
      if (this.#state.withdrawn.has(sliceKey(slice))) this.#appends.append(this.#return(slice), {});
    }
    for (const slice of this.#presence.absent(now)) {
      if (here.has(slice)) continue;
      const { hub } = this.#identity;
      this.#appends.append({ kind: "withdraw", slice: sliceOf(slice), hub }, { absent: slice });
    }
  }

  /** Says goodbye to everyone. */
  leave(): void {
    this.#sessions.leave();
  }
}
