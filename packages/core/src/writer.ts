import { type Aggregate, aggregate } from "./aggregate.ts";
import { type CellHandle, handleOf } from "./cell.ts";
import type { Change, Delta } from "./delta.ts";
import { type Coordinate, TensorError, within } from "./errors.ts";
import { checkName, checkNames } from "./names.ts";
import { reportsOf } from "./reports.ts";
import { checkContent, type LayerNumber, type Store, VALUE, WEIGHT } from "./store.ts";

/** In place of a number: take the layer away. */
const UNSET = Symbol();

/** What every way up takes (section 6 of the algebra): it reads one level and writes one instance of a coarser one. */
export interface WayUp<Level extends string = string> {
  readonly from: Level;
  readonly to: Level;
  /** The instance of `to` that is written; the shared one by default. */
  readonly into?: string | undefined;
  /** Only these instances report. */
  readonly among?: readonly string[] | undefined;
}

/** Takes of `reduce`: one (option, dimension), by the median unless `using` says otherwise. */
export interface Reduction<Level extends string = string> extends WayUp<Level> {
  readonly option: string;
  readonly dimension: string;
  readonly using?: Aggregate | undefined;
}

/** Takes of `rollUp`: every (option, dimension) with a report, or those of one option or dimension. */
export interface RollUp<Level extends string = string> extends WayUp<Level> {
  readonly option?: string | undefined;
  readonly dimension?: string | undefined;
  readonly using?: Aggregate | undefined;
}

/** Takes of `corroborate`: how many distinct reporters it takes, a whole number from 1, by default 2. */
export interface Corroboration<Level extends string = string> extends WayUp<Level> {
  readonly option?: string | undefined;
  readonly dimension?: string | undefined;
  readonly quorum?: number | undefined;
}

/**
 * The capability to write: its floor level and finer ones, never coarser; a pinned writer one slice alone (section 5
 * of the algebra). Every refusal is a {@link TensorError} that changed nothing: `revoked`, `unknown-level`, `write-up`,
 * `foreign-level`, `foreign-instance`, `invalid-name`, and what is named at the method.
 *
 * @example
 * import { Tensor } from "@thalweg/core";
 * const tensor = new Tensor(["global", "device"]);
 * const device = tensor.writer("device", "A");
 * device.setValue("device", "A", "groq", "latency", 0.05);
 * console.log(tensor.value({ device: "A" }, "groq", "latency")); // 0.05
 */
export class Writer<Level extends string = string> {
  readonly #store: Store;
  readonly #depth: number;
  readonly #instance: string | undefined;
  readonly #parent: Writer | undefined;
  #revoked = false;

  /** Made by `tensor.writer` and {@link Writer.attenuate}. */
  constructor(store: Store, floor: string, pin: readonly string[] = [], parent?: Writer) {
    this.#store = store;
    this.#depth = store.depthOf(floor);
    // Of a pin that is given, none is made by mistake: `undefined` is no instance.
    if (pin.length > 0) checkName(pin[0], "instance", { level: floor });
    this.#instance = pin[0];
    this.#parent = parent;
  }

  /** The coarsest level that it may write. */
  get floor(): Level {
    return this.#store.levels[this.#depth] as Level;
  }

  /** The one instance of the floor level that a pinned writer may write. */
  get instance(): string | undefined {
    return this.#instance;
  }

  /** Sets what an option counts as in a dimension; lower is better, +∞ gates. Throws `invalid-value`. */
  setValue(level: Level, instance: string, option: string, dimension: string, value: number): void {
    this.#set(VALUE, level, instance, option, dimension, value);
  }

  /** Sets the value of every option that has none of its own (law 2.6). Throws `invalid-value`. */
  setDefault(level: Level, instance: string, dimension: string, value: number): void {
    this.#set(VALUE, level, instance, "", dimension, value);
  }

  /** Sets how much a dimension counts. Throws `invalid-weight`. */
  setWeight(level: Level, instance: string, dimension: string, weight: number): void {
    this.#set(WEIGHT, level, instance, "", dimension, weight);
  }

  /** Sets how much a dimension counts for one option. Throws `invalid-weight`. */
  setOptionWeight(level: Level, instance: string, option: string, dimension: string, weight: number): void {
    this.#set(WEIGHT, level, instance, option, dimension, weight);
  }

  /** Closes an option: value +∞ (law 4.2). */
  gate(level: Level, instance: string, option: string, dimension: string): void {
    this.setValue(level, instance, option, dimension, Infinity);
  }

  /** Answers a gate: value 0. */
  open(level: Level, instance: string, option: string, dimension: string): void {
    this.setValue(level, instance, option, dimension, 0);
  }

  /** Unsets a value: what is coarser counts again. */
  unsetValue(level: Level, instance: string, option: string, dimension: string): void {
    this.#set(VALUE, level, instance, option, dimension, UNSET);
  }

  /** Unsets a default. */
  unsetDefault(level: Level, instance: string, dimension: string): void {
    this.unsetValue(level, instance, "", dimension);
  }

  /** Unsets a weight. */
  unsetWeight(level: Level, instance: string, dimension: string): void {
    this.unsetOptionWeight(level, instance, "", dimension);
  }

  /** Unsets an option's own weight. */
  unsetOptionWeight(level: Level, instance: string, option: string, dimension: string): void {
    this.#set(WEIGHT, level, instance, option, dimension, UNSET);
  }

  /** Unsets every cell of a slice, both layers. */
  clear(level: Level, instance: string): void {
    const store = this.#store;
    const slice = store.findSlice(this.#permit({ level, instance }), instance);
    checkName(instance, "instance", { level, instance });
    this.batch(() => {
      for (const layer of [VALUE, WEIGHT] as const) {
        // From the end, so that no cell has to move up.
        for (const slot of store.layers[layer].slotsOf(slice).reverse()) store.write(layer, slice, slot, NaN);
      }
    });
  }

  /**
   * Writes atomically: all that `write` does, or, where an error leaves it, nothing; one revision and one notification
   * (law 5.5). Reads inside see the batch's own writes; a batch inside a batch is a savepoint. Throws `async-batch`.
   */
  batch<T>(write: (writer: this) => T): T {
    this.#checkAlive();
    return this.#store.transact(() => write(this));
  }

  /** Applies a delta as a batch (law 8.2). Throws `invalid-delta`, `invalid-value`, `invalid-weight`. */
  apply(delta: Delta): void {
    this.#checkAlive();
    if (!Array.isArray(delta)) throw new TensorError("invalid-delta", delta);
    this.batch(() => {
      for (const [i, change] of (delta as readonly (Partial<Change> | null)[]).entries()) {
        const { level, instance, option, dimension, layer, content = UNSET } = change ?? {};
        if (layer !== "value" && layer !== "weight") {
          throw new TensorError("invalid-delta", layer, {}, `[${i}].layer`);
        }
        // Whatever the names are, they are checked as those of any caller without types.
        const at = [level, instance, option, dimension] as [Level, string, string, string];
        within(`[${i}]`, () => this.#set(layer === "value" ? VALUE : WEIGHT, ...at, content, "content"));
      }
    });
  }

  /**
   * Reduces the reports at one (option, dimension) to one cell at a coarser level (law 6.1); returns the value written,
   * or nothing where there is no report. Throws `not-coarser`, `invalid-argument`, `invalid-value` (a sum overflows).
   */
  reduce(reduction: Reduction<Level>): number | undefined {
    return this.#reduce(reduction, ["option", "dimension"])[0];
  }

  /**
   * {@link reduce} for every (option, dimension) with a report, as a batch (law 6.2); returns how many cells that were.
   * Throws `not-coarser`, `invalid-argument`, `invalid-value` (a sum overflows).
   */
  rollUp(rollUp: RollUp<Level>): number {
    return this.#reduce(rollUp).length;
  }

  /**
   * Sets 1 at a coarser level wherever `quorum` distinct instances, other than the option itself, report a value above
   * 0 (law 6.4); returns how many cells that were. Throws `not-coarser`, `invalid-argument`.
   */
  corroborate(corroboration: Corroboration<Level>): number {
    const store = this.#store;
    const { from, among, quorum = 2 } = corroboration;
    const check = (): void => {
      if (!Number.isInteger(quorum) || quorum < 1) throw new TensorError("invalid-argument", quorum, {}, "quorum");
    };
    return this.#wayUp(corroboration, check, (values, slot) => {
      const { option } = store.coordinate(0, slot);
      const itself = store.findSlice(store.depthOf(from), option);
      const vote = itself < 0 || among?.includes(option) === false ? NaN : store.read(VALUE, itself, slot);
      const votes = values.filter((value) => value > 0).length - (vote > 0 && vote < Infinity ? 1 : 0);
      return votes >= quorum ? 1 : undefined;
    }).length;
  }

  /**
   * A writer that may do less (law 5.3): a finer floor, or one slice; a pinned one stays pinned. Throws `write-up`,
   * `foreign-level`, `foreign-instance` for more.
   */
  attenuate<Floor extends Level>(level: Floor, instance: string): Writer<Floor>;
  attenuate(level: Level): Writer<Level>;
  attenuate(level: Level, ...given: string[]): Writer<Level> {
    const pin = given.length > 0 || this.#instance === undefined ? given : [this.#instance];
    this.#permit({ level, instance: pin[0] ?? "" });
    return new Writer(this.#store, level, pin, this);
  }

  /** Ends this writer, and all that were attenuated from it, at once and for good: in a batch, too, and if it is undone. */
  revoke(): void {
    this.#revoked = true;
  }

  /** A handle on one cell, for hot loops. */
  cell(level: Level, instance: string, option: string, dimension: string): CellHandle {
    const at = { level, instance, option, dimension };
    const depth = this.#permit(at);
    checkNames(at);
    return handleOf(this.#store, depth, at, () => this.#checkAlive(at));
  }

  /** Throws `revoked` if this writer, or one that it was attenuated from, was revoked. */
  #checkAlive(at?: Partial<Coordinate>): void {
    for (let writer: Writer | undefined = this; writer !== undefined; writer = writer.#parent) {
      if (writer.#revoked) throw new TensorError("revoked", this.floor, at);
    }
  }

  /** The level's number, if the slice may be written; else throws what is in the way. */
  #permit(at: Partial<Coordinate> & { level: string; instance: string }): number {
    this.#checkAlive(at);
    const depth = this.#store.depthOf(at.level);
    const pinned = this.#instance !== undefined;
    if (depth < this.#depth) throw new TensorError("write-up", at.level, at, "level");
    if (pinned && depth > this.#depth) throw new TensorError("foreign-level", at.level, at, "level");
    if (pinned && at.instance !== this.#instance)
      throw new TensorError("foreign-instance", at.instance, at, "instance");
    return depth;
  }

  #set(
    layer: LayerNumber,
    level: string,
    instance: string,
    option: string,
    dimension: string,
    content: number | typeof UNSET,
    place?: string,
  ): void {
    const at = { level, instance, option, dimension };
    const depth = this.#permit(at);
    if (content !== UNSET && !Number.isFinite(content)) {
      checkNames(at);
      checkContent(layer, content, at, place);
    }
    this.#store.writeNamed(layer, depth, at, content === UNSET ? NaN : content + 0);
  }

  #reduce(rollUp: RollUp<Level>, named?: readonly ("option" | "dimension")[]): number[] {
    const { using = "median" } = rollUp;
    const reduce = (values: Float64Array): number => aggregate(values, using);
    return this.#wayUp(rollUp, () => reduce(new Float64Array(1)), reduce, named);
  }

  /** Writes what `reduce` makes of the reports at each slot, as a batch, unless `check` refuses; returns what was written. */
  #wayUp(
    wayUp: RollUp<Level>,
    check: () => void,
    reduce: (values: Float64Array, slot: number) => number | undefined,
    named: readonly ("option" | "dimension")[] = [],
  ): number[] {
    const store = this.#store;
    const { from, to, into = "" } = wayUp;
    const slice = { level: to, instance: into };
    // In the order of a write: what may be written, by what names, then the way itself, and how it is gone.
    const target = this.#permit(slice);
    checkName(into, "instance", slice);
    for (const axis of named) checkName(wayUp[axis], axis, slice);
    const depth = store.depthOf(from, "from");
    if (target >= depth) throw new TensorError("not-coarser", to, slice, "to");
    check();
    const written: number[] = [];
    this.batch(() => {
      for (const [slot, values] of reportsOf(store, depth, wayUp)) {
        const at = { ...store.coordinate(0, slot), ...slice };
        const result = reduce(values, slot);
        if (result === undefined) continue;
        if (!Number.isFinite(result)) throw new TensorError("invalid-value", result, at);
        written.push(result + 0);
        this.#set(VALUE, to, into, at.option, at.dimension, result);
      }
    });
    return written;
  }
}
