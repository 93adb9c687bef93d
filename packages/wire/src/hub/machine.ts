import { type Delta, type Reader, TensorError, type Writer } from "@thalweg/core";
import { Cells } from "../codec/cells.ts";
import { decodeEntry, encodeEntry } from "../codec/encode-entry.ts";
import type { Entry, HubState, PublishEntry, RefuseEntry } from "../codec/entries.ts";
import type { Frame, Hello, Publish } from "../codec/frames.ts";
import { WireError } from "../errors.ts";
import type { SliceName } from "../session/path.ts";
import { refusalOf } from "./authority.ts";
import { Connection, type Wire } from "./connection.ts";
import { type Counters, counting, noCounters } from "./counters.ts";
import { type Grant, grantedSlice } from "./grant.ts";
import type { HubIdentity, HubPorts, Owner } from "./identity.ts";
import { Presence } from "./presence.ts";
import { Readers } from "./readers.ts";
import { publishEntry, State, sliceKey, sliceOf, writeEntry } from "./state.ts";
import { checkHello, isKnown, slicesOf, welcomeOf } from "./welcome.ts";

/** At most so many cells go into one frame. */
const CELLS_A_FRAME = 16_384;

/** So many cells to be sent have memory that is kept for the next. */
const MOST_KEPT = 4_096;

/** So long, in milliseconds, a replica that knows more than the hub waits for it to catch up. */
const PATIENCE = 5_000;

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
  readonly #connections = new Set<Connection>();
  /** By incarnation. */
  readonly #live = new Map<string, Connection>();
  /** Replicas that are to be let in, but know more than this hub does yet, or whose slice is not back yet. */
  readonly #waiting = new Set<Connection>();
  /** The entries that this hub appended itself, by their bytes. */
  readonly #own = new WeakMap<Uint8Array, Entry>();
  #appended = 0;
  /** What is being sent, in the same memory each time. */
  #outgoing = new Cells();
  /** Whether a way up may have been lost, and is to be gone again at the next tick. */
  #isClimbDue = false;
  epoch = "";

  constructor(identity: HubIdentity, ports: HubPorts) {
    this.#identity = identity;
    this.#ports = ports;
    this.#state = new State(identity.tensor, identity.levels);
    this.tensor = this.#state.tensor;
    this.#presence = new Presence(identity);
    this.#readers = new Readers(() => ports.flushSoon());
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
      this.#append({ kind: "begin", tensor, levels }, { done: (error) => error && failed?.(error) });
    for (const [slice, hub] of this.#state.held) if (hub === this.#identity.hub) this.#presence.expect(slice, now);
    if (this.#identity.ways.length > 0) this.#ports.climbSoon();
  }

  /** The log has the next entry, on disk. */
  delivered(revision: number, bytes: Uint8Array, now: number): void {
    if (revision !== this.#state.revision + 1) {
      throw new WireError("log-corrupt", `revision ${revision} after ${this.#state.revision}`);
    }
    const own = this.#own.get(bytes);
    // A log may keep the bytes, and would keep the entry with them.
    this.#own.delete(bytes);
    const entry = own ?? decodeEntry(bytes);
    const { touched, isRepeated } = this.#state.apply(entry);
    if (entry.kind === "publish" || entry.kind === "refuse") this.#answered(entry, isRepeated);
    // It is here, or was when this was written.
    if (entry.kind === "return" && entry.hub === this.#identity.hub) this.#presence.expect(sliceKey(entry.slice), now);
    for (const slice of touched) this.#readers.touch(slice);
    // Also where another hub wrote: what it went up from may have been older than what is here.
    const isOwn = own?.kind === "write";
    if (touched.size > 0 && !isOwn && this.#identity.ways.length > 0) this.#ports.climbSoon();
    if (this.#waiting.size > 0) this.#letInWhoCan(now);
  }

  #answered({ kind, incarnation, sequence }: PublishEntry | RefuseEntry, isRepeated: boolean): void {
    if (isRepeated) this.counters.repeated++;
    else if (kind === "publish") this.counters.taken++;
    else this.counters.refused++;
    const connection = this.#live.get(incarnation);
    if (connection === undefined) return;
    if (connection.appending === sequence) connection.appending = 0;
    connection.answer = this.#state.answered.get(incarnation);
    this.#readers.mark(connection);
  }

  #append(entry: Entry, owner: Owner, id = `${this.#identity.life}:${++this.#appended}`): void {
    const bytes = encodeEntry(entry);
    this.#own.set(bytes, entry);
    this.#ports.append(bytes, id, owner);
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
      this.#end(connection, new WireError("log-unavailable", "the log did not take a publication"));
    }
  }

  // Sessions

  /** There is a new connection. */
  opened(wire: Wire, now: number): Connection {
    const { limits } = this.#identity;
    const connection = new Connection(counting(wire, this.counters), this.#state.table, limits, now);
    this.#connections.add(connection);
    this.counters.connections = this.#connections.size;
    return connection;
  }

  /** A connection is gone. */
  closed(connection: Connection, now: number): void {
    if (!this.#connections.delete(connection)) return;
    this.counters.connections = this.#connections.size;
    connection.phase = "ended";
    this.#waiting.delete(connection);
    this.#readers.remove(connection);
    const { hello, slice } = connection;
    if (hello !== undefined && this.#live.get(hello.incarnation) === connection) this.#live.delete(hello.incarnation);
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
      this.#end(connection, error);
    }
  }

  /** What was to be sent has left. */
  drained(connection: Connection): void {
    if (connection.isDirty) this.#readers.mark(connection);
  }

  /** Ends a session, and says why; the transport sees to it that `closed` follows. */
  #end(connection: Connection, error: WireError): void {
    if (connection.phase === "ended") return;
    const { ended } = this.counters;
    ended[error.code] = (ended[error.code] ?? 0) + 1;
    this.#ports.report(error, connection);
    // Why a grant was refused is for the hub's log; the caller learns that it was.
    connection.send({ kind: "bye", code: error.code.startsWith("grant-") ? "unauthorized" : error.code });
    connection.phase = "ended";
    connection.wire.close();
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
    else if (frame.kind === "publish") this.#publish(connection, frame);
    else if (frame.kind === "renew") connection.send(frame);
    else throw new WireError("protocol-broken", `${frame.kind} from a replica`);
  }

  /** A replica is not to be let in. */
  refused(connection: Connection, error: WireError): void {
    this.#end(connection, error);
  }

  /** A replica is to be let in. */
  authorized(connection: Connection, grant: Grant, now: number): void {
    const { hello } = connection;
    if (connection.phase !== "authorizing" || hello === undefined) return;
    try {
      connection.slice = grantedSlice(grant, hello);
    } catch (error) {
      this.#end(connection, error as WireError);
      return;
    }
    connection.expires = grant.expires ?? Infinity;
    const { slice } = connection;
    if (slice !== undefined && this.#isAway(slice)) this.#append(this.#return(slice), { connection });
    this.#waiting.add(connection);
    this.#letInWhoCan(now);
  }

  #return(slice: SliceName): Entry {
    return { kind: "return", slice, hub: this.#identity.hub };
  }

  /** Whether a slice is withdrawn, or nobody would notice here that its replica is absent. */
  #isAway(slice: SliceName): boolean {
    const key = sliceKey(slice);
    const isElsewhere = this.#presence.concerns(key) && this.#state.held.get(key) !== this.#identity.hub;
    return isElsewhere || this.#state.withdrawn.has(key);
  }

  /** Lets in those for whom the hub knows enough: as much as they do, and that their slice is back. */
  #letInWhoCan(now: number): void {
    for (const connection of this.#waiting) {
      const { slice, heardAt } = connection;
      const { epoch, revision } = connection.hello as Hello;
      const isBehind = epoch === this.epoch && revision > this.#state.revision;
      const isAway = slice !== undefined && this.#isAway(slice);
      // Whoever knows more than there is by then knows another history.
      if ((isBehind || isAway) && now - heardAt <= PATIENCE) continue;
      this.#waiting.delete(connection);
      this.#letIn(connection, now);
    }
  }

  #letIn(connection: Connection, now: number): void {
    const hello = connection.hello as Hello;
    const other = this.#live.get(hello.incarnation);
    if (other !== undefined) {
      this.#end(other, new WireError("superseded", "another connection of the replica"));
      this.closed(other, now);
    }
    this.#live.set(hello.incarnation, connection);
    connection.phase = "live";
    connection.heardAt = Math.max(connection.heardAt, now);
    connection.path = slicesOf(hello.cursor);
    this.#readers.add(connection);
    if (isKnown(hello, connection.path, this.#state, this.epoch)) connection.revision = hello.revision;
    else this.counters.resynced++;
    connection.send(welcomeOf(hello, this.#state, this.#identity, this.epoch));
    if (connection.slice !== undefined) this.#presence.arrived(sliceKey(connection.slice));
    this.#readers.mark(connection);
  }

  #publish(connection: Connection, { sequence, cells }: Publish): void {
    const { hello, slice } = connection;
    const { incarnation } = hello as Hello;
    const answer = this.#state.answered.get(incarnation);
    if (answer !== undefined && sequence <= answer.sequence) {
      connection.answer = answer;
      this.#readers.mark(connection);
      return;
    }
    if (connection.appending === sequence) return;
    connection.appending = sequence;
    this.counters.cellsIn += cells.length;
    const history = slice && this.#state.slice(sliceKey(slice));
    const code = refusalOf(cells, slice, history, this.#identity.limits.maxSliceCells);
    // A refusal stands in the log, too: another hub, or this one tomorrow, must not answer otherwise (W2).
    const entry: Entry =
      code === undefined
        ? publishEntry(incarnation, sequence, slice as SliceName, cells, this.#state.table)
        : { kind: "refuse", incarnation, sequence, code };
    this.#append(entry, { connection }, `${incarnation}:${sequence}`);
  }

  /** Tells everyone what they are to know, but for those that have not taken yet what they were sent. */
  flush(): void {
    for (const connection of this.#readers.take()) {
      if (connection.phase !== "live" || connection.wire.buffered > this.#identity.limits.maxBuffered) continue;
      connection.isDirty = false;
      // First what the publication came to, so that what a replica shows is always what stood at some revision.
      this.#sendDelta(connection);
      if (connection.answer === undefined) continue;
      const { sequence, refusal } = connection.answer;
      connection.answer = undefined;
      connection.send(refusal === "" ? { kind: "acknowledge", sequence } : { kind: "refuse", sequence, code: refusal });
    }
  }

  #sendDelta(connection: Connection): void {
    const { path } = connection;
    if (this.#outgoing.place.length > MOST_KEPT) this.#outgoing = new Cells();
    const cells = this.#outgoing;
    cells.length = 0;
    for (let place = 0; place < path.length; place++) {
      const slice = path[place];
      if (slice !== undefined) this.#state.slice(slice)?.since(connection.revision, place, cells);
    }
    if (cells.length === 0 && connection.isGreeted) return;
    connection.isGreeted = true;
    this.counters.cellsOut += cells.length;
    connection.sendDelta(connection.revision, this.#state.revision, cells, CELLS_A_FRAME);
    connection.revision = this.#state.revision;
  }

  // What the hub does by itself

  /**
   * Writes facts of the hub's owner, in a turn of its own; it throws what the write throws, and then nothing stands. What is
   * written is seen at once here, and by everyone else once it is in the log.
   */
  write(write: (writer: Writer) => unknown, done?: (error?: WireError) => void): Delta {
    const { tensor, writer } = this.#state;
    const deltas: Delta[] = [];
    const expected = tensor.revision + 1;
    const end = tensor.subscribe((delta, revision) => {
      if (revision === expected) deltas.push(delta);
    });
    try {
      writer.batch(write);
    } finally {
      end();
    }
    if (tensor.revision >= expected && deltas.length === 0) throw new Error("a hub writes in a turn of its own");
    const [delta = []] = deltas;
    if (delta.length > 0) this.#append(writeEntry(delta, this.#identity.levels), { delta, ...(done && { done }) });
    else done?.();
    return delta;
  }

  /** Goes the ways up; one that cannot be gone, as where a sum overflows, is reported, and keeps nobody from the others. */
  climb(): void {
    for (const way of this.#identity.ways) {
      try {
        this.write((writer) => (way.kind === "rollUp" ? writer.rollUp(way) : writer.corroborate(way)));
      } catch (error) {
        if (!(error instanceof TensorError)) throw error;
        this.#ports.report(new WireError("way-up-failed", error.message, way.to, error), undefined);
      }
    }
  }

  /** Time has passed: who was not heard is absent, and a grant ends. */
  tick(now: number): void {
    this.#letInWhoCan(now);
    if (this.#isClimbDue) {
      this.#isClimbDue = false;
      this.climb();
    }
    const { lease } = this.#identity;
    for (const connection of this.#connections) {
      if (lease > 0 && now - connection.heardAt > lease) {
        this.#end(connection, new WireError("lease-expired", "the replica did not renew"));
      } else if (now >= connection.expires) {
        this.#end(connection, new WireError("unauthorized", "the grant has expired"));
      }
    }
    const here = new Set<string>();
    for (const { slice } of this.#live.values()) {
      if (slice === undefined) continue;
      here.add(sliceKey(slice));
      // Another hub, or this one a moment ago, believed it absent.
      if (this.#state.withdrawn.has(sliceKey(slice))) this.#append(this.#return(slice), {});
    }
    for (const slice of this.#presence.absent(now)) {
      if (here.has(slice)) continue;
      const { hub } = this.#identity;
      this.#append({ kind: "withdraw", slice: sliceOf(slice), hub }, { absent: slice });
    }
  }

  /** Says goodbye to everyone. */
  leave(): void {
    for (const connection of this.#connections) {
      this.#end(connection, new WireError("going-away", "the hub was closed"));
    }
  }
}
