import type { Reader, Writer } from "@thalweg/core";
import { PolicyError } from "../errors.ts";
import { instanceOf, pathOf } from "./address.ts";
import type { Beliefs } from "./beliefs.ts";
import { SUM_NAMES, SUMS } from "./seen.ts";

/** A slice of a tensor. */
export interface Slice {
  readonly level: string;
  readonly instance: string;
}

const PREFIX = "evidence";

/** The dimension of a sum: what was seen is a fact like any other. */
const dimensionOf = (sum: string, dimension: string, path: readonly string[]): string =>
  `${PREFIX}:${sum}:${dimension}@${instanceOf(path)}`;

/**
 * Writes what was seen here as facts into one slice of a tensor, in one batch: `evidence:count:deficit@math` and its like, of
 * each option. They add up: rolled up with `using: "sum"`, the slices of many devices are what all of them have seen.
 * Returns how many cells. Throws what the writer throws.
 *
 * @example
 * import { Tensor } from "@thalweg/core";
 * import { Beliefs, rate, saveEvidence } from "@thalweg/policy/beliefs";
 * const beliefs = new Beliefs({ levels: ["global", "task"], dimensions: { deficit: rate() } });
 * beliefs.observe({ cursor: { task: "math" }, option: "small", dimension: "deficit", value: 1 });
 * const tensor = new Tensor(["global", "device"]);
 * saveEvidence(beliefs, tensor.writer("device", "A"), { level: "device", instance: "A" });
 * console.log(tensor.value({ device: "A" }, "small", "evidence:count:deficit@math")); // 1
 */
export function saveEvidence(beliefs: Beliefs, writer: Writer, { level, instance }: Slice): number {
  let cells = 0;
  writer.batch(() => {
    for (const dimension of beliefs.dimensions) {
      for (const [path, seen] of beliefs.addresses(dimension)) {
        for (const [number, option] of beliefs.options.entries()) {
          const sums = seen?.here.subarray(number * SUMS, (number + 1) * SUMS) ?? [];
          for (const [i, sum] of sums.entries()) {
            const name = dimensionOf(SUM_NAMES[i] as string, dimension, path);
            if (sum === 0) writer.unsetValue(level, instance, option, name);
            else writer.setValue(level, instance, option, name, sum);
            cells++;
          }
        }
      }
    }
  });
  return cells;
}

/** Takes of {@link loadEvidence}. */
export interface LoadOptions {
  /** A slice whose facts are in the others, and are not to count twice: what this learner has saved itself. */
  readonly without?: Slice | undefined;
  /** `"others"` have seen it, which the next load replaces; or it was `"here"`, and is taken up after a restart. */
  readonly as?: "others" | "here" | undefined;
}

/**
 * Reads facts that {@link saveEvidence} has written, or their roll-up, from a slice of a tensor. Returns how many addresses
 * and options it told of. Throws `invalid-number` where a count or precision is negative by more than rounding, and then
 * nothing is taken.
 *
 * @example
 * import { Tensor } from "@thalweg/core";
 * import { Beliefs, loadEvidence, rate } from "@thalweg/policy/beliefs";
 * const tensor = new Tensor(["global", "device"]);
 * tensor.writer("global").setValue("global", "", "small", "evidence:count:deficit@math", 8);
 * const beliefs = new Beliefs({ levels: ["global", "task"], dimensions: { deficit: rate() } });
 * console.log(loadEvidence(beliefs, tensor.reader(), { level: "global", instance: "" })); // 1
 */
export function loadEvidence(
  beliefs: Beliefs,
  reader: Reader,
  from: Slice,
  { without, as = "others" }: LoadOptions = {},
): number {
  const found = new Map<string, { readonly at: readonly [string[], string, string]; readonly sums: number[] }>();
  const dimensions = new Set(beliefs.dimensions);
  for (const { level, instance, option, dimension: name, value } of reader.cells()) {
    const isFrom = level === from.level && instance === from.instance;
    const isWithout = level === without?.level && instance === without.instance;
    if ((!isFrom && !isWithout) || value === undefined || !name.startsWith(`${PREFIX}:`)) continue;
    const sum = SUM_NAMES.findIndex((known) => name.startsWith(`${PREFIX}:${known}:`));
    const rest = name.slice(PREFIX.length + (SUM_NAMES[sum]?.length ?? 0) + 2);
    const dimension = rest.slice(0, rest.lastIndexOf("@"));
    if (sum < 0 || !dimensions.has(dimension)) continue;
    const address = rest.slice(rest.lastIndexOf("@") + 1);
    const key = JSON.stringify([address, option, dimension]);
    const entry = found.get(key) ?? {
      at: [address === "" ? [] : [...pathOf(address)], option, dimension],
      sums: new Array<number>(SUMS).fill(0),
    };
    entry.sums[sum] = (entry.sums[sum] as number) + (isWithout ? -value : value);
    found.set(key, entry);
  }
  for (const { at, sums } of found.values()) {
    for (const sum of ["count", "squares", "precision"] as const) {
      const i = SUM_NAMES.indexOf(sum);
      if (!((sums[i] as number) > -1e-6))
        throw new PolicyError("invalid-number", sums[i], dimensionOf(sum, at[2], at[0]));
      sums[i] = Math.max(0, sums[i] as number);
    }
    // Without a count there is nothing that the other sums could be of.
    if (sums[0] === 0) sums.fill(0, 0, 3);
  }
  for (const { at, sums } of found.values()) beliefs.take(...at, sums, as);
  return found.size;
}
