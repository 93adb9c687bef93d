import type { Delta, Reader, Tensor } from "@thalweg/core";
import { Cells } from "../codec/cells.ts";
import type { ReplicaRecord, ReplicaState } from "../codec/entries.ts";
import type { DeltaFrame, Frame, Welcome } from "../codec/frames.ts";
import type { DecodeLimits } from "../codec/limits.ts";
import { protocolVersion } from "../codec/schema.ts";
import { isCode, WireError, type WireErrorCode } from "../errors.ts";
import { Link } from "../session/link.ts";
import { keyOf, NameTable } from "../session/names.ts";
import { placeOf, type SliceName } from "../session/path.ts";
import { cellsOf, Outbox, type Writes } from "./outbox.ts";
import { Slices } from "./slices.ts";

/** At most so many bytes a cell takes in a frame: a key and a number. */
const BYTES_A_CELL = 18;

/** Who a replica is. */
export interface ReplicaIdentity {
  readonly levels: readonly string[];
  readonly tensor: string;
  /** The instance of each level, `""` where it has none. */
  readonly cursor: readonly string[];
  /** The slice that it writes; it lies on its cursor. */
  readonly slice?: SliceName | undefined;
  /** One life of its storage: 32 hexadecimal digits. */
  readonly incarnation: string;
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
  readonly keep?: ((record: ReplicaRecord, then?: () => void) => void) | undefined;
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
  readonly tensor: Reader & Pick<Tensor, "writer">;
  readonly #identity: ReplicaIdentity;
  readonly #ports: ReplicaPorts;
  readonly #slices: Slices;
  readonly #outbox = new Outbox();
  readonly #table = new NameTable();
  readonly #ownPlace: number;
  readonly #limits: Partial<DecodeLimits>;
  phase: ReplicaPhase = "offline";
  /** One life of its storage. */
  incarnation: string;
  /** The history that it knows, and up to where; `""` where it knows none. */
  epoch = "";
  revision = 0;
  #link: Link | undefined;
  #staged = new Cells();
  /** What the welcome said, while there is a session. */
  #welcome: Welcome | undefined;
  /** The revision of the tensor that what the hub said will have; what comes with any other was written here. */
  #remote = -1;
  #heardAt = 0;
  #renewedAt = 0;
  /** Whether a publication is being kept, and is to be sent after that. */
  #isKeeping = false;

  constructor(identity: ReplicaIdentity, ports: ReplicaPorts, limits: Partial<DecodeLimits> = {}) {
    this.#identity = identity;
    this.incarnation = identity.incarnation;
    this.#ports = ports;
    this.#limits = limits;
    this.#slices = new Slices(identity.levels, identity.cursor, this.#table);
    this.tensor = this.#slices.tensor;
    this.#ownPlace = identity.slice === undefined ? -1 : placeOf(identity.slice);
    this.tensor.subscribe(
      (delta) => this.#wrote(delta),
      (revision) => revision !== this.#remote,
    );
  }

  /** How many cells the hub has not answered for. */
  get unanswered(): number {
    const { pending, sent } = this.#outbox;
    return pending.size + [...(sent?.writes.keys() ?? [])].filter((key) => !pending.has(key)).length;
  }

  /** Whether it has all that the hub had when it let it in. */
  get isCurrent(): boolean {
    return (
      this.phase === "live" && this.revision >= (this.#welcome?.revision ?? 0) && this.epoch === this.#welcome?.epoch
    );
  }

  /** Takes up where an earlier life left off, before the first session. */
  restore(state: ReplicaState, records: readonly ReplicaRecord[]): void {
    // What was written in the meantime is the latest.
    const early = this.#outbox.pending;
    this.incarnation = state.incarnation;
    this.epoch = state.epoch;
    this.revision = state.revision;
    const outbox = this.#outbox;
    outbox.sequence = state.sequence;
    this.#standing(this.#slices.numbered(state.standing), true);
    const writesOf = (named: ReplicaState["sent"]): Writes => this.#writes(this.#slices.numbered(named));
    if (state.isSent) outbox.sent = { sequence: state.sequence, writes: writesOf(state.sent) };
    outbox.pending = writesOf(state.pending);
    for (const record of records) this.#redo(record);
    for (const [key, content] of early) outbox.pending.set(key, content);
    this.#apply(this.#overlay(), false);
  }

  #redo(record: ReplicaRecord): void {
    const outbox = this.#outbox;
    if (record.kind === "wrote") {
      for (const [key, content] of this.#writes(this.#slices.numbered(record))) outbox.pending.set(key, content);
    } else if (record.kind === "sent") {
      outbox.begin(record.count);
    } else if (record.kind === "renumbered") {
      outbox.withdraw();
      outbox.sequence = record.sequence;
    } else if (record.kind === "answered") {
      if (outbox.sent?.sequence !== record.sequence) return;
      this.#apply(cellsOf(outbox.answered(), this.#ownPlace), false);
    } else {
      this.epoch = record.epoch;
      this.revision = record.revision;
      this.#standing(this.#slices.numbered(record), record.base < 0);
    }
  }

  /** All that is to be kept, in the place of the records so far. */
  state(): ReplicaState {
    const { pending, sent, sequence, standing } = this.#outbox;
    // What stands is what is read, but for the cells that were written here.
    const all = this.#slices.all();
    const others = new Cells(all.length);
    for (let i = 0; i < all.length; i++) {
      if (all.place[i] !== this.#ownPlace) others.pushRow(all, i);
    }
    append(others, cellsOf(standing, this.#ownPlace));
    const named = (writes: Writes) => this.#slices.named(cellsOf(writes, this.#ownPlace));
    return {
      incarnation: this.incarnation,
      epoch: this.epoch,
      revision: this.revision,
      sequence,
      isSent: sent !== undefined,
      standing: this.#slices.named(others),
      sent: named(sent?.writes ?? new Map()),
      pending: named(pending),
    };
  }

  /** There is a connection: it says hello. */
  opened(now: number): void {
    this.#link = new Link(this.#table, (bytes) => this.#ports.send(bytes), this.#limits);
    this.#staged = new Cells();
    this.#welcome = undefined;
    this.phase = "greeting";
    this.#heardAt = now;
    const { tensor, levels, cursor, token } = this.#identity;
    const { incarnation, epoch, revision } = this;
    const versions = [protocolVersion, protocolVersion] as const;
    this.#link.send({ kind: "hello", versions, tensor, levels, incarnation, cursor, epoch, revision, token: token() });
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
    const { sent, sequence } = this.#outbox;
    if (welcome.answered > sequence) {
      // The storage has lost what it had kept: no number is used twice.
      this.#outbox.withdraw();
      this.#outbox.sequence = welcome.answered;
      this.#keep(() => ({ kind: "renumbered", sequence: welcome.answered }));
    } else if (sent !== undefined) {
      // Where the hub has answered, the delta that follows has what it came to.
      if (sent.sequence !== welcome.answered && !this.#isKeeping) this.#publish();
    }
    this.#ports.flushSoon();
    this.#ports.changed();
  }

  /** Sends what is pending, if nothing is under way. */
  flush(): void {
    if (this.phase !== "live" || this.#isKeeping) return;
    const { pending, sent } = this.#outbox;
    if (sent !== undefined || pending.size === 0) return;
    const { maxBytes, maxCells } = this.#welcome as Welcome;
    const { sequence, writes } = this.#outbox.begin(Math.min(maxCells, Math.floor(maxBytes / BYTES_A_CELL / 2)));
    this.#isKeeping = true;
    // Only what is kept may be sent: after a crash its number must not come again with other cells.
    const then = (): void => {
      this.#isKeeping = false;
      if (this.phase === "live") this.#publish();
    };
    this.#keep(() => ({ kind: "sent", sequence, count: writes.size }), then);
  }

  #publish(): void {
    const { sent } = this.#outbox;
    if (sent === undefined) return;
    this.#link?.send({ kind: "publish", sequence: sent.sequence, cells: cellsOf(sent.writes, this.#ownPlace) });
  }

  #answered(sequence: number, refusal: string | undefined): void {
    const { sent } = this.#outbox;
    // What was answered before is answered again where frames came twice.
    if (sent === undefined || sent.sequence !== sequence) return;
    const seen = cellsOf(this.#outbox.answered(), this.#ownPlace);
    this.#keep(() => ({ kind: "answered", sequence }));
    this.#apply(seen, false);
    if (refusal !== undefined) {
      const delta = this.#slices.deltaOf(cellsOf(sent.writes, this.#ownPlace));
      this.#ports.rejected({ sequence, code: refusal, delta });
    }
    this.#ports.flushSoon();
    this.#ports.changed();
  }

  #advance({ base, revision, cells }: DeltaFrame): void {
    const { epoch } = this.#welcome as Welcome;
    const isAll = base === -1;
    if (!isAll && (base !== this.revision || epoch !== this.epoch)) {
      // What it has cannot be trusted to be whole: it begins anew (W5).
      this.epoch = "";
      this.revision = 0;
      throw new WireError("frames-missing", `a delta from revision ${base}`);
    }
    let all = cells;
    if (this.#staged.length > 0) {
      all = this.#staged;
      append(all, cells);
      this.#staged = new Cells();
    }
    this.epoch = epoch;
    this.revision = revision;
    this.#standing(all, isAll);
    this.#keep(() => ({ kind: "advanced", epoch, base, revision, ...this.#slices.named(all) }));
    const { answered, refusal } = this.#welcome as Welcome;
    this.#answered(answered, refusal || undefined);
    this.#ports.changed();
  }

  /** Takes what the hub says; the replica's own unanswered writes stay on top. */
  #standing(cells: Cells, isAll: boolean): void {
    if (isAll) this.#outbox.standing.clear();
    const { isEmpty } = this.#outbox;
    const visible = isEmpty ? cells : new Cells(cells.length);
    for (let i = 0; i < cells.length; i++) {
      if (cells.place[i] === this.#ownPlace) {
        const key = keyOf(cells.layer[i] as number, cells.option[i] as number, cells.dimension[i] as number);
        this.#outbox.stand(key, cells.content[i] as number);
        if (!isEmpty && this.#outbox.covers(key)) continue;
      }
      if (!isEmpty) visible.pushRow(cells, i);
    }
    if (isAll) append(visible, this.#overlay());
    this.#apply(visible, isAll);
  }

  /** What this end has written and the hub has not answered. */
  #overlay(): Cells {
    const { pending, sent } = this.#outbox;
    return cellsOf(new Map([...(sent?.writes ?? []), ...pending]), this.#ownPlace);
  }

  #apply(cells: Cells, isAll: boolean): void {
    this.#remote = this.tensor.revision + 1;
    this.#slices.apply(cells, isAll);
    this.#remote = -1;
  }

  /** Records are made where they are kept: to make them takes longer than what they tell of. */
  #keep(record: () => ReplicaRecord, then?: () => void): void {
    if (this.#ports.keep === undefined) then?.();
    else this.#ports.keep(record(), then);
  }

  #wrote(delta: Delta): void {
    const cells = this.#slices.cellsOf(delta);
    for (const [key, content] of this.#writes(cells)) this.#outbox.pending.set(key, content);
    this.#keep(() => ({ kind: "wrote", ...this.#slices.named(cells) }));
    this.#ports.flushSoon();
    this.#ports.changed();
  }

  #writes({ length, layer, option, dimension, content }: Cells): Writes {
    const writes: Writes = new Map();
    for (let i = 0; i < length; i++) {
      const key = keyOf(layer[i] as number, option[i] as number, dimension[i] as number);
      writes.set(key, content[i] as number);
    }
    return writes;
  }

  /** Time has passed: it renews its lease, and gives up a hub that it does not hear. */
  tick(now: number): void {
    const lease = this.#welcome?.lease ?? 0;
    if (this.phase !== "live" || lease === 0) return;
    if (now - this.#heardAt > lease) this.#end(new WireError("lease-expired", "nothing came from the hub"));
    else if (now - this.#renewedAt >= lease / 3) {
      this.#renewedAt = now;
      this.#link?.send({ kind: "renew" });
    }
  }

  /** Says goodbye. */
  leave(): void {
    if (this.phase === "offline") return;
    this.#end(new WireError("going-away", "the replica was closed"));
  }
}

function append(cells: Cells, more: Cells): void {
  for (let i = 0; i < more.length; i++) cells.pushRow(more, i);
}
