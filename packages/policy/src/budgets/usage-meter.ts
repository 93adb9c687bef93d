import type { Writer } from "@thalweg/core";
import { checkNumber } from "../check-number.ts";
import { PolicyError } from "../errors.ts";
import { usageDimension } from "./dimensions.ts";

/** Beyond it a running total would lose small amounts: the meter starts again, as after a restart. */
const LARGEST = 2 ** 52;

/**
 * Says in the tensor how much one slice has drawn from each pool: a running total, the default of `usage:<pool>`. Without
 * a weight it counts in no score and makes no candidate; a total may come late, or twice, or skip steps, without harm.
 *
 * The instance must be a name: totals of the shared instance are nobody's, and a {@link PriceLoop} passes over them.
 *
 * @example
 * import { Tensor } from "@thalweg/core";
 * import { UsageMeter } from "@thalweg/policy/budgets";
 * const tensor = new Tensor(["global", "device"]);
 * const meter = new UsageMeter({ writer: tensor.writer("device", "A"), level: "device", instance: "A" });
 * meter.record("api", 0.02);
 * meter.record("api", 0.03);
 * console.log(tensor.value({ device: "A" }, "", "usage:api")); // 0.05
 */
export class UsageMeter<Level extends string = string> {
  readonly #writer: Writer<Level>;
  readonly #level: Level;
  readonly #instance: string;
  readonly #totals = new Map<string, number>();

  /** Throws `invalid-option` for the shared instance. */
  constructor({
    writer,
    level,
    instance,
  }: {
    readonly writer: Writer<Level>;
    readonly level: Level;
    readonly instance: string;
  }) {
    if (typeof instance !== "string" || instance === "") throw new PolicyError("invalid-option", instance, "instance");
    this.#writer = writer;
    this.#level = level;
    this.#instance = instance;
  }

  /**
   * Adds what was drawn from a pool, at least 0, in the pool's units. Throws `invalid-name`, `invalid-number`, and what
   * the writer refuses; then nothing was added.
   */
  record(pool: string, amount: number): void {
    const dimension = usageDimension(pool);
    checkNumber(amount, "amount", 0, LARGEST);
    const sum = (this.#totals.get(pool) ?? 0) + amount;
    const total = sum > LARGEST ? amount : sum;
    this.#writer.setDefault(this.#level, this.#instance, dimension, total);
    this.#totals.set(pool, total);
  }
}
