import type { Law, LawOptions } from "./law.ts";
import { axesAndNames } from "./laws/1-axes-and-names.ts";
import { cells } from "./laws/2-cells.ts";
import { fold } from "./laws/3-fold.ts";
import { resolve } from "./laws/4-resolve.ts";
import { batches } from "./laws/5-batches.ts";
import { refusals } from "./laws/5-refusals.ts";
import { writing } from "./laws/5-writing.ts";
import { waysUp } from "./laws/6-ways-up.ts";
import { explaining } from "./laws/7-explaining.ts";
import { flips } from "./laws/7-flips.ts";
import { changes } from "./laws/8-changes.ts";
import { differential } from "./laws/differential.ts";
import type { Subject } from "./subject.ts";

export type { Law, LawOptions } from "./law.ts";
export { BrokenLaw } from "./law.ts";
export type { AnyTensor, Subject } from "./subject.ts";

/** Every law, in the order of the semantics. */
export const laws: readonly Law[] = [
  ...axesAndNames,
  ...cells,
  ...fold,
  ...resolve,
  ...writing,
  ...batches,
  ...refusals,
  ...waysUp,
  ...explaining,
  ...flips,
  ...changes,
  ...differential,
];

/** Checks one law with a fixed seed unless told otherwise; throws {@link BrokenLaw} where the subject breaks it. */
export function checkLaw(law: Law, subject: Subject, options: Partial<LawOptions> = {}): void {
  law.check(subject, { seed: 0x7ea1, runs: 300, ...options });
}
