import type { Cursor, Reader } from "@thalweg/core";
import { AdapterError } from "../errors.ts";
import { readingOf } from "../reading/read.ts";
import type { ModelRequest } from "../request.ts";
import { SIGNALS } from "./signals.ts";
import { DEFAULT_THRESHOLDS, type Thresholds, type Tier, thresholdsAt, tierOf } from "./tiers.ts";

/** What made a request harder or easier. */
export interface DifficultyReason {
  /** Stable: the signal. */
  readonly code: string;
  /** What it added to the score. */
  readonly weight: number;
  /** A sentence for people. */
  readonly text: string;
}

/** How hard a request is, and why. */
export interface Difficulty {
  /** From 0 to 1. */
  readonly score: number;
  readonly tier: Tier;
  /** The thresholds that it was held against. */
  readonly thresholds: Thresholds;
  /** The signals that counted, the weightiest first, and the host's own score. */
  readonly reasons: readonly DifficultyReason[];
}

/** Takes of {@link difficulty}. */
export interface DifficultyOptions {
  /** Where the thresholds are read from; the default ones hold without it. */
  readonly reader?: Pick<Reader, "value"> | undefined;
  readonly cursor?: Cursor | undefined;
  /** The host's own score from 0 to 1, and how much of the result it makes up, from 0 to 1. */
  readonly blend?: { readonly score: number; readonly share: number } | undefined;
}

/**
 * How hard a request is: the sum of its signals, clamped to 0…1, blended with a score of the host's own where it has
 * one (`(1 − share)·signals + share·own`), and the tier by the thresholds that the tensor has for the cursor. It is a
 * guess before the call, made by hand and checked on a labelled set. Throws `invalid-number` for a blend beyond 0…1, and
 * `invalid-request` for a request that `readRequest` has not read.
 *
 * @example
 * import { difficulty, readRequest } from "@thalweg/adapters/reading";
 * const content = "Prove by induction that the sum of the first n odd numbers is n squared, and justify each step.";
 * const { tier, reasons } = difficulty(readRequest({ messages: [{ role: "user", content }] }));
 * console.log(tier, reasons[0]?.text); // hard 2 words of reasoning
 */
export function difficulty(request: ModelRequest, { reader, cursor = {}, blend }: DifficultyOptions = {}): Difficulty {
  const reading = readingOf(request);
  const reasons: DifficultyReason[] = [];
  let sum = 0;
  for (const { code, amount, steps, text } of SIGNALS) {
    const found = amount(reading, request);
    let weight = 0;
    for (const [from, each] of steps) if (found >= from) weight = each;
    if (weight === 0) continue;
    sum += weight;
    reasons.push({ code, weight, text: text(found) });
  }
  reasons.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
  let score = clamped(sum);
  if (blend !== undefined) {
    const own = share(Object(blend).score, "blend.score");
    const part = share(Object(blend).share, "blend.share");
    const blended = clamped((1 - part) * score + part * own);
    reasons.push({
      code: "blend",
      weight: blended - score,
      text: `the host's own score is ${own}, with a share of ${part}`,
    });
    score = blended;
  }
  const thresholds = reader === undefined ? DEFAULT_THRESHOLDS : thresholdsAt(reader, cursor);
  return { score, tier: tierOf(score, thresholds), thresholds, reasons };
}

const clamped = (score: number): number => Math.min(1, Math.max(0, score));

function share(number: unknown, place: string): number {
  if (typeof number !== "number" || !(number >= 0 && number <= 1))
    throw new AdapterError("invalid-number", number, place);
  return number;
}
