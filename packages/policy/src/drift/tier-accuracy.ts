import { checkNumber, checkWhole } from "../check-number.ts";
import { checkFlag, checkKeys, checkList } from "../check-options.ts";
import { normalQuantile } from "./normal-quantile.ts";

/** Where a share lies, with the confidence that was asked for. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * The interval of a share of which `right` of `count` were seen: within 0…1, and 0…1 itself without any. Wilson,
 * Probable inference, the law of succession, and statistical inference (1927). Throws `invalid-number`.
 *
 * @example
 * import { wilsonInterval } from "@thalweg/policy/drift";
 * const { low, high } = wilsonInterval(9, 10);
 * console.log(low.toFixed(2), high.toFixed(2)); // 0.60 0.98
 */
export function wilsonInterval(right: number, count: number, confidence = 0.95): Interval {
  checkWhole(count, "count");
  checkNumber(right, "right", 0, count);
  checkNumber(confidence, "confidence", 0, 1 - 2 ** -40);
  return intervalAt(right, count, normalQuantile((1 + confidence) / 2));
}

/** {@link wilsonInterval} at a normal quantile. */
function intervalAt(right: number, count: number, z: number): Interval {
  if (count === 0) return { low: 0, high: 1 };
  const share = right / count;
  const middle = (share + z ** 2 / (2 * count)) / (1 + z ** 2 / count);
  const radius = (z / (1 + z ** 2 / count)) * Math.sqrt((share * (1 - share)) / count + z ** 2 / (4 * count ** 2));
  return {
    low: right === 0 ? 0 : Math.max(0, middle - radius),
    high: right === count ? 1 : Math.min(1, middle + radius),
  };
}

/** What is known of a tier. */
export interface TierReading extends Interval {
  readonly tier: string;
  /** In the current window. */
  readonly count: number;
  readonly right: number;
  /**
   * `unknown` with fewer than the minimum; `below` or `holds` where the interval is on that side of the floor. Once
   * `below` it stays so until `restart`, whatever the counts of later windows are.
   */
  readonly verdict: "unknown" | "below" | "unsure" | "holds";
}

/** Counts by tier, as plain data, and whether it was found below the floor since it was last restarted. */
export type TierAccuracyState = readonly (readonly [tier: string, count: number, right: number, isBelow?: boolean])[];

/** Looked at after every outcome of a window, the interval is wrong more often than once: so it has to be surer. */
const CONFIDENCE = 0.99998;

/** Takes of {@link TierAccuracy}. */
export interface TierAccuracyOptions {
  readonly floor: number;
  /** Fewer outcomes say nothing: 30 by default. */
  readonly minimum?: number | undefined;
  /** After so many outcomes a tier is counted from 0 again, so that old ones do not hide a drift: 500 by default. */
  readonly window?: number | undefined;
  /** Of each interval; 0.99998 by default, since it is looked at after every outcome. */
  readonly confidence?: number | undefined;
  /** Of an earlier one, as `toJSON` gave it. */
  readonly state?: TierAccuracyState | undefined;
}

/**
 * Whether the answers of each tier are right often enough: shares with Wilson intervals, a minimum sample, and a
 * window. After an alarm, a tier is `below` until somebody has looked and restarts it.
 *
 * @example
 * import { TierAccuracy } from "@thalweg/policy/drift";
 * const accuracy = new TierAccuracy({ floor: 0.9 });
 * for (let i = 0; i < 40; i++) accuracy.observe("easy", i % 2 === 0);
 * console.log(accuracy.read("easy").verdict, accuracy.read("hard").verdict); // below unknown
 */
export class TierAccuracy {
  readonly #floor: number;
  readonly #minimum: number;
  readonly #window: number;
  readonly #quantile: number;
  readonly #tiers: Map<string, { count: number; right: number; isBelow: boolean }>;

  /** Throws `invalid-number`, `invalid-option`. */
  constructor(options: TierAccuracyOptions) {
    const known = ["floor", "minimum", "window", "confidence", "state"];
    const {
      floor,
      minimum = 30,
      window = 500,
      confidence = CONFIDENCE,
      state = [],
    } = checkKeys(options, known, "options");
    this.#floor = checkNumber(floor, "floor", 0, 1);
    this.#minimum = checkWhole(minimum, "minimum", 1);
    this.#window = checkWhole(window, "window", this.#minimum);
    this.#quantile = normalQuantile((1 + checkNumber(confidence, "confidence", 0, 1 - 2 ** -40)) / 2);
    this.#tiers = new Map();
    for (const [tier, count, right, isBelow = false] of checkList(state, "state")) {
      checkWhole(count, "state.count");
      checkFlag(isBelow, "state.isBelow");
      this.#tiers.set(tier, { count, right: checkWhole(right, "state.right", 0, count), isBelow });
    }
  }

  /** Takes an outcome, and says what is known of its tier now. Throws `invalid-option`. */
  observe(tier: string, isRight: boolean): TierReading {
    checkFlag(isRight, "isRight");
    const counts = this.#tiers.get(tier) ?? { count: 0, right: 0, isBelow: false };
    this.#tiers.set(tier, counts);
    if (counts.count >= this.#window) counts.count = counts.right = 0;
    counts.count++;
    if (isRight) counts.right++;
    const reading = this.read(tier);
    counts.isBelow = reading.verdict === "below";
    return reading;
  }

  /** What is known of a tier; of one without outcomes, nothing. */
  read(tier: string): TierReading {
    const { count, right, isBelow } = this.#tiers.get(tier) ?? { count: 0, right: 0, isBelow: false };
    const interval = intervalAt(right, count, this.#quantile);
    const isKnown = count >= this.#minimum;
    const now = interval.high < this.#floor ? "below" : interval.low >= this.#floor ? "holds" : "unsure";
    return { tier, count, right, ...interval, verdict: isBelow ? "below" : isKnown ? now : "unknown" };
  }

  /** Forgets what is known of a tier, of all where none is named. */
  restart(tier?: string): void {
    if (tier === undefined) this.#tiers.clear();
    else this.#tiers.delete(tier);
  }

  /** What one that goes on from here needs. */
  toJSON(): TierAccuracyState {
    return [...this.#tiers].map(([tier, { count, right, isBelow }]) => [tier, count, right, isBelow]);
  }
}
