/** The two independent layers of a cell. */
export type Layer = "value" | "weight";

/** Where a cell stands; `""` is the shared instance, and the shared option slot. */
export interface Coordinate {
  readonly level: string;
  readonly instance: string;
  readonly option: string;
  readonly dimension: string;
}

/** A cell as it is read: a layer that is not set is no key. */
export interface Cell extends Coordinate {
  readonly value?: number;
  readonly weight?: number;
}

/** One layer of one cell becomes `content`, or is unset where `content` is absent. */
export interface Change extends Coordinate {
  readonly layer: Layer;
  readonly content?: number;
}

/** Changes in the order in which they are applied. */
export type Delta = readonly Change[];

/** Which instance of each level to read. */
export type Cursor = { readonly [level: string]: string };

/** How reports become one number (6.1). */
export type Aggregate =
  | "median"
  | "sum"
  | "mean"
  | "min"
  | "max"
  | { readonly quantile: number }
  | { readonly trimmedMean: number };

/** What of a queue is wanted (4.5). */
export interface Selection {
  readonly among?: readonly string[];
  readonly limit?: number;
}

/** From where to where a way up leads (section 6). */
export interface WayUp {
  readonly from: string;
  readonly to: string;
  /** The instance of `to` that is written; `""` where it is left out. */
  readonly into?: string;
  /** Only these instances report. */
  readonly among?: readonly string[];
}

/** To one option or dimension, where they are given. */
export interface Scope {
  readonly option?: string;
  readonly dimension?: string;
}

interface Written {
  /** 0 is the writer of the coarsest level, which every tensor begins with. */
  readonly writer: number;
}
interface Minted {
  /** The number by which later commands call the writer. Refused, it is not given. */
  readonly as: number;
  readonly level: string;
  /** The instance that it is pinned to. */
  readonly instance?: string;
}

/** One step of a program, as plain data. `PROTOCOL.md` says what each does and what it answers. */
export type Command =
  | ({ readonly do: "writer" } & Minted)
  | ({ readonly do: "attenuate" } & Written & Minted)
  | ({ readonly do: "revoke" } & Written)
  | ({ readonly do: "set"; readonly layer: Layer; readonly content: number } & Written & Coordinate)
  | ({ readonly do: "unset"; readonly layer: Layer } & Written & Coordinate)
  | ({ readonly do: "clear"; readonly level: string; readonly instance: string } & Written)
  | ({ readonly do: "apply"; readonly delta: Delta } & Written)
  | ({
      readonly do: "batch";
      readonly commands: readonly Command[];
      /** Whether a refused command within ends the batch, or is caught there. */
      readonly refusals: "end it" | "are caught";
      readonly ends: "well" | "in an error";
    } & Written)
  | ({ readonly do: "reduce"; readonly using?: Aggregate } & Written & WayUp & Required<Scope>)
  | ({ readonly do: "rollUp"; readonly using?: Aggregate } & Written & WayUp & Scope)
  | ({ readonly do: "corroborate"; readonly quorum?: number } & Written & WayUp & Scope)
  | ({ readonly do: "rank" | "explain"; readonly cursor: Cursor } & Selection)
  | { readonly do: "value" | "weight"; readonly cursor: Cursor; readonly option: string; readonly dimension: string }
  | { readonly do: "cells" | "revision" | "subscribe" | "told" | "heard" | "restore" }
  | ({ readonly do: "support"; readonly level: string; readonly among?: readonly string[] } & Required<Scope>)
  | { readonly do: "watch"; readonly as: number; readonly cursor: Cursor }
  | { readonly do: "unwatch"; readonly watcher: number }
  | { readonly do: "compose"; readonly deltas: readonly Delta[] };

/** A tensor's levels and what is done with it, in order. */
export interface Program {
  readonly levels: readonly string[];
  readonly commands: readonly Command[];
}
