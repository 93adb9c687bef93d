import { instanceOf } from "./address.ts";
import { type Belief, beliefOf } from "./belief.ts";
import type { Observation } from "./observation.ts";
import { robustPosteriorOf } from "./robust.ts";
import { PRECISION, Seen, SHIFT, SUMS } from "./seen.ts";
import { type Natural, PoolNode, posteriorOf } from "./tree.ts";

/** With so many changes a view can catch up one by one. */
export const LATEST = 256;

/** One dimension: its tree of addresses, and what was seen at each, by the numbers of the options. */
export class Field {
  readonly model: Observation;
  /** By instance name. */
  readonly nodes: Map<string, PoolNode>;
  readonly seen: Map<PoolNode, Seen> = new Map();
  /** Counts the changes; the latest of them, by their number, are of these options. */
  clock = 0;
  readonly latest: Int32Array = new Int32Array(LATEST);
  readonly #isRobust: boolean;

  constructor(model: Observation, isRobust: boolean) {
    this.model = model;
    this.#isRobust = isRobust;
    this.nodes = new Map([["", new PoolNode(undefined, model.deviation ** 2)]]);
  }

  /** The node of an address, made now if there is none. */
  node(path: readonly string[]): PoolNode {
    const instance = instanceOf(path);
    const known = this.nodes.get(instance);
    if (known !== undefined) return known;
    const node = new PoolNode(this.node(path.slice(0, -1)), spreadAt(this.model, path.length) ** 2);
    this.nodes.set(instance, node);
    return node;
  }

  /** What was seen at a node. */
  seenAt(node: PoolNode): Seen {
    let seen = this.seen.get(node);
    if (seen === undefined) {
      seen = new Seen();
      this.seen.set(node, seen);
    }
    return seen;
  }

  /** Puts the sums of an option into the tree, once they have changed. */
  weigh(node: PoolNode, seen: Seen, option: number): void {
    const { precision, shift } = weightOf(this.model, seen, option);
    node.see(option, precision, shift);
    this.#changed(option);
  }

  /** All options of a node, once their sums have changed. */
  weighAll(node: PoolNode, seen: Seen): void {
    for (let option = 0; option * SUMS < seen.here.length; option++) this.weigh(node, seen, option);
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
    const { precision, shift } = this.#isRobust
      ? robustPosteriorOf(node, option, model)
      : posteriorOf(node, option, model.mean);
    const seen = depth === path.length ? this.seen.get(node) : undefined;
    const evidence = seen?.evidence(option) ?? { count: 0, sum: 0, squares: 0 };
    return beliefOf(model, shift / precision, 1 / precision + more, evidence);
  }

  /** The nodes of an address and of those below it. */
  subtree(path: readonly string[]): readonly (readonly [instance: string, node: PoolNode])[] {
    const instance = instanceOf(path);
    return [...this.nodes].filter(
      ([name]) => path.length === 0 || name === instance || name.startsWith(`${instance}/`),
    );
  }

  /** Gives up an address and those below it, which have nothing to say any more. */
  drop(path: readonly string[], options: number): void {
    if (path.length === 0) return;
    const gone = this.subtree(path);
    // From the leaves up, so that each tells a parent that is still there.
    for (const [, node] of gone.toReversed()) for (let option = 0; option < options; option++) node.see(option, 0, 0);
    for (const [name, node] of gone) {
      this.nodes.delete(name);
      this.seen.delete(node);
      node.parent?.children.delete(node);
    }
    // What is left of a huge number that was taken away again may be more than all others: so these are added up anew.
    const [top] = gone;
    for (let option = 0; option < options; option++) top?.[1].parent?.recount(option);
    for (let option = 0; option < options; option++) this.#changed(option);
  }
}

const spreadAt = ({ spread }: Observation, depth: number): number =>
  typeof spread === "number" ? spread : (spread[Math.min(depth, spread.length) - 1] as number);

/** What the sums of an option come to, as natural parameters. */
function weightOf(model: Observation, seen: Seen, option: number): Natural {
  const evidence = seen.evidence(option);
  const variance = model.variance(evidence);
  return {
    precision: evidence.count / variance + seen.total(option, PRECISION),
    shift: evidence.sum / variance + seen.total(option, SHIFT),
  };
}
