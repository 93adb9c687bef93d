import { mistold } from "./changing.ts";
import { misexplained } from "./explaining.ts";
import type { Mutant } from "./mutant.ts";
import { misread } from "./reading.ts";
import { miswritten } from "./writing.ts";

export type { Mutant } from "./mutant.ts";

/** By the clause that each offends. */
export const mutants: readonly Mutant[] = [...misread, ...miswritten, ...misexplained, ...mistold];
