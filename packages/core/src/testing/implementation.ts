import type { Aggregate, Cell, Cursor, Delta } from "../index.ts";

/** What restricts a read: 4.5. */
export interface Restriction {
  readonly among?: readonly string[];
  readonly limit?: number;
}

/** Where a way up reads and writes: section 6. */
export interface WayUp {
  readonly from: string;
  readonly to: string;
  readonly into?: string;
  readonly among?: readonly string[];
}

/** A writer, of whatever implementation. */
export interface WriterLike {
  setValue(level: string, instance: string, option: string, dimension: string, value: number): void;
  setDefault(level: string, instance: string, dimension: string, value: number): void;
  setWeight(level: string, instance: string, dimension: string, weight: number): void;
  setOptionWeight(level: string, instance: string, option: string, dimension: string, weight: number): void;
  gate(level: string, instance: string, option: string, dimension: string): void;
  open(level: string, instance: string, option: string, dimension: string): void;
  unsetValue(level: string, instance: string, option: string, dimension: string): void;
  unsetDefault(level: string, instance: string, dimension: string): void;
  unsetWeight(level: string, instance: string, dimension: string): void;
  unsetOptionWeight(level: string, instance: string, option: string, dimension: string): void;
  clear(level: string, instance: string): void;
  batch<T>(write: (writer: WriterLike) => T): T;
  apply(delta: Delta): void;
  reduce(
    way: WayUp & { readonly option: string; readonly dimension: string; readonly using?: Aggregate },
  ): number | undefined;
  rollUp(way: WayUp & { readonly option?: string; readonly dimension?: string; readonly using?: Aggregate }): number;
  corroborate(way: WayUp & { readonly option?: string; readonly dimension?: string; readonly quorum?: number }): number;
  attenuate(level: string, instance?: string): WriterLike;
  revoke(): void;
  cell(level: string, instance: string, option: string, dimension: string): CellHandleLike;
}

/** A handle of one cell, of whatever implementation. */
export interface CellHandleLike {
  set(value: number): void;
  unset(): void;
  setWeight(weight: number): void;
}

/** A tensor, of whatever implementation; what the reference does not give is optional. */
export interface TensorLike {
  readonly levels: readonly string[];
  readonly revision: number;
  writer(level: string, instance?: string): WriterLike;
  resolve(cursor: Cursor, restriction?: Restriction): readonly string[];
  rank(cursor: Cursor, restriction?: Restriction): readonly { readonly option: string; readonly score: number }[];
  best(cursor: Cursor, restriction?: Pick<Restriction, "among">): string | undefined;
  value(cursor: Cursor, option: string, dimension: string): number | undefined;
  weight(cursor: Cursor, option: string, dimension: string): number;
  support(level: string, option: string, dimension: string, restriction?: Pick<Restriction, "among">): number;
  instances(level: string): readonly string[];
  options(): readonly string[];
  dimensions(): readonly string[];
  cells(): Iterable<Cell>;
  subscribe(listener: (delta: Delta, revision: number) => void): () => void;
  explain?(
    cursor: Cursor,
    restriction?: Restriction,
  ): {
    readonly queue: readonly { readonly option: string; readonly score: number | "inf" | "-inf" | "nan" }[];
  };
}

/** An implementation that programs run on: the engine, the reference, or a defective engine that the laws should catch. */
export interface Implementation {
  readonly Tensor: new (levels: readonly string[]) => TensorLike;
}
