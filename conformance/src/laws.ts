import type { Law } from "./law.ts";
import { axesAndNames } from "./laws/1-axes-and-names.ts";
import { lookAlikes } from "./laws/1-look-alikes.ts";
import { cells } from "./laws/2-cells.ts";
import { fold } from "./laws/3-fold.ts";
import { purity } from "./laws/4-purity.ts";
import { resolve } from "./laws/4-resolve.ts";
import { attenuation } from "./laws/5-attenuation.ts";
import { batches } from "./laws/5-batches.ts";
import { orderOfChecks } from "./laws/5-order-of-checks.ts";
import { refusals } from "./laws/5-refusals.ts";
import { revisions } from "./laws/5-revisions.ts";
import { writing } from "./laws/5-writing.ts";
import { corroboration } from "./laws/6-corroborate.ts";
import { manyReporters } from "./laws/6-many-reports.ts";
import { waysUp } from "./laws/6-ways-up.ts";
import { explaining } from "./laws/7-explaining.ts";
import { fingerprints } from "./laws/7-fingerprints.ts";
import { flips } from "./laws/7-flips.ts";
import { changes } from "./laws/8-changes.ts";
import { snapshots } from "./laws/8-snapshots.ts";
import { telling } from "./laws/8-told.ts";
import { watching } from "./laws/8-watching.ts";
import { differential } from "./laws/differential.ts";

/** Every law, in the order of the semantics. */
export const laws: readonly Law[] = [
  ...axesAndNames,
  ...lookAlikes,
  ...cells,
  ...fold,
  ...resolve,
  ...purity,
  ...writing,
  ...attenuation,
  ...batches,
  ...revisions,
  ...refusals,
  ...orderOfChecks,
  ...waysUp,
  ...corroboration,
  ...manyReporters,
  ...explaining,
  ...flips,
  ...fingerprints,
  ...changes,
  ...telling,
  ...snapshots,
  ...watching,
  ...differential,
];

const addresses = new Map<Law, string>();
for (const law of laws) {
  const ofNumber = laws.filter(({ number }) => number === law.number);
  addresses.set(law, ofNumber.length === 1 ? law.number : `${law.number}/${ofNumber.indexOf(law) + 1}`);
}

/** What selects this law and no other: its number, and which one of several it is, as `4.3/2`. */
export function addressOf(law: Law): string {
  return addresses.get(law) ?? law.number;
}

/** The laws of a clause (`4.3`), of every clause that it begins (`4`), or one of several (`4.3/2`). */
export function lawsOf(asked: string | undefined): readonly Law[] {
  if (asked === undefined) return laws;
  const isAsked = (law: Law): boolean =>
    law.number === asked || law.number.startsWith(`${asked}.`) || addressOf(law) === asked;
  return laws.filter(isAsked);
}
