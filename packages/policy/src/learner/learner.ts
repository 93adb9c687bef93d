import { type Cursor, type Reader, Tensor, type Writer } from "@thalweg/core";
import { Beliefs, type Observation } from "../beliefs/index.ts";
import { PolicyError } from "../errors.ts";
import { type Arms, optimism, type Plan, thompson } from "../exploration/index.ts";
import { type Random, randomFrom } from "../random.ts";
import type { Outcome, Receipt } from "./receipt.ts";
import { type Owners, Site } from "./site.ts";

/** How curious a learner is. */
export type Exploration =
  /** Thinks each option as good as it may well be. Deterministic, unless a share of the decisions is made by lot. */
  | { readonly kind: "optimism"; readonly temperature?: number; readonly share?: number }
  /** Draws what each option might cost. Every option has a propensity, so that what is logged can judge other policies. */
  | { readonly kind: "thompson"; readonly temperature?: number };

/** Takes of {@link Learner}. */
export interface LearnerOptions<Levels extends readonly string[]> {
  /** The levels of the tensor, coarse to fine. */
  readonly levels: Levels;
  /** What is learnt: costs, lower is better, and how their observations come about. */
  readonly dimensions: Readonly<Record<string, Observation>>;
  /** What there is to choose from; more can be added to the tensor, and are learnt of as soon as they have a cell. */
  readonly options?: readonly string[] | undefined;
  /** What a unit of each dimension is worth; 1 for each that is learnt, unless `tensor` is given, which has weights. */
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
  /** No other learner, and no other life of this one, has it: it begins the receipts. Drawn from the seed by default. */
  readonly name?: string | undefined;
  /** Of all chance; 0 by default. The same seed, decisions and outcomes lead to the same choices. */
  readonly seed?: number | undefined;
  /** A tensor that has other facts, as prices and gates; a new one by default. */
  readonly tensor?: Tensor<Levels> | undefined;
}

/** When a decision or outcome was, and what it is made among. */
export interface DecideOptions {
  readonly among?: readonly string[] | undefined;
  readonly now?: number | undefined;
}

/** At least so many receipts are remembered, so that none counts twice; at most twice as many. */
const REMEMBERED = 10_000;

/** So many addresses are kept ready for the next decision. */
const SITES = 1_000;

/**
 * Decides, and learns from what comes of it. What it believes stands in the tensor beside all other facts, so that
 * `tensor.explain` says why an option is where it is, and `receipt.why` what curiosity added to that. Throws
 * `invalid-option`, `invalid-number`, `invalid-name`.
 *
 * @example
 * import { Learner, rate } from "@thalweg/policy";
 * const learner = new Learner({ levels: ["global", "task"], dimensions: { deficit: rate() }, options: ["small", "large"] });
 * for (let i = 0; i < 100; i++) {
 *   const { option, receipt } = learner.decide({ task: "math" });
 *   learner.observe(receipt, { values: { deficit: option === "large" ? 0.1 : 0.6 } });
 * }
 * console.log(learner.tensor.resolve({ task: "math" })); // ["large", "small"]
 */
export class Learner<const Levels extends readonly string[] = readonly string[]> {
  readonly tensor: Reader<Levels>;
  readonly beliefs: Beliefs;
  readonly #writer: Writer;
  readonly #exploration: Exploration;
  readonly #failures: string | undefined;
  readonly #random: Random;
  readonly #name: string;
  readonly #sites = new Map<string, Site>();
  readonly #owners: Owners = new Map();
  readonly #numbers = new Map<string, number>();
  /** The receipts that were handed in: the latest, and those before them. */
  #observed = new Set<string>();
  #observedBefore = new Set<string>();
  #decisions = 0;
  /** Counts what others have written; what stands in the tensor by this learner's own hand has this revision. */
  #epoch = 0;
  #expected = -1;

  constructor(options: LearnerOptions<Levels>) {
    const { levels, dimensions, weights, pooled = levels, failures, halfLife, pooling, seed = 0 } = options;
    if (Object.keys(dimensions).length === 0) throw new PolicyError("invalid-option", "none", "dimensions");
    if (failures !== undefined && !Object.hasOwn(dimensions, failures))
      throw new PolicyError("invalid-option", failures, "failures");
    if (pooled[0] !== levels[0]) throw new PolicyError("invalid-option", pooled[0], "pooled");
    const tensor = options.tensor ?? new Tensor(levels);
    this.tensor = tensor;
    this.beliefs = new Beliefs({ levels: pooled, dimensions, halfLife, pooling });
    this.#writer = tensor.writer(levels[0] as Levels[number]);
    this.#exploration = options.exploration ?? { kind: "optimism" };
    this.#failures = failures;
    this.#random = randomFrom(seed);
    const drawn = Math.floor(this.#random() * 2 ** 32).toString(36);
    this.#name = options.name ?? drawn;
    const learnt = Object.keys(dimensions);
    const given = weights ?? (options.tensor ? {} : Object.fromEntries(learnt.map((dimension) => [dimension, 1])));
    this.#writer.batch((writer) => {
      const root = levels[0] as string;
      for (const [dimension, weight] of Object.entries(given)) writer.setWeight(root, "", dimension, weight);
      // Whoever is unknown does not count as free.
      for (const dimension of learnt) {
        writer.setDefault(root, "", dimension, this.beliefs.belief({}, "", dimension).mean);
      }
    });
    for (const option of options.options ?? []) this.#number(option);
  }

  /** Chooses an option at a cursor. Throws `no-options` where the tensor has none that is open. */
  decide(
    cursor: Cursor<Levels[number]>,
    { among, now }: DecideOptions = {},
  ): { readonly option: string; readonly receipt: Receipt } {
    if (now !== undefined) this.beliefs.advance(now);
    const site = this.#site(cursor);
    this.#sync(site);
    let ranked = this.tensor.rank(cursor, { among });
    const known = this.beliefs.options.length;
    let numbers = ranked.map(({ option }) => this.#number(option));
    if (this.beliefs.options.length > known) {
      // Met for the first time, by a fact that somebody else has written.
      this.#sync(site);
      ranked = this.tensor.rank(cursor, { among });
      numbers = ranked.map(({ option }) => this.#number(option));
    }
    const unsure = site.deviations(this.tensor, cursor, this.#epoch);
    const options = ranked.map(({ option }) => option);
    const means = new Float64Array(ranked.length);
    const deviations = new Float64Array(ranked.length);
    for (let i = 0; i < means.length; i++) {
      means[i] = (ranked[i] as (typeof ranked)[number]).score;
      deviations[i] = unsure[numbers[i] as number] as number;
    }
    const { option, propensity, greedy, why } = this.#explore({ options, means, deviations });
    const receipt: Receipt = {
      id: `${this.#name}-${++this.#decisions}`,
      cursor,
      option,
      propensity,
      options,
      greedy,
      why,
      revision: this.tensor.revision,
      ...(now === undefined ? {} : { now }),
    };
    return { option, receipt };
  }

  /**
   * Learns what came of a decision; says whether it did: not where the receipt was handed in before. Where it throws,
   * nothing was learnt. Throws `invalid-number`, `invalid-name`.
   */
  observe({ id, cursor, option }: Receipt, outcome: Outcome, now?: number): boolean {
    const { values = {}, failed = false } = outcome;
    for (const key of Object.keys(outcome)) {
      if (key !== "values" && key !== "failed") throw new PolicyError("invalid-option", key, "outcome");
    }
    if (this.#observed.has(id) || this.#observedBefore.has(id)) return false;
    const seen: [dimension: string, value: number][] = [];
    if (failed !== "caller") {
      if (!failed) seen.push(...Object.entries(values).filter(([dimension]) => dimension !== this.#failures));
      if (this.#failures !== undefined) seen.push([this.#failures, failed ? 1 : 0]);
    }
    for (const [dimension, value] of seen) this.beliefs.check(dimension, value);
    if (now !== undefined) this.beliefs.advance(now);
    const pooled = Object.fromEntries(this.beliefs.levels.slice(1).map((level) => [level, cursor[level]]));
    for (const [dimension, value] of seen) this.beliefs.observe({ cursor: pooled, option, dimension, value });
    this.#observed.add(id);
    if (this.#observed.size >= REMEMBERED) {
      this.#observedBefore = this.#observed;
      this.#observed = new Set();
    }
    return true;
  }

  /** The queue at a cursor without curiosity, from what is believed now. */
  queue(cursor: Cursor<Levels[number]>): readonly string[] {
    const site = this.#site(cursor);
    this.#sync(site);
    return this.tensor.resolve(cursor);
  }

  #explore(arms: Arms): Plan {
    const exploration = this.#exploration;
    const random = this.#random;
    if (exploration.kind === "thompson") return thompson(arms, { random, temperature: exploration.temperature });
    return optimism(arms, { random, temperature: exploration.temperature, share: exploration.share });
  }

  #sync(site: Site): void {
    if (this.tensor.revision !== this.#expected) this.#epoch++;
    site.sync(this.#writer, this.#owners);
    this.#expected = this.tensor.revision;
  }

  #site(cursor: Cursor): Site {
    const { levels } = this.tensor;
    let key = "";
    // With its length, so that no two cursors have the same key, whatever the names are.
    for (const level of levels) key += `${cursor[level]?.length ?? 0}:${cursor[level] ?? ""}`;
    let site = this.#sites.get(key);
    if (site === undefined) {
      site = new Site(this.beliefs, levels, cursor);
      // They can be made anew from what is believed.
      if (this.#sites.size >= SITES) this.#sites.clear();
      this.#sites.set(key, site);
    }
    return site;
  }

  #number(option: string): number {
    let number = this.#numbers.get(option);
    if (number === undefined) {
      this.beliefs.add(option);
      number = this.beliefs.options.indexOf(option);
      this.#numbers.set(option, number);
    }
    return number;
  }
}
