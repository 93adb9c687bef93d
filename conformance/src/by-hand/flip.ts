import type { Contents } from "@thalweg/core/testing";
import type { Cursor } from "../program/program.ts";
import { candidates, effective } from "./fold.ts";
import { inNameOrder } from "./order.ts";

interface Candidate {
  readonly option: string;
  readonly score: number;
  /** By how much the score grows for each unit that the knob is turned. */
  slope(turned: Knob): number;
}

/** One number that may be changed: a value of the option, its own weight, or a shared weight. */
interface Knob {
  readonly kind: "value" | "own weight" | "shared weight";
  readonly option: string;
  readonly dimension: string;
}

/**
 * The least change of one existing number that puts an option first, by solving the inequalities of its rivals on paper,
 * or nothing where no such change does. The contents must be such that sums and products are exact.
 *
 * Knobs whose meaning is open are left out (an own value where a default counts, a weight where none stands), and so are
 * ties so narrow that only one number would do; a flip may use them, but need not.
 */
export function leastChange(drawn: Contents, cursor: Cursor, option: string): number | undefined {
  const field = openCandidates(drawn, cursor);
  const runner = field.find((candidate) => candidate.option === option);
  if (runner === undefined) return undefined;
  const changes = knobsOf(drawn, cursor, option).flatMap((knob) => {
    let low = Number.NEGATIVE_INFINITY;
    let high = Number.POSITIVE_INFINITY;
    for (const rival of field) {
      if (rival === runner) continue;
      const slope = runner.slope(knob) - rival.slope(knob);
      const gap = rival.score - runner.score;
      const first = inNameOrder([option, rival.option])[0] === option;
      if (slope > 0) high = Math.min(high, gap / slope);
      else if (slope < 0) low = Math.max(low, gap / slope);
      else if (gap < 0 || (gap === 0 && !first)) return [];
    }
    if (high - low < 1e-6) return [];
    return [low > 0 ? low : high < 0 ? -high : 0];
  });
  return changes.length === 0 ? undefined : Math.min(...changes);
}

function openCandidates(drawn: Contents, cursor: Cursor): readonly Candidate[] {
  return candidates(drawn, cursor).flatMap((option) => {
    const terms = drawn.dimensions.map((dimension) => ({ dimension, ...effective(drawn, cursor, option, dimension) }));
    if (terms.some(({ value }) => value === Number.POSITIVE_INFINITY)) return [];
    const score = terms.reduce((sum, { value = 0, weight }) => sum + value * weight, 0);
    return {
      option,
      score,
      slope(knob) {
        const term = terms.find(({ dimension }) => dimension === knob.dimension);
        if (term?.value === undefined) return 0;
        if (knob.kind === "value") return knob.option === option ? term.weight : 0;
        const own = term.weightFrom !== undefined && term.weightFrom.option !== "";
        if (knob.kind === "own weight") return knob.option === option ? term.value : 0;
        return own ? 0 : term.value;
      },
    };
  });
}

function knobsOf(drawn: Contents, cursor: Cursor, option: string): readonly Knob[] {
  return drawn.dimensions.flatMap((dimension): Knob[] => {
    const { value, valueFrom } = effective(drawn, cursor, option, dimension);
    const own = effective(drawn, cursor, option, dimension).weightFrom;
    const shared = effective(drawn, cursor, "", dimension).weightFrom;
    return [
      ...(value !== undefined && valueFrom?.option === option ? [{ kind: "value", option, dimension } as const] : []),
      ...(value !== undefined && own?.option === option ? [{ kind: "own weight", option, dimension } as const] : []),
      ...(shared === undefined ? [] : [{ kind: "shared weight", option, dimension } as const]),
    ];
  });
}
