import type { Aggregate, CellHandle, Coordinate, Delta, Layer } from "../index.ts";
import { TensorError } from "../index.ts";
import type { Blackboard } from "./blackboard.ts";
import { isName } from "./names.ts";
import { aggregate } from "./reference-aggregate.ts";

interface WayUp {
  readonly from: string;
  readonly to: string;
  readonly into?: string;
  readonly among?: readonly string[];
}
interface Scope {
  readonly option?: string;
  readonly dimension?: string;
}

/** The write half of the reference (sections 5 and 6): a floor, perhaps a pin, and a parent that may be revoked. */
export class ReferenceWriter {
  readonly #board: Blackboard;
  readonly floor: string;
  readonly instance: string | undefined;
  readonly #parent: ReferenceWriter | undefined;
  #revoked = false;

  constructor(board: Blackboard, floor: string, instance: string | undefined, parent: ReferenceWriter | undefined) {
    this.#board = board;
    this.floor = floor;
    this.instance = instance;
    this.#parent = parent;
  }

  /** As `Writer.setValue`. */
  setValue(level: string, instance: string, option: string, dimension: string, value: number): void {
    this.#put({ level, instance, option, dimension }, "value", value);
  }
  /** As `Writer.setDefault`. */
  setDefault(level: string, instance: string, dimension: string, value: number): void {
    this.setValue(level, instance, "", dimension, value);
  }
  /** As `Writer.setOptionWeight`. */
  setOptionWeight(level: string, instance: string, option: string, dimension: string, weight: number): void {
    this.#put({ level, instance, option, dimension }, "weight", weight);
  }
  /** As `Writer.setWeight`. */
  setWeight(level: string, instance: string, dimension: string, weight: number): void {
    this.setOptionWeight(level, instance, "", dimension, weight);
  }
  /** As `Writer.gate`. */
  gate(level: string, instance: string, option: string, dimension: string): void {
    this.setValue(level, instance, option, dimension, Number.POSITIVE_INFINITY);
  }
  /** As `Writer.open`. */
  open(level: string, instance: string, option: string, dimension: string): void {
    this.setValue(level, instance, option, dimension, 0);
  }
  /** As `Writer.unsetValue`. */
  unsetValue(level: string, instance: string, option: string, dimension: string): void {
    this.#unset({ level, instance, option, dimension }, "value");
  }
  /** As `Writer.unsetDefault`. */
  unsetDefault(level: string, instance: string, dimension: string): void {
    this.unsetValue(level, instance, "", dimension);
  }
  /** As `Writer.unsetOptionWeight`. */
  unsetOptionWeight(level: string, instance: string, option: string, dimension: string): void {
    this.#unset({ level, instance, option, dimension }, "weight");
  }
  /** As `Writer.unsetWeight`. */
  unsetWeight(level: string, instance: string, dimension: string): void {
    this.unsetOptionWeight(level, instance, "", dimension);
  }

  /** As `Writer.cell`. */
  cell(level: string, instance: string, option: string, dimension: string): CellHandle {
    return {
      set: (value: number): void => this.setValue(level, instance, option, dimension, value),
      unset: (): void => this.unsetValue(level, instance, option, dimension),
      setWeight: (weight: number): void => this.setOptionWeight(level, instance, option, dimension, weight),
    };
  }

  /** As `Writer.clear`. */
  clear(level: string, instance: string): void {
    this.#permit({ level, instance });
    this.#board.atomically(() => this.#board.clear(level, instance));
  }

  /** As `Writer.batch`. */
  batch<T>(write: (writer: this) => T): T {
    this.#live();
    return this.#board.atomically(() => write(this));
  }

  /** As `Writer.apply`. */
  apply(delta: Delta): void {
    this.#live();
    const sound = Array.isArray(delta) && delta.every((change) => ["value", "weight"].includes(change?.layer));
    if (!sound) throw new TensorError("invalid-delta", "no delta");
    this.#board.atomically(() => {
      for (const { layer, content, ...coordinate } of delta)
        if (content === undefined) this.#unset(coordinate, layer);
        else this.#put(coordinate, layer, content);
    });
  }

  /** As `Writer.reduce`. */
  reduce(
    way: WayUp & { readonly option: string; readonly dimension: string; readonly using?: Aggregate },
  ): number | undefined {
    const { from, to, into = "", option, dimension, using = "median", among } = way;
    this.#permitUp(way, { option, dimension });
    const values = this.#board.reports(from, option, dimension, among).map(([, value]) => value);
    const result = aggregate(values, using);
    if (result === undefined) return undefined;
    const above = { level: to, instance: into, option, dimension };
    if (!Number.isFinite(result)) throw new TensorError("invalid-value", "the result overflows", above);
    this.#put(above, "value", result);
    return result;
  }

  /** As `Writer.rollUp`. */
  rollUp(way: WayUp & Scope & { readonly using?: Aggregate }): number {
    this.#permitUp(way);
    aggregate([], way.using ?? "median"); // a bad `using` is refused even where nobody reports
    return this.#count(way, (option, dimension) => this.reduce({ ...way, option, dimension }) !== undefined);
  }

  /** As `Writer.corroborate`. */
  corroborate(way: WayUp & Scope & { readonly quorum?: number }): number {
    const { from, to, into = "", among, quorum = 2 } = way;
    this.#permitUp(way);
    if (!Number.isInteger(quorum) || quorum < 1) throw new TensorError("invalid-argument", "no quorum", {}, "quorum");
    return this.#count(way, (option, dimension) => {
      const reports = this.#board.reports(from, option, dimension, among);
      const votes = reports.filter(([reporter, value]) => reporter !== option && value > 0);
      if (votes.length >= quorum) this.setValue(to, into, option, dimension, 1);
      return votes.length >= quorum;
    });
  }

  /** As `Writer.attenuate`. */
  attenuate(level: string, instance: string | undefined = this.instance): ReferenceWriter {
    this.#permit(instance === undefined ? { level } : { level, instance });
    return new ReferenceWriter(this.#board, level, instance, this);
  }

  /** As `Writer.revoke`. */
  revoke(): void {
    this.#revoked = true;
  }

  #count(way: WayUp & Scope, act: (option: string, dimension: string) => boolean): number {
    const options = way.option === undefined ? this.#board.names("option") : [way.option];
    const dimensions = way.dimension === undefined ? this.#board.names("dimension") : [way.dimension];
    return this.#board.atomically(
      () => options.flatMap((option) => dimensions.filter((dimension) => act(option, dimension))).length,
    );
  }

  #put(coordinate: Coordinate, layer: Layer, content: number): void {
    this.#permit(coordinate);
    const allowed = Number.isFinite(content) || (layer === "value" && content === Number.POSITIVE_INFINITY);
    if (!allowed) throw new TensorError(`invalid-${layer}`, String(content), coordinate);
    this.#board.write(coordinate, layer, content);
  }

  #unset(coordinate: Coordinate, layer: Layer): void {
    this.#permit(coordinate);
    this.#board.write(coordinate, layer, undefined);
  }

  #live(): void {
    if (this.#revoked) throw new TensorError("revoked", "revoked writer");
    if (this.#parent !== undefined) this.#parent.#live();
  }

  #permitUp({ from, to, into = "" }: WayUp, names?: Required<Scope>): void {
    this.#permit({ level: to, instance: into, ...names });
    if (this.#board.depth(to) >= this.#board.depth(from))
      throw new TensorError("not-coarser", "no way up", { level: to });
  }

  /** The checks of a write, in the order of the API page. */
  #permit(coordinate: Partial<Coordinate> & { readonly level: string }): void {
    this.#live();
    const { level, instance } = coordinate;
    const below = this.#board.depth(level) - this.#board.depth(this.floor);
    if (below < 0) throw new TensorError("write-up", "a coarser level", coordinate);
    if (this.instance !== undefined && below > 0) throw new TensorError("foreign-level", "a finer level", coordinate);
    if (this.instance !== undefined && instance !== this.instance)
      throw new TensorError("foreign-instance", "another slice", coordinate);
    const named = (["instance", "option", "dimension"] as const).every(
      (axis) =>
        !(axis in coordinate) || (isName(coordinate[axis]) && !(axis === "dimension" && coordinate[axis] === "")),
    );
    if (!named) throw new TensorError("invalid-name", "no name", coordinate);
  }
}
