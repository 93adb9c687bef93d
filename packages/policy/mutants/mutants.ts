import { budgets } from "./budgets.ts";
import { learning } from "./learning.ts";
import type { Mutant } from "./mutant.ts";
import { watching } from "./watching.ts";

/** All of them, in the order of the page of laws. */
export const mutants: readonly Mutant[] = [...learning, ...budgets, ...watching];
