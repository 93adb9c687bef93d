import {
  binomialTest,
  type Calibration,
  calibrate,
  explored,
  type LoggedOutcome,
  loggedValue,
} from "@thalweg/policy/calibration";
import { randomFrom } from "../speed/random.ts";

/** How often a calibrated floor did not hold, and what calibrating was good for. */
export interface CalibrationFigures {
  readonly seed: number;
  readonly deployments: number;
  readonly floor: number;
  readonly confidence: number;
  readonly rows: readonly CalibrationRow[];
}

/** One kind of log and one sample size. */
export interface CalibrationRow {
  /**
   * `logged`: one answer each, with its propensity; `explored`: the same, and the log's policy is known to have tried both
   * tiers everywhere; `judged`: both answers judged.
   */
  readonly log: "logged" | "explored" | "judged";
  readonly outcomes: number;
  /** The share of deployments whose true quality is below the floor: at most 1 − confidence. */
  readonly missed: number;
  /** The share that was refused for want of a sample. */
  readonly refused: number;
  /** The mean share of requests that the cheap tier answers, where there is a threshold, and the most that it could. */
  readonly cheap: number;
  readonly cheapAtMost: number;
  /** The same missed share if the cheapest candidate with an estimate above the floor were taken. */
  readonly missedWithoutTest: number;
}

const FLOOR = 0.93;
const CONFIDENCE = 0.95;
const STRONG = 0.97;
const candidates = Array.from({ length: 26 }, (_, at) => at / 25);

/** The true quality of "escalate above the threshold": scores are uniform, and the cheap tier is right with 1 − score / 2. */
const qualityAt = (threshold: number): number => threshold - threshold ** 2 / 4 + STRONG * (1 - threshold);

/** One answer for each request, by a policy that escalates the more probably the higher the score is. */
function logged(random: () => number, count: number): LoggedOutcome[] {
  return Array.from({ length: count }, () => {
    const score = random();
    const chance = 0.15 + 0.7 * score;
    const escalated = random() < chance;
    const quality = random() < (escalated ? STRONG : 1 - score / 2) ? 1 : 0;
    return { score, escalated, propensity: escalated ? chance : 1 - chance, quality };
  });
}

interface Judged {
  readonly score: number;
  readonly cheap: number;
  readonly strong: number;
}

function judged(random: () => number, count: number): Judged[] {
  return Array.from({ length: count }, () => {
    const score = random();
    return { score, cheap: random() < 1 - score / 2 ? 1 : 0, strong: random() < STRONG ? 1 : 0 };
  });
}

const judgedValue = ({ score, cheap, strong }: Judged, threshold: number): number =>
  score > threshold ? strong : cheap;

function row<Outcome>(
  log: CalibrationRow["log"],
  outcomes: number,
  deployments: number,
  sample: () => readonly Outcome[],
  decide: (outcomes: readonly Outcome[]) => Calibration,
  valueAt: (outcome: Outcome, threshold: number) => number,
): CalibrationRow {
  let [missed, refused, cheap, missedWithoutTest] = [0, 0, 0, 0];
  for (let deployment = 0; deployment < deployments; deployment++) {
    const seen = sample();
    const result = decide(seen);
    if (!result.isCalibrated) refused++;
    else {
      cheap += result.threshold;
      if (qualityAt(result.threshold) < FLOOR) missed++;
    }
    const estimate = (threshold: number) =>
      seen.reduce((sum, outcome) => sum + valueAt(outcome, threshold), 0) / outcomes;
    const naive = candidates.findLast((threshold) => estimate(threshold) >= FLOOR);
    if (naive !== undefined && qualityAt(naive) < FLOOR) missedWithoutTest++;
  }
  return {
    log,
    outcomes,
    missed: missed / deployments,
    refused: refused / deployments,
    cheap: cheap / Math.max(1, deployments - refused),
    cheapAtMost: candidates.findLast((threshold) => qualityAt(threshold) >= FLOOR) ?? 0,
    missedWithoutTest: missedWithoutTest / deployments,
  };
}

/** Calibrates a threshold in many simulated deployments, from logs of several sizes. */
export function calibrationGuarantee(seed: number, deployments = 1000): CalibrationFigures {
  const random = randomFrom(seed);
  const same = { candidates, floor: FLOOR, confidence: CONFIDENCE };
  const rows = [
    ...[1000, 3000].map((count) => {
      const decide = (outcomes: readonly LoggedOutcome[]) => calibrate({ ...same, outcomes, valueAt: loggedValue });
      return row("logged", count, deployments, () => logged(random, count), decide, loggedValue);
    }),
    ...[1000, 3000].map((count) => {
      const known = explored(0.15);
      const decide = (outcomes: readonly LoggedOutcome[]) => calibrate({ ...same, ...known, outcomes });
      return row("explored", count, deployments, () => logged(random, count), decide, known.valueAt);
    }),
    ...[100, 300, 1000].map((count) => {
      const decide = (outcomes: readonly Judged[]) =>
        calibrate({ ...same, outcomes, valueAt: judgedValue, test: binomialTest });
      return row("judged", count, deployments, () => judged(random, count), decide, judgedValue);
    }),
  ];
  return { seed, deployments, floor: FLOOR, confidence: CONFIDENCE, rows };
}
