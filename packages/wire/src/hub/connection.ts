import type { Cells } from "../codec/cells.ts";
import type { Frame, Hello } from "../codec/frames.ts";
import type { DecodeLimits } from "../codec/limits.ts";
import { Link } from "../session/link.ts";
import type { NameTable } from "../session/names.ts";
import type { SliceName } from "../session/path.ts";
import type { Answer } from "./state.ts";

/** What a hub needs of a transport. */
export interface Wire {
  send(bytes: Uint8Array): void;
  close(): void;
  /** How many bytes have not left yet. */
  readonly buffered: number;
}

/** How far a session is. */
export type ConnectionPhase = "new" | "authorizing" | "live" | "ended";

/** What is left of a delta, from a row on. */
export interface Rest {
  readonly base: number;
  readonly revision: number;
  readonly cells: Cells;
  from: number;
}

/** One session at the hub. */
export class Connection {
  readonly wire: Wire;
  readonly link: Link;
  phase: ConnectionPhase = "new";
  hello: Hello | undefined;
  /** The slice that it may write, and when that ends. */
  slice: SliceName | undefined;
  expires: number = Infinity;
  /** The keys of the slices that it reads, by place. */
  path: readonly (string | undefined)[] = [];
  /** What it knows: everything up to this revision; −1 where it begins anew. */
  revision = -1;
  /** Whether it has got its first delta. */
  isGreeted = false;
  /** The answer that it is to be told. */
  answer: Answer | undefined;
  /** A publication whose answer is on its way into the log. */
  appending = 0;
  /** A delta of which some frames have not been sent yet. */
  rest: Rest | undefined;
  /** How many publications were outside of the grant. */
  strayed = 0;
  /** Whether something on its path may have changed. */
  isDirty = false;
  heardAt: number;

  constructor(wire: Wire, table: NameTable, limits: Partial<DecodeLimits>, now: number) {
    this.wire = wire;
    // As many as the largest publication can have, and so many at least.
    const { maxNames = Infinity, maxCells = 0 } = limits;
    this.link = new Link(table, (bytes) => wire.send(bytes), limits, Math.max(maxNames, 2 * maxCells));
    this.link.isBegun = false;
    this.heardAt = now;
  }

  send(frame: Frame): void {
    this.link.send(frame);
  }
}
