import { type Calibration, calibrate } from "../calibration/index.ts";
import { checkNumber } from "../check-number.ts";
import { checkKeys, checkList, checkObject } from "../check-options.ts";
import { PolicyError } from "../errors.ts";
import type { ShadowVerdict } from "./shadow-log.ts";

/** Takes of {@link recompile}. */
export interface RecompileOptions {
  readonly verdicts: readonly ShadowVerdict[];
  /** Thresholds, the safest first: above a threshold the strong tier answers. */
  readonly candidates: readonly number[];
  /** The quality that has to hold, where the strong tier's is 1. */
  readonly floor: number;
  readonly confidence?: number | undefined;
  /** The least share of the plans that the verdicts come from. */
  readonly leastShare: number;
  /** Requests with a higher score were not sampled; a candidate above it is refused. Absent: all were. */
  readonly sampledUpTo?: number | undefined;
}

/**
 * The threshold that the verdicts support: `calibrate`, with every verdict weighted by 1 / share. Above a threshold the
 * strong tier answers, which is the measure and so has the quality 1; below, the cheap one does, with the quality that was
 * judged. Requests that were not sampled need not be known: they are as probable on either side of the bet.
 *
 * Throws `not-logged` for a candidate above `sampledUpTo` and for a verdict with a smaller share than the least, and as
 * `calibrate` does.
 *
 * @example
 * import { recompile } from "@thalweg/policy/shadow";
 * const verdicts = Array.from({ length: 500 }, (_, at) => {
 *   return { id: `${at}`, tier: "easy", score: at / 500, share: 0.1, at, quality: at < 250 ? 1 : 0.5 };
 * });
 * const result = recompile({ verdicts, candidates: [0, 0.25, 0.5, 0.75], floor: 0.95, leastShare: 0.1 });
 * console.log(result.isCalibrated && result.threshold); // 0.5
 */
export function recompile(options: RecompileOptions): Calibration {
  const known = ["verdicts", "candidates", "floor", "confidence", "leastShare", "sampledUpTo"];
  const {
    verdicts,
    candidates,
    floor,
    confidence,
    leastShare,
    sampledUpTo = Infinity,
  } = checkKeys(options, known, "options");
  checkList(verdicts, "verdicts");
  checkList(candidates, "candidates");
  checkNumber(leastShare, "leastShare", 1e-9, 1);
  for (const [at, candidate] of candidates.entries()) {
    if (candidate > sampledUpTo) throw new PolicyError("not-logged", candidate, `candidates[${at}]`);
  }
  for (const [at, verdict] of verdicts.entries()) {
    const { share } = checkObject(verdict, `verdicts[${at}]`);
    if (!(share >= leastShare)) throw new PolicyError("not-logged", share, `verdicts[${at}].share`);
  }
  // Centred at the floor, so that a request that was not sampled would add nothing. Scaled so that the mean is that of
  // the weighted verdicts (Hájek, 1971); the test does not depend on the scale.
  const mean = verdicts.reduce((sum, { share }) => sum + leastShare / share, 0) / Math.max(1, verdicts.length) || 1;
  const valueAt = ({ score, share, quality }: ShadowVerdict, threshold: number): number => {
    const reached = score > threshold ? 1 : checkNumber(quality, "verdict.quality", 0, 1);
    return floor + (leastShare / share / mean) * (reached - floor);
  };
  // No verdict weighs more than one of the least share; rounding must not put it below.
  const least = floor - (floor / mean) * (1 + 1e-9);
  return calibrate({ outcomes: verdicts, valueAt, candidates, floor, confidence, least });
}
