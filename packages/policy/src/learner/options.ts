import type { Reader, Tensor, Writer } from "@thalweg/core";
import type { Expectation, Observation } from "../beliefs/index.ts";
import { checkNumber } from "../check-number.ts";
import { checkKeys, checkList, checkObject, checkText } from "../check-options.ts";
import { PolicyError } from "../errors.ts";

/** How curious a learner is. */
export type Exploration =
  /** Thinks each option as good as it may well be. Deterministic, unless a share of the decisions is made by lot. */
  | { readonly kind: "optimism"; readonly temperature?: number; readonly share?: number }
  /** Draws what each option might cost. Every option has a propensity, so that what is logged can judge other policies. */
  | { readonly kind: "thompson"; readonly temperature?: number };

/** Takes of `Learner`. */
export interface LearnerOptions<Levels extends readonly string[]> {
  /** The levels of the tensor, coarse to fine. */
  readonly levels: Levels;
  /**
   * What is learnt: costs, lower is better, and how their observations come about. The values of these dimensions are the
   * learner's to write: a fact of somebody else's in one of them does not last. What is known beforehand belongs into `priors`.
   */
  readonly dimensions: Readonly<Record<string, Observation>>;
  /** What there is to choose from everywhere; other options are learnt of where the tensor has a cell of theirs. */
  readonly options?: readonly string[] | undefined;
  /** What is expected of an option, by option and dimension, where that is not what is expected of all; a number is a mean. */
  readonly priors?: Readonly<Record<string, Readonly<Record<string, number | Expectation>>>> | undefined;
  /** What a unit of each dimension is worth; 1 for each that is learnt and has no weight yet. */
  readonly weights?: Readonly<Record<string, number>> | undefined;
  /** The levels that are pooled; all by default. */
  readonly pooled?: readonly Levels[number][] | undefined;
  /** `{ kind: "optimism", temperature: 2 }` unless given. */
  readonly exploration?: Exploration | undefined;
  /** The dimension that counts failed attempts, a rate: 0 for each that did not fail. */
  readonly failures?: string | undefined;
  /** Evidence counts half as much after so long, in the unit of `now`; never less by default. */
  readonly halfLife?: number | undefined;
  readonly pooling?: "exact" | "robust" | undefined;
  /** No other learner, and no other life of this one, has it: it begins the receipts. Drawn anew by default. */
  readonly name?: string | undefined;
  /** Of all chance; 0 by default. The same seed, decisions and outcomes lead to the same choices. */
  readonly seed?: number | undefined;
  /** A tensor that has other facts, as prices and gates; a new one by default. A reader, as a replica has, needs `writer`. */
  readonly tensor?: Tensor<Levels> | Reader<Levels> | undefined;
  /** Writes what is believed: every slice, or one alone, as a replica's does. The tensor's own by default. */
  readonly writer?: Writer<Levels[number]> | undefined;
}

/** When a decision was, and what it is made among. */
export interface DecideOptions {
  readonly among?: readonly string[] | undefined;
  readonly now?: number | undefined;
}

const KNOWN: readonly (keyof LearnerOptions<readonly string[]>)[] = [
  "levels",
  "dimensions",
  "options",
  "priors",
  "weights",
  "pooled",
  "exploration",
  "failures",
  "halfLife",
  "pooling",
  "name",
  "seed",
  "tensor",
  "writer",
];

/** Throws `invalid-option` or `invalid-number` where no learner can be made of these. */
export function checkOptions<Levels extends readonly string[]>(options: LearnerOptions<Levels>): void {
  if (options === undefined) throw new PolicyError("invalid-option", options, "options", "give levels and dimensions");
  const {
    levels,
    dimensions,
    failures,
    pooled,
    exploration,
    seed = 0,
    name = "unnamed",
  } = checkKeys(options, KNOWN, "options");
  const refuse = (found: unknown, place: string, advice: string): never => {
    throw new PolicyError("invalid-option", found, place, advice);
  };
  checkList(levels, "levels");
  const learnt = Object.keys(checkObject(dimensions, "dimensions"));
  const those = `those that are learnt: ${learnt.join(", ")}`;
  if (learnt.length === 0) refuse("none", "dimensions", "give at least one, as { deficit: rate() }");
  checkList(options.options ?? [], "options");
  if (failures !== undefined) {
    if (!learnt.includes(failures)) refuse(failures, "failures", `give one of ${those}`);
    if (dimensions[failures]?.range?.[1] !== 1) refuse(failures, "failures", "give a dimension that is a rate()");
  }
  for (const [option, priors] of Object.entries(checkObject(options.priors ?? {}, "priors"))) {
    checkKeys(priors, learnt, `priors.${option}`);
  }
  for (const [dimension, weight] of Object.entries(checkObject(options.weights ?? {}, "weights"))) {
    checkNumber(weight, `weights.${dimension}`);
    // Of a tensor of its own there is nothing else to weigh.
    if (options.tensor === undefined && !learnt.includes(dimension)) refuse(dimension, "weights", `give ${those}`);
  }
  if (pooled !== undefined) {
    const places = checkList(pooled, "pooled").map((level) => levels.indexOf(level));
    const isRight = places[0] === 0 && places.every((place, i) => i === 0 || place > (places[i - 1] as number));
    if (!isRight) refuse(pooled.join(", "), "pooled", `give levels in their order, from ${levels[0]} on`);
  }
  if (exploration !== undefined) {
    const { kind } = checkObject(exploration, "exploration");
    if (kind !== "optimism" && kind !== "thompson") refuse(kind, "exploration.kind", "give optimism or thompson");
    checkKeys(
      exploration,
      kind === "optimism" ? ["kind", "temperature", "share"] : ["kind", "temperature"],
      "exploration",
    );
    checkNumber(exploration.temperature ?? 0, "exploration.temperature", 0);
    if (exploration.kind === "optimism") checkNumber(exploration.share ?? 0, "exploration.share", 0, 1);
  }
  checkNumber(seed, "seed");
  if (checkText(name, "name") === "") refuse(name, "name", "give one that is not empty, or none");
}
