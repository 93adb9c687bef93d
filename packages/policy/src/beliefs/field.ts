import { PolicyError } from "../errors.ts";
import { instanceOf } from "./address.ts";
import { type Belief, beliefOf } from "./belief.ts";
import type { Evidence, Observation } from "./observation.ts";
import { robustPosteriorOf } from "./robust.ts";
import {
  COUNT,
  evidenceOf,
  FRESH,
  isNothing,
  isSaved,
  noSums,
  OTHERS,
  PRECISION,
  type Seen,
  SHIFT,
  SUM,
  SUMS,
  type Sums,
  setSaved,
  totalOf,
} from "./seen.ts";
import { type Natural, PoolNode, posteriorOf } from "./tree.ts";

/** With so many changes a view can catch up one by one. */
export const LATEST = 256;
/** So many units of a name of a tensor are left for a dimension and an address, where what was seen there is a fact. */
const LONGEST = 1000;

const NOTHING: Evidence = { count: 0, sum: 0, squares: 0 };

/** What is known of an option at the root beforehand, and how far from it an address may be: one standard deviation. */
interface Expected extends Natural {
  readonly mean: number;
  readonly reach: number;
}

/** One dimension: its tree of addresses, and what was seen at each, by the numbers of the options. */
export class Field {
  readonly model: Observation;
  /** By instance name. */
  readonly nodes: Map<string, PoolNode> = new Map();
  readonly root: PoolNode = new PoolNode("", undefined, 0);
  /** Whose sums stand in a tensor, and are nothing by now. */
  gone: { readonly instance: string; readonly option: number }[] = [];
  /** Counts the changes; the latest of them, by their number, are of these options. */
  clock = 0;
  readonly latest: Int32Array = new Int32Array(LATEST);
  readonly #dimension: string;
  readonly #isRobust: boolean;
  readonly #depths: number;
  readonly #default: Expected;
  readonly #expected = new Map<number, Expected>();

  /** Of a dimension over so many levels. */
  constructor(dimension: string, model: Observation, levels: number, isRobust: boolean) {
    this.model = model;
    this.#dimension = dimension;
    this.#isRobust = isRobust;
    this.#depths = levels - 1;
    this.#default = this.#expectedOf(model.mean, model.deviation);
    this.nodes.set("", this.root);
  }

  /** Declares what is expected of an option at the root, on the scale of the model. */
  expect(option: number, mean: number, deviation: number): void {
    this.#expected.set(option, this.#expectedOf(mean, deviation));
    this.#changed(option);
  }

  #expectedOf(mean: number, deviation: number): Expected {
    const spreads = Array.from({ length: this.#depths }, (_, i) => spreadAt(this.model, i + 1));
    const variance = deviation ** 2;
    return { mean, precision: 1 / variance, shift: mean / variance, reach: Math.hypot(deviation, ...spreads) };
  }

  /** Throws `invalid-name` where no fact can have the name of an address. */
  check(instance: string): void {
    if (instance.length <= LONGEST - this.#dimension.length) return;
    throw new PolicyError("invalid-name", instance, "cursor", `give names of at most ${LONGEST} units in all`);
  }

  /** The node of an address, made now if there is none. */
  node(path: readonly string[], instance: string = instanceOf(path)): PoolNode {
    const known = this.nodes.get(instance);
    if (known !== undefined) return known;
    const node = new PoolNode(instance, this.node(path.slice(0, -1)), spreadAt(this.model, path.length) ** 2);
    this.nodes.set(instance, node);
    return node;
  }

  /** The sums of an option at a node, made now if there are none. */
  sums(node: PoolNode, option: number): Sums {
    node.seen ??= new Map();
    let sums = node.seen.get(option);
    if (sums === undefined) {
      sums = noSums();
      node.seen.set(option, sums);
    }
    return sums;
  }

  /** Puts the sums of an option into the tree, once they have changed. */
  weigh(node: PoolNode, option: number, sums: Sums): void {
    const { precision, shift } = weightOf(this.model, sums);
    node.see(option, precision, shift);
    this.#changed(option);
  }

  #changed(option: number): void {
    this.latest[++this.clock % LATEST] = option;
  }

  /** What is believed of an option at an address. */
  belief(path: readonly string[], option: number, instance: string = instanceOf(path)): Belief {
    const { model, nodes } = this;
    // An address that was never seen knows what its nearest ancestor knows, less surely.
    let depth = path.length;
    let node = nodes.get(instance);
    let more = 0;
    while (node === undefined) {
      more += spreadAt(model, depth) ** 2;
      node = nodes.get(instanceOf(path.slice(0, --depth)));
    }
    const expected = this.#expected.get(option) ?? this.#default;
    const { precision, shift } = this.#isRobust
      ? robustPosteriorOf(node, option, expected, expected.reach)
      : posteriorOf(node, option, expected);
    const sums = depth === path.length ? node.seen?.get(option) : undefined;
    // Of whoever was never met it is what was declared, without rounding.
    const center = this.root.isTouched(option) ? shift / precision : expected.mean;
    return beliefOf(model, center, 1 / precision + more, sums === undefined ? NOTHING : evidenceOf(sums));
  }

  /** Lets all evidence count only so much of what it did, and forgets what says nothing any more. */
  age(share: number): void {
    this.sweep((sums, option) => {
      for (let i = FRESH; i < OTHERS + SUMS; i++) sums[i] = (sums[i] as number) * share;
      const { mean, reach } = this.#expected.get(option) ?? this.#default;
      const variance = this.model.variance(evidenceOf(sums));
      for (let from = FRESH; from <= OTHERS; from += SUMS) {
        if (isNothing(sums, from)) continue;
        const said = naturalOf(sums, from, variance);
        if (said.precision * reach ** 2 >= FORGOTTEN) continue;
        if (Math.abs(said.shift - said.precision * mean) * reach < FORGOTTEN) sums.fill(0, from, from + SUMS);
      }
    });
  }

  /** Changes the sums of all options at all addresses; gives up addresses that have nothing to say any more. */
  sweep(change: (sums: Sums, option: number) => void): void {
    this.#sweep(this.root, change);
    for (const option of this.root.met) this.#changed(option);
  }

  #sweep(node: PoolNode, change: (sums: Sums, option: number) => void): void {
    const { children, seen } = node;
    if (children.size > 0) {
      for (const child of children) this.#sweep(child, change);
      node.gather();
    }
    seen?.forEach((sums, option) => {
      change(sums, option);
      const { precision, shift } = weightOf(this.model, sums);
      node.set(option, precision, shift);
      this.#clean(node, option, sums);
    });
    this.#giveUp(node);
  }

  /** Once the sums of an option have become less: what is nothing is not kept, and a tensor that has it is to be told. */
  #clean({ instance, seen }: PoolNode, option: number, sums: Sums): void {
    if (!isNothing(sums, FRESH, OTHERS)) return;
    if (isSaved(sums)) this.gone.push({ instance, option });
    setSaved(sums, false);
    if (isNothing(sums, OTHERS)) seen?.delete(option);
  }

  /** Gives up a node that has nothing to say. */
  #giveUp(node: PoolNode): void {
    if (node.parent === undefined || node.children.size > 0 || (node.seen?.size ?? 0) > 0) return;
    this.nodes.delete(node.instance);
    node.parent.leave(node);
  }

  /** Gives up an address and those below it, with all that was seen there. */
  drop(node: PoolNode): void {
    const { parent, met } = node;
    if (parent === undefined) return;
    for (const [each] of this.below(node)) {
      for (const [option, sums] of each.seen ?? []) {
        if (isSaved(sums)) this.gone.push({ instance: each.instance, option });
      }
      this.nodes.delete(each.instance);
    }
    parent.leave(node);
    // What is left of a huge number that was taken away again may be more than all others: so these are added up anew.
    for (let above: PoolNode | undefined = parent; above !== undefined; above = above.parent) above.gather();
    for (const option of met) this.#changed(option);
  }

  /** A node and those below it, coarse to fine, with what was seen there. */
  *below(node: PoolNode): Generator<readonly [node: PoolNode, seen: Seen | undefined]> {
    yield [node, node.seen];
    for (const child of node.children) yield* this.below(child);
  }
}

const spreadAt = ({ spread }: Observation, depth: number): number =>
  typeof spread === "number" ? spread : (spread[Math.min(depth, spread.length) - 1] as number);

/** Evidence is forgotten that moves no belief by more than this share of what is expected beforehand to be its error. */
const FORGOTTEN = 1e-6;

/** What the sums of somebody come to, where one observation has a variance. */
const naturalOf = (sums: Sums, from: number, variance: number): Natural => ({
  precision: (sums[from + COUNT] as number) / variance + (sums[from + PRECISION] as number),
  shift: (sums[from + SUM] as number) / variance + (sums[from + SHIFT] as number),
});

/** What the sums of everyone come to. */
function weightOf(model: Observation, sums: Sums): Natural {
  const evidence = evidenceOf(sums);
  const variance = model.variance(evidence);
  return {
    precision: evidence.count / variance + totalOf(sums, PRECISION),
    shift: evidence.sum / variance + totalOf(sums, SHIFT),
  };
}
