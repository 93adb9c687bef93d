import { type Cursor, type Explanation, type Reader, type Selection, Tensor, type Writer } from "@thalweg/core";
import { Beliefs } from "../beliefs/index.ts";
import { PolicyError } from "../errors.ts";
import { type Arms, optimism, type Plan, thompson } from "../exploration/index.ts";
import { type Random, randomFrom } from "../random.ts";
import { drawnName } from "./drawn-name.ts";
import { checkOptions, type DecideOptions, type Exploration, type LearnerOptions } from "./options.ts";
import { Placement } from "./placement.ts";
import { checkReceipt, type Outcome, type Receipt, seenIn } from "./receipt.ts";
import type { Site } from "./site.ts";

/** At least so many receipts are remembered, so that none counts twice; at most twice as many. */
const REMEMBERED = 10_000;

/**
 * Decides, and learns from what comes of it. What it believes stands in the tensor beside all other facts, brought up to date
 * along a cursor whenever it is asked there, so that {@link Learner.explain} says why an option is where it is, and
 * `receipt.why` what curiosity added to that. Throws `invalid-option`, `invalid-number`, `invalid-name`.
 *
 * @example
 * import { Learner, rate } from "@thalweg/policy";
 * const learner = new Learner({ levels: ["global", "task"], dimensions: { deficit: rate() }, options: ["small", "large"] });
 * for (let i = 0; i < 100; i++) {
 *   const { option, receipt } = learner.decide({ task: "math" });
 *   learner.observe(receipt, { values: { deficit: option === "large" ? 0.1 : 0.6 } });
 * }
 * console.log(learner.queue({ task: "math" })); // ["large", "small"]
 */
export class Learner<const Levels extends readonly string[] = readonly string[]> {
  /** For reading: what stands along a cursor is what was believed when the learner was last asked there. */
  readonly tensor: Reader<Levels>;
  readonly beliefs: Beliefs;
  readonly #placement: Placement;
  readonly #exploration: Exploration;
  readonly #failures: string | undefined;
  readonly #random: Random;
  readonly #name: string;
  readonly #numbers = new Map<string, number>();
  /** The receipts that were handed in: the latest, and those before them. */
  #observed = new Set<string>();
  #observedBefore = new Set<string>();
  #decisions = 0;

  constructor(options: LearnerOptions<Levels>) {
    checkOptions(options);
    const { levels, dimensions, pooled = levels, halfLife, pooling, seed = 0, priors = {} } = options;
    const tensor = options.tensor ?? new Tensor(levels);
    const writer = writerOf(tensor, options.writer, levels);
    this.tensor = tensor instanceof Tensor ? tensor.reader() : tensor;
    this.beliefs = new Beliefs({ levels: pooled, dimensions, halfLife, pooling });
    this.#placement = new Placement(this.beliefs, this.tensor, writer);
    this.#exploration = options.exploration ?? { kind: "optimism" };
    this.#failures = options.failures;
    this.#random = randomFrom(seed);
    this.#name = options.name ?? drawnName();
    for (const [option, expectations] of Object.entries(priors)) {
      for (const [dimension, expectation] of Object.entries(expectations)) {
        this.beliefs.expect(option, dimension, typeof expectation === "number" ? { mean: expectation } : expectation);
      }
    }
    this.#begin(writer, options.weights);
    for (const option of options.options ?? []) this.add(option);
  }

  /** Has an option to choose from everywhere. Throws `invalid-name`. */
  add(option: string): void {
    const number = this.#number(option);
    // Where others named it before, it stands by their hand alone.
    this.#placement.withdraw(number);
    this.#placement.everywhere.add(number);
  }

  /** Forgets an option, and all that was seen of it; where others name it in the tensor, it is met anew. */
  remove(option: string): void {
    const number = this.#number(option);
    this.#placement.everywhere.delete(number);
    this.beliefs.forget(option);
    this.#placement.withdraw(number);
  }

  /**
   * Chooses an option at a cursor. Throws `no-options` where the tensor has none that is open, and `invalid-name` for a
   * cursor that is none.
   */
  decide(
    cursor: Cursor<Levels[number]> = {},
    { among, now }: DecideOptions = {},
  ): { readonly option: string; readonly receipt: Receipt } {
    if (now !== undefined) this.beliefs.advance(now);
    const site = this.#placement.site(cursor);
    let ranked = this.tensor.rank(site.cursor, { among });
    let numbers = ranked.map(({ option }) => this.#number(option));
    if (this.#placement.admit(site, numbers)) {
      ranked = this.tensor.rank(site.cursor, { among });
      numbers = ranked.map(({ option }) => this.#number(option));
    }
    const options = ranked.map(({ option }) => option);
    const means = ranked.map(({ score }) => score);
    const deviations = site.deviations(this.tensor, this.#placement.epoch, numbers);
    const { option, propensity, greedy, compared } = this.#explore({ options, means, deviations });
    const receipt: Receipt = {
      id: `${this.#name}-${++this.#decisions}`,
      cursor: site.cursor,
      option,
      propensity,
      options,
      greedy,
      why: { means, deviations, compared },
      revision: this.tensor.revision,
      ...(now === undefined ? {} : { now }),
    };
    return { option, receipt };
  }

  /**
   * Learns what came of a decision; says whether it did: not where the receipt was handed in before. Evidence is as old as
   * the outcome, `now`, or as the decision where that is left out. Where it throws, nothing was learnt. Throws
   * `invalid-option`, `invalid-number`, `invalid-name`.
   */
  observe(receipt: Receipt, outcome: Outcome, now?: number): boolean {
    checkReceipt(receipt, this.tensor.levels);
    const { id, cursor, option } = receipt;
    const seen = seenIn(outcome, this.#failures);
    if (this.#observed.has(id) || this.#observedBefore.has(id)) return false;
    for (const [dimension, value] of seen) this.beliefs.check(dimension, value);
    const at = now ?? receipt.now;
    if (now !== undefined) this.beliefs.advance(now);
    const pooled: Cursor = Object.fromEntries(
      this.beliefs.levels.slice(1).map((level) => [level, Object.hasOwn(cursor, level) ? cursor[level] : undefined]),
    );
    for (const [dimension, value] of seen) this.beliefs.observe({ cursor: pooled, option, dimension, value, now: at });
    this.#observed.add(id);
    if (this.#observed.size >= REMEMBERED) {
      this.#observedBefore = this.#observed;
      this.#observed = new Set();
    }
    return true;
  }

  /** The queue at a cursor without curiosity, from what is believed now. Throws `invalid-name`. */
  queue(cursor: Cursor<Levels[number]> = {}, selection?: Selection): readonly string[] {
    return this.tensor.resolve(this.#asked(cursor).cursor, selection);
  }

  /** Why {@link queue} is as it is, and what would flip it. Throws `invalid-name`. */
  explain(cursor: Cursor<Levels[number]> = {}, selection?: Selection): Explanation {
    return this.tensor.explain(this.#asked(cursor).cursor, selection);
  }

  /** A cursor with the tensor as believed there. */
  #asked(cursor: Cursor): Site {
    const site = this.#placement.site(cursor);
    const numbers = this.tensor.resolve(site.cursor).map((option) => this.#number(option));
    this.#placement.admit(site, numbers);
    return site;
  }

  #explore(arms: Arms): Plan {
    const exploration = this.#exploration;
    const random = this.#random;
    if (exploration.kind === "thompson") return thompson(arms, { random, temperature: exploration.temperature });
    return optimism(arms, { random, temperature: exploration.temperature, share: exploration.share });
  }

  /** Writes what a unit is worth, and what whoever is unknown counts as: not nothing. */
  #begin({ floor, instance }: Writer, weights: Readonly<Record<string, number>> = {}): void {
    const slice = [floor, instance ?? ""] as const;
    this.#placement.write((writer) => {
      for (const [dimension, weight] of Object.entries(weights)) writer.setWeight(...slice, dimension, weight);
      for (const dimension of this.beliefs.dimensions) {
        writer.setDefault(...slice, dimension, this.beliefs.belief({}, "", dimension).mean);
        // In a slice of its own somebody else's weights count.
        const isWeighed = instance !== undefined || Object.hasOwn(weights, dimension);
        if (!isWeighed && this.tensor.weight({}, "", dimension) === 0) writer.setWeight(...slice, dimension, 1);
      }
    });
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

/** What writes for a learner. Throws `invalid-option`. */
function writerOf(tensor: Tensor | Reader, given: Writer | undefined, levels: readonly string[]): Writer {
  const refuse = (found: unknown, place: string, advice: string): never => {
    throw new PolicyError("invalid-option", found, place, advice);
  };
  if (tensor.levels?.join("\n") !== levels.join("\n")) refuse(tensor.levels, "levels", "give the tensor's own");
  const root = levels[0] as string;
  const writer = given ?? (tensor instanceof Tensor ? (tensor as Tensor).writer(root) : undefined);
  if (writer === undefined) return refuse("a reader", "tensor", "give a writer, too, as that of a replica");
  if (writer.instance === undefined && writer.floor !== root) {
    refuse(`from ${writer.floor} on`, "writer", `give one that may write from ${root} on, or one slice alone`);
  }
  return writer;
}
