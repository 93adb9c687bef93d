import type { Writer } from "@thalweg/core";
import { checkNumber } from "../check-number.ts";
import { checkKeys, checkObject } from "../check-options.ts";
import { PolicyError } from "../errors.ts";
import { usageDimension } from "./dimensions.ts";
import type { Totals } from "./usage-readings.ts";

/** Beyond it a running total would lose small amounts: the meter starts again, as after a restart. */
const LARGEST = 2 ** 52;

/** Takes of {@link UsageMeter}. */
export interface UsageMeterOptions<Level extends string = string> {
  readonly writer: Writer<Level>;
  readonly level: Level;
  readonly instance: string;
  /** By pool, the totals of an earlier meter, as `toJSON` gave them. */
  readonly state?: Totals | undefined;
}

/**
 * Says in the tensor how much one slice has drawn from each pool: a running total, the default of `usage:<pool>`.
 * Without a weight it counts in no score and makes no candidate; a total may come late, or twice, or skip steps,
 * without harm.
 *
 * After a restart give it its `state`. Without one its totals begin at 0, and a {@link PriceLoop} takes one that is
 * below the last it has read for such a beginning; but a total that has passed the last one by the next advance cannot
 * be told from one that went on, and what the old total was is then not counted.
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

  /** Throws `invalid-option` for the shared instance, `invalid-name` and `invalid-number` for a state that is none. */
  constructor(options: UsageMeterOptions<Level>) {
    const {
      writer,
      level,
      instance,
      state = {},
    } = checkKeys(options, ["writer", "level", "instance", "state"], "options");
    if (typeof instance !== "string" || instance === "") {
      throw new PolicyError("invalid-option", instance, "instance", "name an instance; the shared one is nobody's");
    }
    this.#writer = checkObject(writer, "writer");
    this.#level = level;
    this.#instance = instance;
    for (const [pool, total] of Object.entries(checkObject(state, "state"))) {
      usageDimension(pool);
      this.#totals.set(pool, checkNumber(total, `state.${pool}`, 0, LARGEST));
    }
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

  /** What a meter that goes on from here needs. */
  toJSON(): Totals {
    return Object.fromEntries(this.#totals);
  }
}
