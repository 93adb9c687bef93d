import type { Cells } from "./cells.ts";

/** Cells that need nothing else to be read: a place is an index of `slices`, an option or dimension one of `names`. */
export interface NamedCells {
  readonly slices: readonly (readonly [level: number, instance: string])[];
  readonly names: readonly string[];
  readonly cells: Cells;
}

/** What the history is of: the first entry of every log, and once more for each hub that found it empty. */
export interface BeginEntry {
  readonly kind: "begin";
  readonly tensor: string;
  /** Coarse to fine. */
  readonly levels: readonly string[];
}

/** A publication of a replica; it has one slice. */
export interface PublishEntry extends NamedCells {
  readonly kind: "publish";
  readonly incarnation: string;
  readonly sequence: number;
}

/** A publication that has no effect, and never will; the answer to it stands here. */
export interface RefuseEntry {
  readonly kind: "refuse";
  readonly incarnation: string;
  readonly sequence: number;
  readonly code: string;
}

/** What the hub itself writes: its ways up, and its owner's facts. */
export interface WriteEntry extends NamedCells {
  readonly kind: "write";
}

/** A hub has its replica: a slice that was withdrawn comes back as it was. */
export interface ReturnEntry {
  readonly kind: "return";
  readonly slice: readonly [level: number, instance: string];
  readonly hub: string;
}

/** Its replica is absent: the slice goes, if no other hub has the replica by now. */
export interface WithdrawEntry {
  readonly kind: "withdraw";
  readonly slice: readonly [level: number, instance: string];
  readonly hub: string;
}

/** One step of the hub's history; its place in the log is its revision. */
export type Entry = BeginEntry | PublishEntry | RefuseEntry | WriteEntry | WithdrawEntry | ReturnEntry;

/** All that the entries up to a revision came to: what a log is compacted into. */
export interface HubState {
  readonly tensor: string;
  readonly levels: readonly string[];
  readonly revision: number;
  /** Of each incarnation, the last publication that was answered, and the code if it was refused, else `""`. */
  readonly answered: readonly (readonly [incarnation: string, sequence: number, refusal: string])[];
  /** Which hub has the replica of a slice. */
  readonly held: readonly (readonly [level: number, instance: string, hub: string])[];
  /** Slices that were withdrawn, with the cells that come back. */
  readonly withdrawn: NamedCells;
  readonly standing: NamedCells;
}

/** What a replica keeps: first a state, then what happened since, one by one. */
export interface ReplicaState {
  readonly incarnation: string;
  readonly epoch: string;
  readonly revision: number;
  /** The last publication that was begun. */
  readonly sequence: number;
  /** Whether that one is still unanswered: its cells are `sent`. */
  readonly isSent: boolean;
  /** What the hub said last. */
  readonly standing: NamedCells;
  readonly sent: NamedCells;
  /** What was written since. */
  readonly pending: NamedCells;
}

export type ReplicaRecord =
  /** Local writes. */
  | (NamedCells & { readonly kind: "wrote" })
  /** The first `count` pending writes became the publication with this sequence. */
  | { readonly kind: "sent"; readonly sequence: number; readonly count: number }
  /** What was sent is pending again, and the next sequence is above this one. */
  | { readonly kind: "renumbered"; readonly sequence: number }
  /** The hub has answered it. */
  | { readonly kind: "answered"; readonly sequence: number }
  /** A delta was applied; a base of −1 replaces all. */
  | (NamedCells & {
      readonly kind: "advanced";
      readonly epoch: string;
      readonly base: number;
      readonly revision: number;
    });
