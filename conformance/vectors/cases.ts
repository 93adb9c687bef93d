import type { Authored } from "./authored.ts";
import { axesAndNames } from "./cases/1-axes-and-names.ts";
import { nameOrder } from "./cases/1-name-order.ts";
import { cells } from "./cases/2-cells.ts";
import { fold } from "./cases/3-fold.ts";
import { numbers } from "./cases/4-numbers.ts";
import { resolve } from "./cases/4-resolve.ts";
import { batches } from "./cases/5-batches.ts";
import { refusals } from "./cases/5-refusals.ts";
import { revisions } from "./cases/5-revisions.ts";
import { writing } from "./cases/5-writing.ts";
import { aggregates } from "./cases/6-aggregates.ts";
import { corroborate } from "./cases/6-corroborate.ts";
import { waysUp } from "./cases/6-ways-up.ts";
import { explaining } from "./cases/7-explaining.ts";
import { flips } from "./cases/7-flips.ts";
import { changes } from "./cases/8-changes.ts";
import { snapshots } from "./cases/8-snapshots.ts";
import { watching } from "./cases/8-watching.ts";
import type { sections } from "./files.ts";

/** The scripts of every section, in the order in which their vectors stand in its file. */
export const authored: Readonly<Record<(typeof sections)[number], readonly Authored[]>> = {
  "1-axes-and-names": [...axesAndNames, ...nameOrder],
  "2-cells": cells,
  "3-fold": fold,
  "4-resolve": [...resolve, ...numbers],
  "5-writing": [...writing, ...revisions, ...batches, ...refusals],
  "6-ways-up": [...aggregates, ...waysUp, ...corroborate],
  "7-explaining": [...explaining, ...flips],
  "8-changes": [...changes, ...snapshots, ...watching],
};
