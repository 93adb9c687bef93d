import type { LoggedOutcome } from "../../src/calibration/index.ts";

/** Thresholds from "always escalate" to "never". */
export const candidates: readonly number[] = Array.from({ length: 21 }, (_, at) => at / 20);

/** The quality of the policy "escalate above the threshold", for scores that are uniform. */
export const qualityAt = (threshold: number): number =>
  // The cheap tier answers right with 1 − score / 2, the strong one with 0.97.
  threshold - threshold ** 2 / 4 + 0.97 * (1 - threshold);

/** Requests as a log has them, whose policy escalates with a probability that rises with the score. */
export function logged(random: () => number, count: number): LoggedOutcome[] {
  return Array.from({ length: count }, () => {
    const score = random();
    const chance = 0.15 + 0.7 * score;
    const escalated = random() < chance;
    const quality = random() < (escalated ? 0.97 : 1 - score / 2) ? 1 : 0;
    return { score, escalated, propensity: escalated ? chance : 1 - chance, quality };
  });
}

/** A request of which both answers were judged. */
export interface Judged {
  readonly score: number;
  readonly cheap: number;
  readonly strong: number;
}

/** Requests of which both answers were judged. */
export function judged(random: () => number, count: number): Judged[] {
  return Array.from({ length: count }, () => {
    const score = random();
    return { score, cheap: random() < 1 - score / 2 ? 1 : 0, strong: random() < 0.97 ? 1 : 0 };
  });
}
