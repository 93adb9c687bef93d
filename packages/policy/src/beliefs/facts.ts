import type { Reader, Writer } from "@thalweg/core";
import { PolicyError } from "../errors.ts";
import { instanceOf, pathOf } from "./address.ts";
import type { Beliefs } from "./beliefs.ts";
import type { Observation } from "./observation.ts";
import { SUM_NAMES, SUMS } from "./seen.ts";

/** A slice of a tensor. */
export interface Slice {
  readonly level: string;
  readonly instance: string;
}

const PREFIX = "evidence";
/** No sum is larger, of whatever can be observed. */
const MOST = 1e215;

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
  const put = (path: readonly string[], option: string, dimension: string, sums: Float64Array): void => {
    for (const [i, sum] of sums.entries()) {
      writer.setValue(level, instance, option, dimensionOf(SUM_NAMES[i] as string, dimension, path), sum);
      cells++;
    }
  };
  writer.batch(() => {
    // A 0, and not nothing: a roll-up of nothing would leave what was.
    for (const { path, option, dimension } of beliefs.dropped) put(path, option, dimension, new Float64Array(SUMS));
    for (const dimension of beliefs.dimensions) {
      for (const [path, seen] of beliefs.addresses(dimension)) {
        for (const [number, option] of beliefs.options.entries()) {
          const sums = seen?.here.subarray(number * SUMS, (number + 1) * SUMS) ?? new Float64Array(0);
          if (seen === undefined || (sums.every((sum) => sum === 0) && !seen.saved.has(number))) continue;
          seen.saved.add(number);
          put(path, option, dimension, sums);
        }
      }
    }
  });
  beliefs.dropped.length = 0;
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
 * and options it told of. What a roll-up that is older than the slice `without` lacks of it counts as nothing. Throws
 * `invalid-number` where sums are such as no observations have, and `invalid-name` where an address is none; then nothing is
 * taken.
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
  const found = new Map<string, Found>();
  // The longest first: a name may be the beginning of another.
  const dimensions = [...beliefs.dimensions].sort((a, b) => b.length - a.length);
  for (const { level, instance, option, dimension: name, value } of reader.cells()) {
    const isFrom = level === from.level && instance === from.instance;
    const isWithout = level === without?.level && instance === without.instance;
    if ((!isFrom && !isWithout) || value === undefined || !name.startsWith(`${PREFIX}:`)) continue;
    const sum = SUM_NAMES.findIndex((known) => name.startsWith(`${PREFIX}:${known}:`));
    const tail = name.slice(PREFIX.length + (SUM_NAMES[sum]?.length ?? 0) + 2);
    const dimension = dimensions.find((known) => tail.startsWith(`${known}@`));
    if (sum < 0 || dimension === undefined) continue;
    const address = tail.slice(dimension.length + 1);
    const key = JSON.stringify([address, option, dimension]);
    const entry = found.get(key) ?? {
      at: [address === "" ? [] : [...pathOf(address)], option, dimension],
      sums: new Array<number>(SUMS).fill(0),
      own: new Array<number>(SUMS).fill(0),
    };
    if (isFrom) entry.sums[sum] = value;
    if (isWithout) entry.own[sum] = value;
    found.set(key, entry);
  }
  for (const { at, sums, own } of found.values()) for (const each of [sums, own]) check(beliefs, at, each);
  if (as === "others") beliefs.forgetOthers();
  for (const { at, sums, own } of found.values()) beliefs.take(...at, rest(beliefs.model(at[2]), sums, own), as);
  return found.size;
}

/** What facts say of an option at an address: all that was asked for, and what of it is not to count. */
interface Found {
  readonly at: readonly [path: string[], option: string, dimension: string];
  readonly sums: number[];
  readonly own: number[];
}

const boundsOf = ({ range, scale }: Observation): readonly [least: number, greatest: number] =>
  scale === "log" ? [Math.log(range[0]), Math.log(range[1])] : range;

/** Throws unless observations can have these sums. */
function check(beliefs: Beliefs, [path, option, dimension]: Found["at"], sums: readonly number[]): void {
  const [count = 0, sum = 0, , precision = 0] = sums;
  const place = `${option} ${dimensionOf("count", dimension, path)}`;
  if (path.length >= beliefs.levels.length) throw new PolicyError("invalid-name", path.join("/"), place);
  for (const each of sums) {
    if (!(Math.abs(each) <= MOST)) throw new PolicyError("invalid-number", each, place);
  }
  if (count < 0 || precision < 0) throw new PolicyError("invalid-number", Math.min(count, precision), place);
  const [least, greatest] = boundsOf(beliefs.model(dimension));
  const slack = 1e-6 * Math.max(1, Math.abs(sum));
  if (!(sum >= least * count - slack && sum <= greatest * count + slack)) {
    throw new PolicyError("invalid-number", sum, `${option} ${dimensionOf("sum", dimension, path)}`);
  }
}

/** All without one's own, which may be newer than all is: what is left is what some observations may have. */
function rest(model: Observation, all: readonly number[], own: readonly number[]): number[] {
  const [count, sum, squares, precision, shift] = all.map((each, i) => each - (own[i] as number)) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const [least, greatest] = boundsOf(model);
  const seen = Math.min(Math.max(sum, least * count), greatest * count);
  const first = count > 0 ? [count, seen, Math.max(squares, (seen * seen) / count)] : [0, 0, 0];
  return [...first, ...(precision > 0 ? [precision, shift] : [0, 0])];
}
