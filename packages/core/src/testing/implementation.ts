import type { Cell, CellHandle, Explanation, Reader, Selection, WayUp, Writer } from "../index.ts";

export type { CellHandle as CellHandleLike, Selection as Restriction, WayUp };

/** A writer, of whatever implementation. */
export interface WriterLike
  extends Pick<
    Writer,
    | "setValue"
    | "setDefault"
    | "setWeight"
    | "setOptionWeight"
    | "gate"
    | "open"
    | "unsetValue"
    | "unsetDefault"
    | "unsetWeight"
    | "unsetOptionWeight"
    | "clear"
    | "apply"
    | "reduce"
    | "rollUp"
    | "corroborate"
    | "revoke"
  > {
  /** As `Writer.batch`. */
  batch<T>(write: (writer: WriterLike) => T): T;
  /** As `Writer.attenuate`. */
  attenuate(level: string, instance?: string): WriterLike;
  /** As `Writer.cell`. */
  cell(level: string, instance: string, option: string, dimension: string): CellHandle;
}

/** A tensor, of whatever implementation; what the reference does not give is optional. */
export interface TensorLike
  extends Pick<
    Reader,
    | "levels"
    | "revision"
    | "resolve"
    | "rank"
    | "best"
    | "value"
    | "weight"
    | "support"
    | "instances"
    | "options"
    | "dimensions"
    | "subscribe"
  > {
  /** As `Tensor.writer`. */
  writer(level: string, instance?: string): WriterLike;
  /** As `Reader.cells`. */
  cells(): Iterable<Cell>;
  /** As `Reader.explain`, as far as programs look at it. */
  explain?(...question: Parameters<Reader["explain"]>): Pick<Explanation, "queue">;
}

/** An implementation that programs run on: the engine, the reference, or a defective engine that the laws should catch. */
export interface Implementation {
  readonly Tensor: new (levels: readonly string[]) => TensorLike;
}
