import type { Delta } from "@thalweg/core";
import { Cells } from "../codec/cells.ts";
import type { ReplicaRecord, ReplicaState } from "../codec/entries.ts";
import type { DeltaFrame, Frame, Welcome } from "../codec/frames.ts";
import type { DecodeLimits } from "../codec/limits.ts";
import { protocolVersion } from "../codec/schema.ts";
import { isCode, WireError, type WireErrorCode } from "../errors.ts";
import { Link } from "../session/link.ts";
import { append, Copy, type Keep, type Owner } from "./copy.ts";

/** So long, in milliseconds, a connection may say nothing before its welcome. */
const SILENCE = 10_000;

/** Who a replica is. */
export interface ReplicaIdentity extends Owner {
  readonly tensor: string;
  readonly token: () => string;
}

/** A publication that the hub refused; what it wrote is undone. */
export interface Rejection {
  readonly sequence: number;
  readonly code: string;
  readonly delta: Delta;
}

/** What a replica does to the world; it is told what came of it by its methods. */
export interface ReplicaPorts {
  send(bytes: Uint8Array): void;
  /** Ends the connection; `closed` follows. */
  close(error: WireError): void;
  /** Keeps a record for the next life, and calls `then` once it is kept; in order. Nothing where nothing is kept. */
  readonly keep?: Keep | undefined;
  rejected(rejection: Rejection): void;
  /** Calls `flush` soon. */
  flushSoon(): void;
  /** Something of what it is to be asked for has changed. */
  changed(): void;
}

/** How far a session is. */
export type ReplicaPhase = "offline" | "greeting" | "live";

/**
 * A replica without sockets, clocks or timers: it is told what happens, and says by its ports what is to be done. It
 * resolves and writes whether it is connected or not (W7).
 */
export class ReplicaMachine {
  readonly tensor: Copy["tensor"];
  readonly #identity: ReplicaIdentity;
  readonly #ports: ReplicaPorts;
  readonly #copy: Copy;
  readonly #limits: Partial<DecodeLimits>;
  phase: ReplicaPhase = "offline";
  #link: Link | undefined;
  #staged = new Cells();
  /** What the welcome said, while there is a session. */
  #welcome: Welcome | undefined;
  #heardAt = 0;
  #renewedAt = 0;
  /** Whether a publication is being kept, and is to be sent after that. */
  #isKeeping = false;

  constructor(identity: ReplicaIdentity, ports: ReplicaPorts, limits: Partial<DecodeLimits> = {}) {
    this.#identity = identity;
    this.#ports = ports;
    this.#limits = limits;
    this.#copy = new Copy(identity, { keep: ports.keep, wrote: () => this.#outboxChanged() });
    this.tensor = this.#copy.tensor;
  }

  /** One life of its storage. */
  get incarnation(): string {
    return this.#copy.incarnation;
  }

  /** The history that it knows; `""` where it knows none. */
  get epoch(): string {
    return this.#copy.epoch;
  }

  /** Up to where it knows it. */
  get revision(): number {
    return this.#copy.revision;
  }

  /** How many cells the hub has not answered for. */
  get unanswered(): number {
    return this.#copy.outbox.unanswered;
  }

  /** Whether it has all that the hub had when it let it in. */
  get isCurrent(): boolean {
    return (
      this.phase === "live" && this.revision >= (this.#welcome?.revision ?? 0) && this.epoch === this.#welcome?.epoch
    );
  }

  /** Takes up where an earlier life left off, before the first session. */
  restore(state: ReplicaState, records: readonly ReplicaRecord[]): void {
    this.#copy.restore(state, records);
  }

  /** All that is to be kept, in the place of the records so far. */
  state(): ReplicaState {
    return this.#copy.state();
  }

  // The session

  /** There is a connection: it says hello. Throws what the token throws. */
  opened(now: number): void {
    const { tensor, levels, cursor } = this.#identity;
    const token = this.#identity.token();
    this.#link = new Link(this.#copy.table, (bytes) => this.#ports.send(bytes), this.#limits);
    this.#staged = new Cells();
    this.#welcome = undefined;
    this.phase = "greeting";
    this.#heardAt = now;
    const { incarnation, epoch, revision } = this;
    const versions = [protocolVersion, protocolVersion] as const;
    this.#link.send({ kind: "hello", versions, tensor, levels, incarnation, cursor, epoch, revision, token });
    this.#ports.changed();
  }

  /** The connection is gone. */
  closed(): void {
    if (this.phase === "offline") return;
    this.phase = "offline";
    this.#link = undefined;
    this.#ports.changed();
  }

  /** Bytes came: one frame. */
  receive(bytes: Uint8Array, now: number): void {
    if (this.#link === undefined) return;
    try {
      const frame = this.#link.receive(bytes);
      this.#heardAt = now;
      if (frame !== undefined) this.#take(frame, now);
    } catch (error) {
      if (!(error instanceof WireError)) throw error;
      this.#end(error);
    }
  }

  #end(error: WireError): void {
    this.#link?.send({ kind: "bye", code: error.code });
    this.#ports.close(error);
    this.closed();
  }

  #take(frame: Frame, now: number): void {
    if (frame.kind === "bye") {
      const code: WireErrorCode = isCode(frame.code) ? frame.code : "going-away";
      this.#ports.close(new WireError(code, "the hub ended the session"));
      this.closed();
    } else if (frame.kind === "welcome" && this.phase === "greeting") this.#welcomed(frame, now);
    else if (this.phase !== "live") throw new WireError("protocol-broken", `${frame.kind} before the welcome`);
    else if (frame.kind === "part") append(this.#staged, frame.cells);
    else if (frame.kind === "delta") this.#advance(frame);
    else if (frame.kind === "acknowledge") this.#answered(frame.sequence, undefined);
    else if (frame.kind === "refuse") this.#answered(frame.sequence, frame.code);
    else if (frame.kind !== "renew") throw new WireError("protocol-broken", `${frame.kind} from a hub`);
  }

  #welcomed(welcome: Welcome, now: number): void {
    if (welcome.version !== protocolVersion) throw new WireError("unsupported-version", `version ${welcome.version}`);
    this.#welcome = welcome;
    this.phase = "live";
    this.#renewedAt = now;
    const { sent, sequence } = this.#copy.outbox;
    if (welcome.answered > sequence) this.#copy.renumber(welcome.answered);
    // Where the hub has answered, the delta that follows has what it came to.
    else if (sent !== undefined && sent.sequence !== welcome.answered && !this.#isKeeping) this.#publish();
    this.#outboxChanged();
  }

  #advance({ base, revision, cells }: DeltaFrame): void {
    const { epoch, answered, refusal } = this.#welcome as Welcome;
    if (base !== -1 && (base !== this.revision || epoch !== this.epoch)) {
      this.#copy.forget();
      throw new WireError("frames-missing", `a delta from revision ${base}`);
    }
    let all = cells;
    if (this.#staged.length > 0) {
      all = this.#staged;
      append(all, cells);
      this.#staged = new Cells();
    }
    this.#copy.advance(epoch, base, revision, all);
    this.#answered(answered, refusal || undefined);
    this.#ports.changed();
  }

  // What was written here

  #outboxChanged(): void {
    this.#ports.flushSoon();
    this.#ports.changed();
  }

  /** Sends what is pending, if nothing is under way. */
  flush(): void {
    if (this.phase !== "live" || this.#isKeeping) return;
    const { pending, sent } = this.#copy.outbox;
    if (sent !== undefined || pending.size === 0) return;
    const { maxBytes, maxCells } = this.#welcome as Welcome;
    this.#isKeeping = true;
    // What else is in a frame, or in an entry of the log, is far less than the other half.
    this.#copy.begin(maxCells, maxBytes / 2, () => {
      this.#isKeeping = false;
      if (this.phase === "live") this.#publish();
      this.#ports.flushSoon();
    });
  }

  #publish(): void {
    const publication = this.#copy.publication();
    if (publication !== undefined) this.#link?.send(publication);
  }

  #answered(sequence: number, refusal: string | undefined): void {
    // It has not been sent yet: an earlier life has, of which the storage has lost that, and no number is used twice.
    if (this.#isKeeping && this.#copy.outbox.sent?.sequence === sequence) {
      this.#copy.renumber(sequence);
      return;
    }
    const delta = this.#copy.answered(sequence);
    if (delta === undefined) return;
    if (refusal !== undefined) this.#ports.rejected({ sequence, code: refusal, delta });
    this.#outboxChanged();
  }

  // Time

  /** Time has passed: it renews its lease, and gives up a hub that it does not hear. */
  tick(now: number): void {
    const lease = this.#welcome?.lease ?? 0;
    if (this.phase === "greeting") {
      if (now - this.#heardAt > SILENCE) this.#end(new WireError("connection-failed", "no welcome came"));
    } else if (this.phase === "live" && lease > 0) {
      if (now - this.#heardAt > lease) this.#end(new WireError("lease-expired", "nothing came from the hub"));
      else if (now - this.#renewedAt >= lease / 3) {
        this.#renewedAt = now;
        this.#link?.send({ kind: "renew" });
      }
    }
  }

  /** Says goodbye. */
  leave(): void {
    if (this.phase === "offline") return;
    this.#end(new WireError("going-away", "the replica was closed"));
  }
}
