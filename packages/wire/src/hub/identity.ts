import type { Corroboration, Delta, RollUp } from "@thalweg/core";
import type { Hello } from "../codec/frames.ts";
import type { DecodeLimits } from "../codec/limits.ts";
import type { WireError } from "../errors.ts";
import type { Connection } from "./connection.ts";
import type { HubEdges } from "./edges.ts";

/** What a hub is told when it is made. */
export interface HubIdentity {
  readonly levels: readonly string[];
  readonly tensor: string;
  /** Of this hub alone, and the same in each of its lives. */
  readonly hub: string;
  /** Of this life of it alone: 32 hexadecimal digits. */
  readonly life: string;
  /** In milliseconds: who is not heard for so long is absent; 0 where nobody ever is. */
  readonly lease: number;
  /** The levels whose slices are withdrawn while their replica is absent. */
  readonly withdraw: readonly string[];
  readonly ways: readonly Way[];
  readonly limits: HubLimits;
  /** Smaller numbers than those in use, for trials of what happens beyond them. */
  readonly edges?: Partial<HubEdges> | undefined;
}

/** What a replica may ask of a hub. */
export interface HubLimits extends DecodeLimits {
  /** How many cell layers the slice of a replica may have. */
  readonly maxSliceCells: number;
  /** A connection that has so many bytes to send waits until they have left. */
  readonly maxBuffered: number;
}

/** A way up that the hub goes after publications. */
export type Way<Level extends string = string> =
  | (RollUp<Level> & { readonly kind: "rollUp" })
  | (Corroboration<Level> & { readonly kind: "corroborate" });

/** What a hub does to the world; it is told what came of it by its methods. */
export interface HubPorts {
  /** Appends an entry to the log; `delivered` or `appendFailed` follows. */
  append(entry: Uint8Array, id: string, owner: Owner): void;
  /** How many bytes the longest entry may have that the log can take; any number where it is left out. */
  readonly maxEntry?: () => number | undefined;
  /** Asks whether to let a replica in; `authorized` or `refused` follows. */
  authorize(connection: Connection, hello: Hello): void;
  /** Calls `flush` soon. */
  flushSoon(): void;
  /** Calls `climb` soon. */
  climbSoon(): void;
  /** What the hub ended or did not begin, for its own log. */
  report(error: WireError, connection: Connection | undefined): void;
}

/** Who waits for an entry to be in the log. */
export interface Owner {
  readonly connection?: Connection;
  /** What the hub has written already, to be undone where the log does not take it. */
  readonly delta?: Delta;
  /** The slice that was to be withdrawn; if not now, then later. */
  readonly absent?: string;
  /** Told what came of it. */
  readonly done?: (error?: WireError) => void;
}
