import { type Cursor, type Explanation, type Reader, type Selection, Tensor, type Writer } from "@thalweg/core";
import { Beliefs } from "../beliefs/index.ts";
import { checkKeys } from "../check-options.ts";
import { PolicyError } from "../errors.ts";
import { type Arms, optimism, type Plan, thompson } from "../exploration/index.ts";
import { type Random, randomFrom } from "../random.ts";
import { learntWith } from "./candidates.ts";
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
  /** The receipts that were handed in: the latest, and those before them. */
  #observed = new Set<string>();
  #observedBefore = new Set<string>();
  /** By option that was removed: how many decisions there were by then. */
  readonly #removed = new Map<string, number>();
  #decisions = 0;

  constructor(options: LearnerOptions<Levels>) {
    checkOptions(options);
    const { levels, dimensions, pooled = levels, halfLife, pooling, seed = 0, priors = {} } = options;
    const tensor = options.tensor ?? new Tensor(levels);
    const writer = writerOf(tensor, options.writer, levels);
    this.tensor = tensor instanceof Tensor ? tensor.reader() : tensor;
    this.beliefs = new Beliefs({ levels: pooled, dimensions, halfLife, pooling });
    const learnt = learntWith(tensor, this.beliefs.dimensions);
    this.#placement = new Placement(this.beliefs, this.tensor, writer, learnt, options.weights ?? {});
    this.#exploration = options.exploration ?? { kind: "optimism" };
    this.#failures = options.failures;
    this.#random = randomFrom(seed);
    this.#name = options.name ?? drawnName();
    for (const [option, expectations] of Object.entries(priors)) {
      for (const [dimension, expectation] of Object.entries(expectations)) {
        this.beliefs.expect(option, dimension, typeof expectation === "number" ? { mean: expectation } : expectation);
      }
    }
    for (const option of options.options ?? []) this.add(option);
  }

  /** Has an option to choose from everywhere. Throws `invalid-name`. */
  add(option: string): void {
    this.beliefs.add(option);
    this.#placement.candidates.give(option, true);
  }

  /**
   * Forgets an option, and all that was seen of it; what comes of decisions before that says nothing any more. Where others
   * name it in the tensor, it is met anew.
   */
  remove(option: string): void {
    const number = this.beliefs.add(option);
    this.#removed.set(option, this.#decisions);
    this.beliefs.forget(option);
    this.#placement.candidates.give(option, false);
    this.#placement.withdraw(number);
    this.#placement.flush();
  }

  /**
   * Chooses an option at a cursor. Throws `no-options` where the tensor has none that is open, and `invalid-name` for a
   * cursor that is none.
   */
  decide(
    cursor: Cursor<Levels[number]> = {},
    options?: DecideOptions,
  ): { readonly option: string; readonly receipt: Receipt } {
    const { among, now } = checkKeys(options, ["among", "now"], "options");
    if (now !== undefined) this.beliefs.advance(now);
    const site = this.#placement.site(cursor);
    const ranked = this.tensor.rank(site.cursor, { among });
    const { candidates } = site;
    // Made as long as they will be: to let them grow takes longer than all that is done with them.
    const names = new Array<string>(ranked.length);
    const means = new Array<number>(ranked.length);
    const numbers = new Array<number>(ranked.length);
    let length = 0;
    for (const { option, score } of ranked) {
      const number = candidates.get(option);
      // Nobody can say of a score that overflows how much worse it is.
      if (number === undefined || !Number.isFinite(score)) continue;
      names[length] = option;
      means[length] = score;
      numbers[length++] = number;
    }
    for (const list of [names, means, numbers]) list.length = length;
    const deviations = site.deviations(this.tensor, this.#placement.epoch, numbers);
    const { option, propensity, greedy, compared } = this.#explore({ options: names, means, deviations });
    const receipt: Receipt = {
      id: `${this.#name}-${++this.#decisions}`,
      cursor: site.cursor,
      option,
      propensity,
      options: names,
      greedy,
      why: { means, deviations, compared },
      revision: this.tensor.revision,
      ...(now === undefined ? {} : { now }),
    };
    return { option, receipt };
  }

  /**
   * Learns what came of a decision; says whether it did: not where the receipt was handed in before, nor where its option was
   * removed since. Evidence is as old as the outcome, `now`, or as the decision where that is left out. Where it throws, nothing was learnt. Throws
   * `invalid-option`, `invalid-number`, `invalid-name`.
   */
  observe(receipt: Receipt, outcome: Outcome, now?: number): boolean {
    checkReceipt(receipt, this.tensor.levels);
    const { id, cursor, option } = receipt;
    const seen = seenIn(outcome, this.#failures);
    if (this.#observed.has(id) || this.#observedBefore.has(id) || this.#isGone(receipt)) return false;
    const pooled: Cursor = Object.fromEntries(
      this.beliefs.levels.slice(1).map((level) => [level, Object.hasOwn(cursor, level) ? cursor[level] : undefined]),
    );
    const sightings = seen.map(([dimension, value]) => {
      return { cursor: pooled, option, dimension, value, now: now ?? receipt.now };
    });
    // One is checked as it is taken; of several none may be taken where another is refused.
    if (sightings.length > 1) for (const sighting of sightings) this.beliefs.check(sighting);
    if (now !== undefined) this.beliefs.advance(now);
    for (const sighting of sightings) this.beliefs.observe(sighting);
    this.#observed.add(id);
    if (this.#observed.size >= REMEMBERED) {
      this.#observedBefore = this.#observed;
      this.#observed = new Set();
    }
    return true;
  }

  /** The queue at a cursor without curiosity, from what is believed now. Throws `invalid-name`. */
  queue(cursor: Cursor<Levels[number]> = {}, selection?: Selection): readonly string[] {
    const site = this.#placement.site(cursor);
    const queue = this.tensor.resolve(site.cursor, selection);
    return queue.every((option) => site.candidates.has(option))
      ? queue
      : this.tensor.resolve(site.cursor, this.#selected(site, selection));
  }

  /** The head of {@link queue}, if there is one; so a learner is a candidate for `replay`. */
  best(cursor: Cursor<Levels[number]> = {}, selection?: Pick<Selection, "among">): string | undefined {
    return this.queue(cursor, selection)[0];
  }

  /** What an option counts as in a dimension, as believed now. */
  value(cursor: Cursor<Levels[number]>, option: string, dimension: string): number | undefined {
    return this.tensor.value(this.#placement.site(cursor).cursor, option, dimension);
  }

  /** Why {@link queue} is as it is, and what would flip it. Throws `invalid-name`. */
  explain(cursor: Cursor<Levels[number]> = {}, selection?: Selection): Explanation {
    const site = this.#placement.site(cursor);
    return this.tensor.explain(site.cursor, this.#selected(site, selection));
  }

  /** Whether the option of a receipt was removed after it was made, or in the life after that. */
  #isGone({ id, option }: Receipt): boolean {
    const decisions = this.#removed.get(option);
    if (decisions === undefined) return false;
    const own = `${this.#name}-`;
    return !id.startsWith(own) || Number(id.slice(own.length)) <= decisions;
  }

  /** A selection of the candidates alone. */
  #selected({ candidates }: Site, selection: Selection = {}): Selection {
    const { among = [...candidates.keys()] } = selection;
    return { ...selection, among: among.filter((option) => candidates.has(option)) };
  }

  #explore(arms: Arms): Plan {
    const exploration = this.#exploration;
    const random = this.#random;
    if (exploration.kind === "thompson") return thompson(arms, { random, temperature: exploration.temperature });
    return optimism(arms, { random, temperature: exploration.temperature, share: exploration.share });
  }
}

/** What writes for a learner. Throws `invalid-option`. */
function writerOf(tensor: Tensor | Reader, given: Writer | undefined, levels: readonly string[]): Writer {
  const refuse = (found: unknown, place: string, advice: string): never => {
    throw new PolicyError("invalid-option", found, place, advice);
  };
  const its: readonly string[] = tensor.levels ?? [];
  if (its.length !== levels.length || its.some((level, i) => level !== levels[i])) {
    refuse(levels.join(", "), "levels", `give the tensor's own, ${its.join(", ")}`);
  }
  const root = levels[0] as string;
  const writer = given ?? (tensor instanceof Tensor ? (tensor as Tensor).writer(root) : undefined);
  if (writer === undefined) return refuse("a reader", "tensor", "give a writer, too, as that of a replica");
  if (writer.instance === "" || (writer.instance === undefined && writer.floor !== root)) {
    refuse(`from ${writer.floor} on`, "writer", `give one that may write from ${root} on, or one slice alone`);
  }
  return writer;
}
