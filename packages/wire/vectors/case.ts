import type { Codec } from "../tests/codec/codecs.ts";

/** A vector as it is written by hand: bytes, and what they are. */
export interface Case {
  readonly id: string;
  /** The clause of PROTOCOL.md that it is about. */
  readonly clause: string;
  readonly says: string;
  /** What is to be read. */
  readonly of: Of;
  readonly hex: string;
  readonly limits?: { readonly [limit: string]: number };
  /** What is read, as data; of refused bytes nothing. */
  readonly gives?: { readonly [field: string]: unknown };
  readonly refused?: "invalid-bytes" | "too-large" | "unsupported-version";
}

export type Of = "frame" | "entry" | "hubState" | "replicaState" | "replicaRecord";
export type Codecs = Readonly<Record<Of, Codec>>;

type Row = readonly [place: number, layer: string, option: number, dimension: number, content: number | "inf" | null];

/** Rows of cells as data. */
export const rows = (...list: readonly Row[]): readonly object[] =>
  list.map(([place, layer, option, dimension, content]) => ({ place, layer, option, dimension, content }));
