import type { Cursor } from "@thalweg/core";
import { checkNumber } from "../check-number.ts";
import { PolicyError } from "../errors.ts";
import { addressOf, instanceOf, pathOf } from "./address.ts";
import type { Belief } from "./belief.ts";
import { type BeliefsOptions, checkOptions } from "./beliefs-options.ts";
import { checkDeviation, GREATEST } from "./bounds.ts";
import { EvidenceClock } from "./evidence-clock.ts";
import { Field } from "./field.ts";
import { type Observation, scaled } from "./observation.ts";
import { OptionNames } from "./option-names.ts";
import { count, isNothing, KEPT, OTHERS, PRECISION, type Seen, SHIFT, SUMS, setSaved } from "./seen.ts";
import type { Expectation, Sighting } from "./sighting.ts";
import { BeliefView } from "./view.ts";

/** No observation counts for more. */
const HEAVIEST = 1e15;

/**
 * What is believed of each option, in each dimension, at each address: one unknown quantity each, pooled along the levels
 * ({@link PoolNode}), so that what one device sees sharpens what is believed of its siblings a little, and of itself a lot.
 * An option that nobody has met has the prior mean and the widest interval. Throws `invalid-option`, `invalid-number`,
 * `invalid-name`.
 *
 * @example
 * import { Beliefs, rate } from "@thalweg/policy/beliefs";
 * const beliefs = new Beliefs({ levels: ["global", "task"], dimensions: { deficit: rate() } });
 * for (let i = 0; i < 20; i++) beliefs.observe({ cursor: { task: "math" }, option: "small", dimension: "deficit", value: 1 });
 * const math = beliefs.belief({ task: "math" }, "small", "deficit").mean;
 * const code = beliefs.belief({ task: "code" }, "small", "deficit").mean;
 * console.log(math > code && code > 0.5); // true
 */
export class Beliefs {
  readonly levels: readonly string[];
  readonly #isRobust: boolean;
  readonly #fields = new Map<string, Field>();
  readonly #options = new OptionNames();
  readonly #clock: EvidenceClock;

  constructor(options: BeliefsOptions) {
    const { levels, dimensions, halfLife, isRobust } = checkOptions(options);
    this.levels = levels;
    this.#clock = new EvidenceClock(halfLife);
    this.#isRobust = isRobust;
    for (const [dimension, model] of dimensions) {
      this.#fields.set(dimension, new Field(dimension, model, levels.length, isRobust));
    }
  }

  get dimensions(): readonly string[] {
    return [...this.#fields.keys()];
  }

  /** The options that are known, in the order in which they became so. */
  get options(): readonly string[] {
    return this.#options.names;
  }

  /** The latest time that it was told; −∞ before the first. */
  get now(): number {
    return this.#clock.now;
  }

  /** Evidence counts half as much after so long. */
  get halfLife(): number {
    return this.#clock.halfLife;
  }

  /** How the observations of a dimension come about. */
  model(dimension: string): Observation {
    return this.#field(dimension).model;
  }

  /** Takes an observation; nothing where it throws. */
  observe(sighting: Sighting): void {
    const path = this.check(sighting);
    const { option, dimension, value, weight = 1, now } = sighting;
    const field = this.#field(dimension);
    if (now !== undefined) this.advance(now);
    const node = field.node(path, instanceOf(path));
    const number = this.#options.add(option);
    const left = now === undefined ? weight : weight * this.#clock.share(now);
    // So late that nothing is left of it.
    if (left === 0) return;
    const sums = field.sums(node, number);
    count(sums, left, scaled(field.model, value), now ?? this.now);
    field.weigh(node, number, sums);
  }

  /** Throws what {@link observe} would throw, which takes nothing then; returns the address. */
  check(sighting: Sighting): readonly string[] {
    if (typeof sighting !== "object" || sighting === null)
      throw new PolicyError("invalid-option", sighting, "sighting", "give an object");
    const { cursor, option, dimension, value, weight = 1, now } = sighting;
    const field = this.#field(dimension);
    checkNumber(value, dimension, ...field.model.range);
    checkNumber(weight, "weight", Number.MIN_VALUE, HEAVIEST);
    if (now !== undefined) checkNumber(now, "now", -GREATEST, GREATEST);
    const path = addressOf(this.levels, cursor);
    field.check(instanceOf(path));
    this.#options.check(option);
    return path;
  }

  /** What is believed of an option at an address. */
  belief(cursor: Cursor, option: string, dimension: string): Belief {
    return this.at(addressOf(this.levels, cursor), option, dimension);
  }

  /** {@link belief} by the path of an address. */
  at(path: readonly string[], option: string, dimension: string): Belief {
    return this.#field(dimension).belief(path, this.#options.find(option));
  }

  /**
   * Makes an option known, and returns its place among {@link options}. Throws `invalid-name` unless a tensor can have it: not
   * empty, well-formed, at most 1,024 units.
   */
  add(option: string): number {
    return this.#options.add(option);
  }

  /** Declares what is expected of an option beforehand, in the place of what is expected of any; and makes it known. */
  expect(option: string, dimension: string, expectation: Expectation): void {
    const { mean, deviation } = Object(expectation) as Expectation;
    const field = this.#field(dimension);
    const { model } = field;
    this.#options.check(option);
    checkNumber(mean, "mean", ...model.range);
    if (deviation !== undefined) checkDeviation(deviation, "deviation");
    // Such that `belief` has the deviation that was given: that of a log-normal quantity by its median.
    let width = deviation ?? model.deviation;
    if (model.scale === "log" && deviation !== undefined) {
      width = Math.sqrt(Math.log1p((deviation / Math.max(mean, model.floor ?? 0)) ** 2));
    }
    checkDeviation(width, "deviation");
    field.expect(this.#options.add(option), scaled(model, mean), width);
  }

  /** Time has passed: evidence ages. A clock that runs backwards stands still; none is turned back, not even a wrong one. */
  advance(now: number): void {
    const share = this.#clock.advance(checkNumber(now, "now", -GREATEST, GREATEST));
    if (share < 1) this.discount(share);
  }

  /** What evidence of a time counts for by now. */
  shareOf(then: number): number {
    return this.#clock.share(then);
  }

  /** Lets all evidence count only so much of what it did; 0 is to forget everything. */
  discount(share: number): void {
    checkNumber(share, "share", 0, 1);
    for (const field of this.#fields.values()) field.age(share);
  }

  /** Takes away what was seen of an option, everywhere, as if it had never been; it stays known, and what is expected of it. */
  forget(option: string): void {
    const number = this.#options.find(option);
    if (number < 0) return;
    for (const field of this.#fields.values()) {
      field.sweep((sums, each) => {
        if (each === number) sums.fill(0, 0, OTHERS + SUMS);
      });
    }
  }

  /** Takes away what was seen at an address, and at those below it, as if it had never been. */
  remove(cursor: Cursor): void {
    const path = addressOf(this.levels, cursor);
    for (const field of this.#fields.values()) {
      const node = field.nodes.get(instanceOf(path));
      if (path.length === 0) field.sweep((sums) => void sums.fill(0, 0, OTHERS + SUMS));
      else if (node !== undefined) field.drop(node);
    }
  }

  /** Gives up an address and those below it; what they said of their parent becomes its own, so that no other posterior changes. */
  compact(cursor: Cursor): void {
    const path = addressOf(this.levels, cursor);
    if (path.length === 0) throw new PolicyError("invalid-option", "the root", "cursor", "name an address below it");
    if (this.#isRobust)
      throw new PolicyError(
        "invalid-option",
        "robust",
        "pooling",
        "compact where pooling is exact: a child is trusted then",
      );
    const found = [...this.#fields.values()].flatMap((field) => {
      const node = field.nodes.get(instanceOf(path));
      return node === undefined ? [] : [{ field, node }];
    });
    for (const { field, node } of found) {
      // What others have seen is theirs to compact, and would come back with the next load.
      for (const [, seen] of field.below(node)) {
        for (const sums of seen?.values() ?? []) {
          if (isNothing(sums, OTHERS)) continue;
          throw new PolicyError("invalid-option", cursor, "cursor", "others have told of it, who may compact it");
        }
      }
    }
    for (const { field, node } of found) {
      const { parent } = node;
      if (parent === undefined) continue;
      const said = node.met.map((option) => ({ option, ...node.message(option) }));
      field.drop(node);
      for (const { option, precision, shift } of said) {
        if (precision === 0) continue;
        const sums = field.sums(parent, option);
        sums[PRECISION] = (sums[PRECISION] as number) + precision;
        sums[SHIFT] = (sums[SHIFT] as number) + shift;
        field.weigh(parent, option, sums);
      }
    }
  }

  /** Every address at which anything was seen in a dimension, or below it; for {@link publish} and {@link saveEvidence}. */
  *addresses(dimension: string): Generator<readonly [path: readonly string[], seen: Seen | undefined]> {
    const field = this.#field(dimension);
    for (const [{ instance }, seen] of field.below(field.root)) yield [instance === "" ? [] : pathOf(instance), seen];
  }

  /** What was saved and is nothing any more, for {@link saveEvidence}, which says so in the tensor, and then empties it. */
  gone(dimension: string): Field["gone"] {
    return this.#field(dimension).gone;
  }

  /** Whether anything was seen of an option at an address or below it. */
  isTouched(path: readonly string[], option: string, dimension: string): boolean {
    const node = this.#field(dimension).nodes.get(instanceOf(path));
    return node?.isTouched(this.#options.find(option)) ?? false;
  }

  /** Forgets what others were said to have seen, or what was seen here and saved. */
  forgetTold(as: "here" | "others"): void {
    const from = as === "here" ? KEPT : OTHERS;
    for (const field of this.#fields.values()) field.sweep((sums) => void sums.fill(0, from, from + SUMS));
  }

  /**
   * Puts sums in the place of those so far: of what others have seen, or of what was seen here and saved; what was seen since
   * counts besides ({@link loadEvidence}).
   */
  take(
    path: readonly string[],
    option: string,
    dimension: string,
    sums: readonly number[],
    as: "here" | "others" = "others",
  ): void {
    const field = this.#field(dimension);
    if (path.length >= this.levels.length)
      throw new PolicyError("invalid-name", path.join("/"), "path", "give a name for each level but the root at most");
    this.#options.check(option);
    const instance = instanceOf(path);
    field.check(instance);
    const isNone = sums.every((sum) => sum === 0);
    if (isNone && !field.nodes.get(instance)?.seen?.has(this.#options.find(option))) return;
    const node = field.node(path, instance);
    const number = this.#options.add(option);
    const all = field.sums(node, number);
    for (const [i, sum] of sums.entries()) all[(as === "here" ? KEPT : OTHERS) + i] = sum;
    // Once what stands in a tensor is nothing, that has to be saved, too.
    if (as === "here") setSaved(all, !isNone);
    field.weigh(node, number, all);
  }

  /** What is believed of all options at an address, to be asked again and again. */
  view(cursor: Cursor, dimension: string): BeliefView {
    const field = this.#field(dimension);
    const path = addressOf(this.levels, cursor);
    return new BeliefView(field, this.options, path, instanceOf(path));
  }

  #field(dimension: string): Field {
    const field = this.#fields.get(dimension);
    if (field === undefined) {
      const known = [...this.#fields.keys()].join(", ");
      throw new PolicyError("invalid-name", dimension, "dimension", `the dimensions are ${known}`);
    }
    return field;
  }
}
