import type { Cells } from "./cells.ts";

/** A replica introduces itself. */
export interface Hello {
  readonly kind: "hello";
  /** The versions of the protocol that it speaks. */
  readonly versions: readonly [least: number, most: number];
  readonly tensor: string;
  /** The names of the levels, coarse to fine. */
  readonly levels: readonly string[];
  /** One life of the replica's storage: 32 hexadecimal digits. */
  readonly incarnation: string;
  /** What it reads: the instance of each level, `""` where there is none. */
  readonly cursor: readonly string[];
  /** The history that it knows, and up to where; `""` and 0 where it knows none. */
  readonly epoch: string;
  readonly revision: number;
  readonly token: string;
}

/** The hub lets it in. */
export interface Welcome {
  readonly kind: "welcome";
  readonly version: number;
  /** The history of the hub: 32 hexadecimal digits. */
  readonly epoch: string;
  readonly revision: number;
  /** The last publication of this incarnation that has been answered, 0 where there is none. */
  readonly answered: number;
  /** With what code that one was refused, `""` where it was taken. */
  readonly refusal: string;
  /** The replica is to renew within this time, in milliseconds; 0 where it need not. */
  readonly lease: number;
  /** A frame to the hub has at most so many bytes, and a publication so many cells. */
  readonly maxBytes: number;
  readonly maxCells: number;
}

/** What numbers stand for from now on, in this session and this direction. */
export interface NamesFrame {
  readonly kind: "names";
  /** Ascending. */
  readonly numbers: readonly number[];
  readonly names: readonly string[];
}

/** A piece of the delta that follows, whose cells were too many for one frame. */
export interface Part {
  readonly kind: "part";
  readonly cells: Cells;
}

/** All that the replica may read and that changed in (base, revision]; the pieces before it belong to it. */
export interface DeltaFrame {
  readonly kind: "delta";
  /** −1: the cells are all there are, and everything else goes. */
  readonly base: number;
  readonly revision: number;
  readonly cells: Cells;
}

/** A replica writes: all of it is taken, or all of it refused. */
export interface Publish {
  readonly kind: "publish";
  readonly sequence: number;
  readonly cells: Cells;
}

/** The publication is in the log, durably. */
export interface Acknowledge {
  readonly kind: "acknowledge";
  readonly sequence: number;
}

/** The publication had no effect, and never will. */
export interface Refuse {
  readonly kind: "refuse";
  readonly sequence: number;
  readonly code: string;
}

/** A sign of life; the hub answers with another. */
export interface Renew {
  readonly kind: "renew";
}

/** The session ends. */
export interface Bye {
  readonly kind: "bye";
  readonly code: string;
}

export type Frame = Hello | Welcome | NamesFrame | Part | DeltaFrame | Publish | Acknowledge | Refuse | Renew | Bye;
