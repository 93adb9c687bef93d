import { buildDeclaration, type Declaration } from "./declaration.ts";
import { Reader } from "./reader.ts";
import { decodeSnapshot } from "./snapshot.ts";
import { Store } from "./store.ts";
import { Views } from "./view.ts";
import { Writer } from "./writer.ts";

/** A level and all finer ones: what a writer with that floor may write. */
export type FinerOrEqual<Levels extends readonly string[], Floor extends string> = Levels extends readonly [
  infer Coarsest,
  ...infer Finer extends readonly string[],
]
  ? Coarsest extends Floor
    ? Levels[number]
    : FinerOrEqual<Finer, Floor>
  : Levels[number];

/**
 * The sparse tensor `T[level][instance][option][dimension] → value, weight`: facts are written through writers, and
 * `resolve` says in which order to try the options, here and now.
 *
 * @example
 * import { Tensor } from "@thalweg/core";
 * const tensor = new Tensor(["global", "workspace", "device"]);
 * const writer = tensor.writer("global");
 * writer.setValue("global", "", "groq", "latency", 0.4);
 * writer.setWeight("global", "", "latency", 1);
 * console.log(tensor.resolve({ device: "A" })); // [ 'groq' ]
 */
export class Tensor<const Levels extends readonly string[] = readonly string[]> extends Reader<Levels> {
  readonly #views: Views;

  /** Takes 1 to 32 level names, coarse to fine. Throws `invalid-levels`, `invalid-name`. */
  constructor(levels: Levels) {
    // A store comes from `from` and `fromJSON` alone, which the signature does not show.
    const store: unknown = levels;
    const views = new Views(store instanceof Store ? store : new Store(levels));
    super(views);
    this.#views = views;
  }

  /**
   * Mints a writer: for a level and all finer ones, or, with an instance, pinned to that slice alone (section 5 of the
   * algebra). Throws `unknown-level`, `invalid-name`.
   */
  writer<Floor extends Levels[number]>(level: Floor): Writer<FinerOrEqual<Levels, Floor>>;
  writer<Floor extends Levels[number]>(level: Floor, instance: string): Writer<Floor>;
  writer(level: string, ...pin: string[]): Writer {
    return new Writer(this.#views.store, level, pin);
  }

  /** This tensor without the power to mint writers. */
  reader(): Reader<Levels> {
    return new Reader(this.#views);
  }

  /** The tensor that a snapshot was made from (law 8.3). Throws `invalid-snapshot`. */
  static from<const Levels extends readonly string[] = readonly string[]>(snapshot: Uint8Array): Tensor<Levels> {
    return new Tensor(decodeSnapshot(snapshot) as unknown as Levels);
  }

  /**
   * The tensor that a declaration describes, as an object or JSON text: `toJSON`'s inverse, and the form to write by
   * hand. Every refusal names the place. Throws `invalid-declaration`, and what levels and writers refuse.
   *
   * @example
   * import { Tensor } from "@thalweg/core";
   * const tensor = Tensor.fromJSON({
   *   levels: ["global", "device"],
   *   cells: [{ floor: "global", level: "device", instance: "A", option: "local", dimension: "cost", value: 0 }],
   * });
   * console.log(tensor.best({ device: "A" })); // local
   */
  static fromJSON<const Levels extends readonly string[] = readonly string[]>(
    declaration: Declaration | string,
  ): Tensor<Levels> {
    return new Tensor(buildDeclaration(declaration) as unknown as Levels);
  }
}
