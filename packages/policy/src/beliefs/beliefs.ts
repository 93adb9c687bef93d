import type { Cursor } from "@thalweg/core";
import { PolicyError } from "../errors.ts";
import { addressOf, instanceOf, pathOf } from "./address.ts";
import type { Belief } from "./belief.ts";
import { Field } from "./field.ts";
import type { Observation } from "./observation.ts";
import { COUNT, PRECISION, type Seen, SHIFT, SQUARES, SUM, SUMS } from "./seen.ts";
import { BeliefView } from "./view.ts";

/** Evidence ages in so many steps a half-life: between two, nothing has to be computed anew. */
const STEPS = 64;
/** No observation counts for more. */
const HEAVIEST = 1e15;
/** Aged so much, evidence is forgotten. */
const FORGOTTEN = 1e-9;

/** Takes of {@link Beliefs}. */
export interface BeliefsOptions {
  /** The levels that are pooled, coarse to fine; the first is the root of all. */
  readonly levels: readonly string[];
  /** How the observations of each dimension come about. */
  readonly dimensions: Readonly<Record<string, Observation>>;
  /** Evidence counts half as much after so long, in the unit of `now`; never less by default. */
  readonly halfLife?: number | undefined;
  /** `"exact"` is the posterior; `"robust"` bounds what children can do to their parent. */
  readonly pooling?: "exact" | "robust" | undefined;
}

/** One observation. */
export interface Sighting {
  readonly cursor: Cursor;
  readonly option: string;
  readonly dimension: string;
  readonly value: number;
  /** How many observations it counts for; 1 by default. */
  readonly weight?: number | undefined;
  /** When it was made; needed for evidence to age. */
  readonly now?: number | undefined;
}

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
  readonly options: readonly string[] = [];
  /** What was given up since the last {@link saveEvidence}, which says so in the tensor. */
  readonly dropped: { readonly path: readonly string[]; readonly option: string; readonly dimension: string }[] = [];
  readonly #isRobust: boolean;
  readonly #fields = new Map<string, Field>();
  readonly #numbers = new Map<string, number>();
  readonly #halfLife: number;
  #now = -Infinity;

  constructor({ levels, dimensions, halfLife = Infinity, pooling = "exact" }: BeliefsOptions) {
    if (levels.length === 0) throw new PolicyError("invalid-option", "no levels", "levels");
    if (!(halfLife > 0)) throw new PolicyError("invalid-number", halfLife, "halfLife");
    this.levels = [...levels];
    this.#halfLife = halfLife;
    this.#isRobust = pooling === "robust";
    for (const [dimension, model] of Object.entries(dimensions)) {
      this.#fields.set(dimension, new Field(model, pooling === "robust"));
    }
  }

  get dimensions(): readonly string[] {
    return [...this.#fields.keys()];
  }

  /** How the observations of a dimension come about. */
  model(dimension: string): Observation {
    return this.#field(dimension).model;
  }

  /** Takes an observation; nothing where it throws. */
  observe({ cursor, option, dimension, value, weight = 1, now }: Sighting): void {
    const field = this.#field(dimension);
    this.check(dimension, value);
    if (!(weight > 0 && weight <= HEAVIEST)) throw new PolicyError("invalid-number", weight, "weight");
    const path = addressOf(this.levels, cursor);
    if (now !== undefined) this.advance(now);
    const node = field.node(path);
    const number = this.#number(option);
    const seen = field.seenAt(node);
    const at = seen.room(number);
    const scaled = field.model.scale === "log" ? Math.log(value) : value;
    seen.here[at + COUNT] = (seen.here[at + COUNT] as number) + weight;
    seen.here[at + SUM] = (seen.here[at + SUM] as number) + weight * scaled;
    seen.here[at + SQUARES] = (seen.here[at + SQUARES] as number) + weight * scaled * scaled;
    field.weigh(node, seen, number);
  }

  /** What is believed of an option at an address. */
  belief(cursor: Cursor, option: string, dimension: string): Belief {
    const field = this.#field(dimension);
    return field.belief(addressOf(this.levels, cursor), this.#numbers.get(option) ?? -1);
  }

  /** Makes an option known. */
  add(option: string): void {
    this.#number(option);
  }

  /** Time has passed: evidence ages. A clock that runs backwards stands still. */
  advance(now: number): void {
    if (!Number.isFinite(now)) throw new PolicyError("invalid-number", now, "now");
    if (this.#halfLife === Infinity || this.#now === -Infinity) {
      this.#now = Math.max(this.#now, now);
      return;
    }
    const steps = Math.floor(((now - this.#now) / this.#halfLife) * STEPS);
    if (steps < 1) return;
    this.#now += (steps * this.#halfLife) / STEPS;
    this.discount(2 ** (-steps / STEPS));
  }

  /** Lets all evidence count only so much of what it did; 0 is to forget everything. */
  discount(share: number): void {
    if (!(share >= 0 && share <= 1)) throw new PolicyError("invalid-number", share, "share");
    for (const field of this.#fields.values()) {
      for (const [node, seen] of field.seen) {
        for (const sums of [seen.here, seen.others]) {
          for (let at = 0; at < sums.length; at += SUMS) {
            for (let i = at; i < at + SUMS; i++) sums[i] = (sums[i] as number) * share;
            if ((sums[at + COUNT] as number) < FORGOTTEN && (sums[at + PRECISION] as number) < FORGOTTEN) {
              sums.fill(0, at, at + SUMS);
            }
          }
        }
        field.weighAll(node, seen);
      }
    }
  }

  /** Takes away what was seen at an address, and at those below it, as if it had never been. */
  remove(cursor: Cursor): void {
    const path = addressOf(this.levels, cursor);
    for (const [dimension, field] of this.#fields) {
      this.#forgotten(dimension, field, path);
      for (const [, node] of field.subtree(path)) {
        const seen = field.seen.get(node);
        if (seen === undefined) continue;
        seen.here.fill(0);
        seen.others.fill(0);
        field.weighAll(node, seen);
      }
      field.drop(path, this.options.length);
    }
  }

  /** Gives up an address and those below it; what they said of their parent becomes its own, so that no other posterior changes. */
  compact(cursor: Cursor): void {
    const path = addressOf(this.levels, cursor);
    if (path.length === 0) throw new PolicyError("invalid-option", "the root", "cursor");
    if (this.#isRobust)
      throw new PolicyError("invalid-option", "robust pooling, which trusts no child so far", "pooling");
    for (const field of this.#fields.values()) {
      // What others have seen is theirs to compact, and would come back with the next load.
      for (const [, node] of field.subtree(path)) {
        if (field.seen.get(node)?.others.some((sum) => sum !== 0)) {
          throw new PolicyError("invalid-option", "an address that others have told of", "cursor");
        }
      }
    }
    for (const [dimension, field] of this.#fields) {
      const node = field.nodes.get(instanceOf(path));
      if (node?.parent === undefined) continue;
      const { parent } = node;
      this.#forgotten(dimension, field, path);
      const seen = field.seenAt(parent);
      const messages = this.options.map((_, option) => node.message(option));
      field.drop(path, this.options.length);
      for (const [option, { precision, shift }] of messages.entries()) {
        if (precision === 0) continue;
        const at = seen.room(option);
        seen.here[at + PRECISION] = (seen.here[at + PRECISION] as number) + precision;
        seen.here[at + SHIFT] = (seen.here[at + SHIFT] as number) + shift;
        field.weigh(parent, seen, option);
      }
    }
  }

  /** Every address at which anything was seen in a dimension, with its sums; for {@link publish} and {@link saveEvidence}. */
  *addresses(dimension: string): Generator<readonly [path: readonly string[], seen: Seen | undefined]> {
    const field = this.#field(dimension);
    for (const [instance, node] of field.nodes) yield [instance === "" ? [] : pathOf(instance), field.seen.get(node)];
  }

  /** Whether anything was seen of an option at an address or below it. */
  isTouched(path: readonly string[], option: string, dimension: string): boolean {
    const node = this.#field(dimension).nodes.get(instanceOf(path));
    return node?.isTouched(this.#numbers.get(option) ?? -1) ?? false;
  }

  /** Forgets what others were said to have seen. */
  forgetOthers(): void {
    for (const field of this.#fields.values()) {
      for (const [node, seen] of field.seen) {
        if (seen.others.every((sum) => sum === 0)) continue;
        seen.others.fill(0);
        field.weighAll(node, seen);
      }
    }
  }

  /** Puts sums in the place of those so far: of what was seen here, or of what others have seen ({@link loadEvidence}). */
  take(
    path: readonly string[],
    option: string,
    dimension: string,
    sums: readonly number[],
    as: "here" | "others" = "others",
  ): void {
    const field = this.#field(dimension);
    if (path.length >= this.levels.length) throw new PolicyError("invalid-name", path.join("/"), "path");
    const node = field.node(path);
    const seen = field.seenAt(node);
    const number = this.#number(option);
    const at = seen.room(number);
    seen[as].set(sums, at);
    field.weigh(node, seen, number);
  }

  /** What is believed of all options at an address, to be asked again and again. */
  view(cursor: Cursor, dimension: string): BeliefView {
    const field = this.#field(dimension);
    const path = addressOf(this.levels, cursor);
    return new BeliefView(field, this.options, path, instanceOf(path));
  }

  /** Throws `invalid-number` or `invalid-name` unless a value can be observed in a dimension. */
  check(dimension: string, value: number): void {
    const [least, greatest] = this.#field(dimension).model.range;
    if (!(Number.isFinite(value) && value >= least && value <= greatest)) {
      throw new PolicyError("invalid-number", value, dimension);
    }
  }

  /** {@link belief} by the path of an address. */
  at(path: readonly string[], option: string, dimension: string): Belief {
    return this.#field(dimension).belief(path, this.#numbers.get(option) ?? -1);
  }

  /** Remembers whose saved sums are nothing from now on. */
  #forgotten(dimension: string, field: Field, path: readonly string[]): void {
    for (const [instance, node] of path.length === 0 ? [] : field.subtree(path)) {
      for (const option of field.seen.get(node)?.saved ?? []) {
        this.dropped.push({ path: pathOf(instance), option: this.options[option] as string, dimension });
      }
    }
  }

  #field(dimension: string): Field {
    const field = this.#fields.get(dimension);
    if (field === undefined) {
      const known = [...this.#fields.keys()].join(", ");
      throw new PolicyError("invalid-name", `${dimension}, which is none of ${known}`, "dimension");
    }
    return field;
  }

  #number(option: string): number {
    let number = this.#numbers.get(option);
    if (number === undefined) {
      if (option === "") throw new PolicyError("invalid-name", option, "option");
      number = (this.options as string[]).push(option) - 1;
      this.#numbers.set(option, number);
    }
    return number;
  }
}
