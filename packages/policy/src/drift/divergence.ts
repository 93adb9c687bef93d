import { checkNumber, checkWhole } from "../check-number.ts";
import { checkKeys, checkObject } from "../check-options.ts";
import { PolicyError } from "../errors.ts";
import { chiSquareQuantile } from "./normal-quantile.ts";

/** Counts by bin, such as requests by tier or by step type. */
export type Counts = Readonly<Record<string, number>>;

/** What a bin has; a name such as toString is a bin like any other. */
const countOf = (counts: Counts, bin: string): number => (Object.hasOwn(counts, bin) ? (counts[bin] ?? 0) : 0);

/** Shares of the union of the bins, with so much added to every count that none is 0. */
function sharesOf(reference: Counts, current: Counts, smoothing: number): readonly (readonly [number, number])[] {
  checkNumber(smoothing, "smoothing", 1e-9, 1e9);
  checkObject(reference, "reference");
  checkObject(current, "current");
  const bins = [...new Set([...Object.keys(reference), ...Object.keys(current)])];
  const sum = (counts: Counts, place: string): number =>
    Object.keys(counts).reduce((total, bin) => total + checkNumber(counts[bin], `${place}.${bin}`, 0, 1e15), 0);
  const of = (counts: Counts, bin: string): number => countOf(counts, bin) + smoothing;
  const [before, now] = [sum(reference, "reference"), sum(current, "current")].map(
    (each) => each + smoothing * bins.length,
  );
  return bins.map((bin) => [of(reference, bin) / (before as number), of(current, bin) / (now as number)]);
}

/**
 * The Kullback–Leibler divergence Σ q ln(q / p) of the current shares q from those of the reference p, in nats: 0 for the
 * same shares, at least 0, and always finite since `smoothing` (0.5 by default, the prior of Jeffreys) is added to every
 * count. Kullback and Leibler (1951). Throws `invalid-number`.
 *
 * @example
 * import { klDivergence } from "@thalweg/policy/drift";
 * console.log(klDivergence({ easy: 80, hard: 20 }, { easy: 40, hard: 60 }).toFixed(2)); // 0.37
 */
export function klDivergence(reference: Counts, current: Counts, smoothing = 0.5): number {
  const shares = sharesOf(reference, current, smoothing);
  return Math.max(
    0,
    shares.reduce((sum, [p, q]) => sum + q * Math.log(q / p), 0),
  );
}

/**
 * The population stability index Σ (q − p) ln(q / p), which is the divergence in both directions: symmetric, at least 0,
 * and always finite. Jeffreys (1946). Throws `invalid-number`.
 */
export function stabilityIndex(reference: Counts, current: Counts, smoothing = 0.5): number {
  return sharesOf(reference, current, smoothing).reduce((sum, [p, q]) => sum + (q - p) * Math.log(q / p), 0);
}

/** What {@link compareShares} says: `unknown` where one of the samples is too small. */
export interface Comparison {
  readonly drift: "unknown" | "none" | "shift";
  readonly divergence: number;
  /** What the divergence of two samples of the same distribution exceeds with the probability `falseAlarm`. */
  readonly threshold: number;
}

/** Takes of {@link compareShares}. */
export interface CompareOptions {
  readonly measure?: "kl" | "psi" | undefined;
  /** The probability of an alarm, per comparison, where nothing has changed: 0.001 by default. */
  readonly falseAlarm?: number | undefined;
  /** A smaller sample says nothing: 100 by default. */
  readonly minimum?: number | undefined;
}

/**
 * Whether the shares of two samples differ by more than chance, by KL or by PSI. A fixed threshold, as 0.1 or 0.2, alarms
 * on small samples of the same distribution and is blind on large ones; this one follows the sizes n and m: twice KL, and
 * PSI, are about (1/n + 1/m) · χ² with one degree of freedom less than bins (Wilks, 1938; Yurdakul, 2018).
 *
 * Throws `invalid-number`; `invalid-option` for another measure.
 *
 * @example
 * import { compareShares } from "@thalweg/policy/drift";
 * console.log(compareShares({ easy: 800, hard: 200 }, { easy: 41, hard: 9 }).drift); // unknown
 * console.log(compareShares({ easy: 800, hard: 200 }, { easy: 160, hard: 40 }).drift); // none
 * console.log(compareShares({ easy: 800, hard: 200 }, { easy: 120, hard: 80 }).drift); // shift
 */
export function compareShares(reference: Counts, current: Counts, options: CompareOptions = {}): Comparison {
  const known = ["measure", "falseAlarm", "minimum"];
  const { measure = "kl", falseAlarm = 0.001, minimum = 100 } = checkKeys(options, known, "options");
  checkNumber(falseAlarm, "falseAlarm", 1e-12, 0.5);
  checkWhole(minimum, "minimum", 1);
  if (measure !== "kl" && measure !== "psi") {
    throw new PolicyError("invalid-option", measure, "measure", "known are kl, psi");
  }
  const divergence = measure === "kl" ? 2 * klDivergence(reference, current) : stabilityIndex(reference, current);
  const sizeOf = (counts: Counts): number => Object.values(counts).reduce((sum, count) => sum + count, 0);
  const [before, now] = [sizeOf(reference), sizeOf(current)];
  const bins = new Set([...Object.keys(reference), ...Object.keys(current)]);
  const seen = [...bins].filter((bin) => countOf(reference, bin) + countOf(current, bin) > 0);
  const isKnown = before >= minimum && now >= minimum;
  const freedom = Math.max(1, seen.length - 1);
  const threshold = isKnown ? (1 / before + 1 / now) * chiSquareQuantile(1 - falseAlarm, freedom) : 0;
  const scale = measure === "kl" ? 0.5 : 1;
  return {
    drift: isKnown ? (divergence > threshold ? "shift" : "none") : "unknown",
    divergence: divergence * scale,
    threshold: threshold * scale,
  };
}
