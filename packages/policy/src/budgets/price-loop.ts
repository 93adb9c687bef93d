import type { Cursor, Reader, Writer } from "@thalweg/core";
import { checkNumber, checkPositive } from "../check-number.ts";
import { checkKeys, checkList, checkObject } from "../check-options.ts";
import { PolicyError } from "../errors.ts";
import { Clock, type ClockState } from "./clock.ts";
import { budgetDimension } from "./dimensions.ts";
import { nextPrice, priceStep } from "./price.ts";
import { readUsage, type Totals, type UsageReadings } from "./usage-readings.ts";

/** What is shared, and how much of it there is. */
export interface Pool {
  readonly name: string;
  /** Units per window, above 0. To close a pool, gate its options. */
  readonly cap: number;
  /** The price, in score per unit, at which hardly anybody would still choose the pool; see {@link priceStep}. */
  readonly swing: number;
}

/** What one advance saw and did. */
export interface PoolReading {
  readonly pool: string;
  /** What was drawn since the advance before, and what the cap allowed for that time. */
  readonly usage: number;
  readonly cap: number;
  readonly price: number;
}

/** A loop's memory as plain data; prices stand in the tensor. */
export interface PriceLoopState extends ClockState {
  /** By pool. */
  readonly totals: Readonly<Record<string, Totals>>;
  /** By pool: since when the instances that are gone have been. */
  readonly gone?: Readonly<Record<string, Totals>> | undefined;
}

/** Takes of {@link PriceLoop}. */
export interface PriceLoopOptions<Level extends string = string> {
  readonly reader: Reader;
  /** Of the cell where the prices stand; the one that writes them. */
  readonly writer: Writer<Level>;
  readonly level: Level;
  readonly instance?: string | undefined;
  /** The level whose instances report what they drew (see {@link UsageMeter}). */
  readonly from: string;
  readonly pools: readonly Pool[];
  /** Milliseconds. */
  readonly window: number;
  readonly tolerance?: number | undefined;
  /** Of an earlier loop, as `toJSON` gave it. */
  readonly state?: PriceLoopState | undefined;
}

const KNOWN: readonly (keyof PriceLoopOptions)[] = [
  "reader",
  "writer",
  "level",
  "instance",
  "from",
  "pools",
  "window",
  "tolerance",
  "state",
];

/** So many swings is the highest price: with the default tolerance an idle tenth of a window takes it down again. */
const CEILING = 10;

/**
 * Keeps pools within their caps by price: reads what every instance has drawn, and writes each pool's shadow price as
 * the shared weight of `budget:<pool>`, where an option's value is what one call of it draws. So the queue bends by
 * itself: score = cost + Σ price · draw, the Lagrangian of the problem "least cost within the caps".
 *
 * Advance it {@link advancesPerWindow} times a window or more. A burst within one advance overshoots; reserve to stop
 * that.
 *
 * @example
 * import { Tensor } from "@thalweg/core";
 * import { PriceLoop } from "@thalweg/policy/budgets";
 * const tensor = new Tensor(["global", "device"]);
 * const [writer, pools] = [tensor.writer("global"), [{ name: "api", cap: 100, swing: 1 }]];
 * const loop = new PriceLoop({ reader: tensor, writer, level: "global", from: "device", pools, window: 60_000 });
 * loop.advance(0);
 * tensor.writer("device").setDefault("device", "A", "usage:api", 1.5);
 * console.log(loop.advance(600)); // [ { pool: 'api', usage: 1.5, cap: 1, price: 0.5 } ]
 */
export class PriceLoop<Level extends string = string> {
  readonly #options: PriceLoopOptions<Level>;
  readonly #pools: Map<string, Pool>;
  readonly #prices = new Map<string, number>();
  #clock: Clock;
  #readings: ReadonlyMap<string, UsageReadings>;

  /** Prices begin where the tensor has them. Throws `invalid-number`, `invalid-name`, `invalid-option` (a pool twice). */
  constructor(options: PriceLoopOptions<Level>) {
    const {
      reader,
      writer,
      level,
      instance = "",
      pools,
      window,
      tolerance,
      state,
    } = checkKeys(options, KNOWN, "options");
    checkObject(reader, "reader");
    checkObject(writer, "writer");
    checkPositive(window, "window");
    for (const [i, pool] of checkList(pools, "pools").entries()) {
      checkObject(pool, `pools[${i}]`);
      checkKeys(pool, ["name", "cap", "swing"], `pools[${i}]`);
    }
    this.#options = options;
    this.#pools = new Map(pools.map((pool) => [pool.name, pool]));
    if (this.#pools.size < pools.length) {
      throw new PolicyError("invalid-option", pools.length, "pools", "give each pool once");
    }
    const cursor: Cursor = { [level]: instance };
    for (const { name, cap, swing } of pools) {
      priceStep({ cap, swing, tolerance });
      const price = Math.max(0, reader.weight(cursor, "", budgetDimension(name)));
      this.#prices.set(name, Math.min(price, ceilingOf(swing)));
    }
    const { totals = {}, gone = {}, ...clock } = checkKeys(state, ["at", "behind", "totals", "gone"], "state");
    this.#clock = new Clock(window, clock);
    const known = Object.entries(totals).map(([name, last]): [string, UsageReadings] => [
      name,
      {
        totals: checkTotals(last, `state.totals.${name}`, 0),
        gone: checkTotals((Object.hasOwn(gone, name) && gone[name]) || {}, `state.gone.${name}`),
      },
    ]);
    this.#readings = new Map(known);
  }

  /** A pool shrinks or grows; its price follows from the next advance on. Throws `unknown-option`, `invalid-number`. */
  setCap(pool: string, cap: number): void {
    const known = this.#pools.get(pool);
    if (known === undefined) throw new PolicyError("unknown-option", pool, "pool");
    checkPositive(cap, "cap");
    this.#pools.set(pool, { ...known, cap });
  }

  /**
   * Takes one step of every price, as one batch: `now` in milliseconds. The first one, without a state, only takes the
   * totals down. A clock that stands still or runs backwards earns no allowance until it is beyond the latest time
   * seen, or has gone on behind it for a window: what was drawn meanwhile counts against a cap of 0. Throws
   * `invalid-number`, and what the writer refuses; then nothing has changed.
   */
  advance(now: number): readonly PoolReading[] {
    const { reader, writer, level, instance = "", from, window, tolerance } = this.#options;
    const isFirst = this.#clock.at === undefined;
    const clock = new Clock(window, this.#clock.toJSON());
    const elapsed = clock.tell(now);
    const at = clock.at as number;
    const known = new Map<string, UsageReadings>();
    const readings = [...this.#pools.values()].map(({ name, cap: capOfWindow, swing }): PoolReading => {
      const before = isFirst ? undefined : (this.#readings.get(name) ?? { totals: {}, gone: {} });
      const { drawn: usage, ...read } = readUsage({ reader, level: from, pool: name, before, now: at, window });
      known.set(name, read);
      const price = this.#prices.get(name) ?? 0;
      const cap = Math.min(Number.MAX_VALUE, capOfWindow * (elapsed / window));
      const step = priceStep({ cap: capOfWindow, swing, tolerance });
      return { pool: name, usage, cap, price: nextPrice({ price, usage, cap, step, ceiling: ceilingOf(swing) }) };
    });
    writer.batch(() => {
      for (const { pool, price } of readings) writer.setWeight(level, instance, budgetDimension(pool), price);
    });
    for (const { pool, price } of readings) this.#prices.set(pool, price);
    this.#readings = known;
    this.#clock = clock;
    return readings;
  }

  /** What a loop that goes on from here needs besides the tensor. */
  toJSON(): PriceLoopState {
    const readings = [...this.#readings];
    return {
      ...this.#clock.toJSON(),
      totals: Object.fromEntries(readings.map(([name, { totals }]) => [name, totals])),
      gone: Object.fromEntries(readings.map(([name, { gone }]) => [name, gone])),
    };
  }
}

const ceilingOf = (swing: number): number => Math.min(Number.MAX_VALUE, CEILING * swing);

function checkTotals(totals: Totals, place: string, low: number = -Infinity): Totals {
  for (const [name, total] of Object.entries(checkObject(totals, place))) checkNumber(total, `${place}.${name}`, low);
  return totals;
}
