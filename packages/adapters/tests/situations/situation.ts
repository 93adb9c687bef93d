import { capableOf, describe, LEVELS } from "@thalweg/adapters";
import { type Cursor, type Explanation, Tensor, type Writer } from "@thalweg/core";
import { FLEET } from "./fleet.ts";

/** A situation in words, and what an engineer would expect of it. */
export interface Situation {
  readonly says: string;
  readonly cursor: Cursor;
  /** What is written on top of the fleet. */
  readonly given?: (writer: Writer) => void;
  /** What this one request requires: it narrows `among`. */
  readonly needs?: readonly string[];
  /** The head of the queue; nothing where the queue must be empty. */
  readonly first?: string;
  /** What comes before what. */
  readonly order?: readonly (readonly [string, string])[];
  /** Options that must not be in the queue, each with the dimension that closes it. */
  readonly closed?: Readonly<Record<string, string>>;
  /** The first is ahead of this one above all by this dimension. */
  readonly by?: readonly [option: string, dimension: string];
}

/** What the core makes of a situation. */
export interface Judgement {
  readonly queue: readonly string[];
  readonly explanation: Explanation;
  /** What the request itself left out. */
  readonly left: readonly string[];
}

/** Asks the core. */
export function judge({ cursor, given, needs }: Situation): Judgement {
  const tensor = new Tensor(LEVELS as readonly string[]);
  const writer = tensor.writer("global");
  describe(FLEET, writer);
  given?.(writer);
  if (needs === undefined) return { queue: tensor.resolve(cursor), explanation: tensor.explain(cursor), left: [] };
  const among = capableOf(tensor, cursor, needs);
  const left = tensor.resolve(cursor).filter((option) => !among.includes(option));
  return { queue: tensor.resolve(cursor, { among }), explanation: tensor.explain(cursor, { among }), left };
}

/** By which dimension the first is furthest ahead of another option, and by how much of its score. */
export function lead({ queue }: Explanation, other: string): { readonly dimension: string; readonly amount: number } {
  const productsOf = (option: string | undefined): ReadonlyMap<string, number> => {
    const terms = queue.find((one) => one.option === option)?.terms ?? [];
    return new Map(terms.map(({ dimension, product }) => [dimension, Number(product)]));
  };
  const [first, second] = [productsOf(queue[0]?.option), productsOf(other)];
  let best = { dimension: "the name", amount: 0 };
  for (const dimension of new Set([...first.keys(), ...second.keys()])) {
    const amount = (second.get(dimension) ?? 0) - (first.get(dimension) ?? 0);
    if (amount > best.amount) best = { dimension, amount };
  }
  return best;
}
