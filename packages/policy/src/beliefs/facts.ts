import type { Reader, Writer } from "@thalweg/core";
import { checkNumber } from "../check-number.ts";
import { checkKeys, checkObject } from "../check-options.ts";
import { PolicyError } from "../errors.ts";
import { instanceOf, pathOf } from "./address.ts";
import { Beliefs } from "./beliefs.ts";
import { GREATEST } from "./bounds.ts";
import { type Observation, scaled } from "./observation.ts";
import { checkName } from "./option-names.ts";
import { keep, ownOf, SUM_NAMES, SUMS } from "./seen.ts";

/** A slice of a tensor. */
export interface Slice {
  readonly level: string;
  readonly instance: string;
}

const PREFIX = "evidence";
/** When a slice was saved. It stands in the shared option slot, which no roll-up reads: all of them have no time. */
const NOW = `${PREFIX}:now`;
/** No number of observations is larger, nor any other sum of whatever can be observed, nor any precision. */
const [MOST_COUNTED, MOST, MOST_PRECISE] = [1e60, 1e260, 1e120];

/** The name of a dimension as it stands before the @ of an address. */
const escaped = (dimension: string): string => dimension.replaceAll("~", "~0").replaceAll("@", "~2");

/** The dimension of a sum: what was seen is a fact like any other. */
const dimensionOf = (sum: string, dimension: string, path: readonly string[]): string =>
  `${PREFIX}:${sum}:${escaped(dimension)}@${instanceOf(path)}`;

/**
 * Writes what was seen here as facts into one slice of a tensor, in one batch: `evidence:count:deficit@math` and its like, of
 * each option. They add up: rolled up with `using: "sum"`, the slices of many devices are what all of them have seen. Where
 * evidence ages, the time is saved, too, as the default of `evidence:now`. What is nothing any more is saved as 0, once.
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
export function saveEvidence(beliefs: Beliefs, writer: Writer, slice: Slice): number {
  if (!(beliefs instanceof Beliefs))
    throw new PolicyError("invalid-option", beliefs, "beliefs", "give learner.beliefs");
  if (typeof writer?.batch !== "function") throw new PolicyError("invalid-option", writer, "writer", "give a writer");
  const { level, instance } = checkObject(slice, "slice");
  let cells = 0;
  const saved: (() => void)[] = [];
  const set = (option: string, dimension: string, value: number): void => {
    writer.setValue(level, instance, option, dimension, value);
    cells++;
  };
  const put = (path: readonly string[], number: number, dimension: string, sums: readonly number[]): void => {
    for (const [i, sum] of sums.entries()) {
      set(beliefs.options[number] as string, dimensionOf(SUM_NAMES[i] as string, dimension, path), sum);
    }
  };
  writer.batch(() => {
    for (const dimension of beliefs.dimensions) {
      const gone = beliefs.gone(dimension);
      // A 0, and not nothing: a roll-up of nothing would leave what was.
      for (const { instance, option } of gone) put(pathOf(instance), option, dimension, ZEROS);
      saved.push(() => void gone.splice(0));
      for (const [path, seen] of beliefs.addresses(dimension)) {
        for (const [number, sums] of seen ?? []) {
          const own = ownOf(sums);
          if (own.every((sum) => sum === 0)) continue;
          put(path, number, dimension, own);
          saved.push(() => keep(sums));
        }
      }
    }
    if (beliefs.halfLife < Infinity && beliefs.now > -Infinity) set("", NOW, beliefs.now);
  });
  for (const remember of saved) remember();
  return cells;
}

const ZEROS: readonly number[] = SUM_NAMES.map(() => 0);

/** Takes of {@link loadEvidence}. */
export interface LoadOptions {
  /** A slice whose facts are in the others, and are not to count twice: what this learner has saved itself. */
  readonly without?: Slice | undefined;
  /**
   * `"others"` have seen it, which the next load replaces; or it was `"here"`, in the slice that is saved to, and is taken up
   * after a restart: it counts besides what was seen since, and in the place of what was saved since. Load before the first
   * save, which would overwrite it.
   */
  readonly as?: "others" | "here" | undefined;
  /** What time it is: without, that of the beliefs, or if they were never told, that of the slice. */
  readonly now?: number | undefined;
}

/**
 * Reads facts that {@link saveEvidence} has written, or their roll-up, from a slice of a tensor. Returns how many addresses
 * and options it told of. What a roll-up that is older than the slice `without` lacks of it counts as nothing. Where evidence
 * ages, that of a learner has aged since it was saved; that of a roll-up counts as it was saved. Throws `invalid-number`
 * where sums are such as no observations have, and `invalid-name` where an address is none; then nothing is taken.
 *
 * @example
 * import { Tensor } from "@thalweg/core";
 * import { Beliefs, loadEvidence, rate } from "@thalweg/policy/beliefs";
 * const tensor = new Tensor(["global", "device"]);
 * tensor.writer("global").setValue("global", "", "small", "evidence:count:deficit@math", 8);
 * const beliefs = new Beliefs({ levels: ["global", "task"], dimensions: { deficit: rate() } });
 * console.log(loadEvidence(beliefs, tensor.reader(), { level: "global", instance: "" })); // 1
 */
export function loadEvidence(beliefs: Beliefs, reader: Reader, from: Slice, options: LoadOptions = {}): number {
  const { without, as = "others", now } = checkKeys(options, ["without", "as", "now"], "options");
  if (as !== "others" && as !== "here") throw new PolicyError("invalid-option", as, "as", "give others or here");
  if (!(beliefs instanceof Beliefs))
    throw new PolicyError("invalid-option", beliefs, "beliefs", "give learner.beliefs");
  if (typeof reader?.cells !== "function") throw new PolicyError("invalid-option", reader, "reader", "give a tensor");
  if (now !== undefined) checkNumber(now, "now", -GREATEST, GREATEST);
  let saved: number | undefined;
  const found = new Map<string, Found>();
  const dimensions = new Map(beliefs.dimensions.map((dimension) => [escaped(dimension), dimension]));
  for (const { level, instance, option, dimension: name, value } of reader.cells()) {
    const isFrom = level === from.level && instance === from.instance;
    const isWithout = level === without?.level && instance === without.instance;
    if ((!isFrom && !isWithout) || value === undefined || !name.startsWith(`${PREFIX}:`)) continue;
    if (isFrom && option === "" && name === NOW) saved = checkNumber(value, NOW, -GREATEST, GREATEST);
    const sum = SUM_NAMES.findIndex((known) => name.startsWith(`${PREFIX}:${known}:`));
    const tail = name.slice(PREFIX.length + (SUM_NAMES[sum]?.length ?? 0) + 2);
    const at = tail.indexOf("@");
    const dimension = dimensions.get(tail.slice(0, at));
    if (sum < 0 || at < 0 || dimension === undefined) continue;
    const address = tail.slice(at + 1);
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
  if (now !== undefined) beliefs.advance(now);
  // What time it was for others is not for them to say here.
  else if (saved !== undefined && as === "here" && saved > beliefs.now) beliefs.advance(saved);
  const share = saved === undefined || beliefs.now === -Infinity ? 1 : beliefs.shareOf(saved);
  beliefs.forgetTold(as);
  for (const { at, sums, own } of found.values()) {
    const left = rest(beliefs.model(at[2]), sums, own);
    beliefs.take(...at, share === 1 ? left : left.map((sum) => sum * share), as);
  }
  // Of what is so old nothing may be left.
  if (share < 1) beliefs.discount(1);
  return found.size;
}

/** What facts say of an option at an address: all that was asked for, and what of it is not to count. */
interface Found {
  readonly at: readonly [path: string[], option: string, dimension: string];
  readonly sums: number[];
  readonly own: number[];
}

const boundsOf = (model: Observation): readonly [least: number, greatest: number] => [
  scaled(model, model.range[0]),
  scaled(model, model.range[1]),
];

/** Throws unless observations can have these sums. */
function check(beliefs: Beliefs, [path, option, dimension]: Found["at"], sums: readonly number[]): void {
  const [count = 0, sum = 0, , precision = 0, shift = 0] = sums;
  const nameOf = (name: string): string => `${option} ${dimensionOf(name, dimension, path)}`;
  if (path.length >= beliefs.levels.length) throw new PolicyError("invalid-name", path.join("/"), nameOf("count"));
  for (const [i, each] of sums.entries()) checkNumber(each, nameOf(SUM_NAMES[i] as string), -MOST, MOST);
  checkNumber(count, nameOf("count"), 0, MOST_COUNTED);
  checkNumber(precision, nameOf("precision"), 0, MOST_PRECISE);
  const [least, greatest] = boundsOf(beliefs.model(dimension));
  for (const [name, each, times] of [["sum", sum, count] as const, ["shift", shift, precision] as const]) {
    const slack = 1e-6 * Math.max(1, Math.abs(each));
    checkNumber(each, nameOf(name), least * times - slack, greatest * times + slack);
  }
  for (const name of path) checkName(name, nameOf("count"));
  if (option === "") throw new PolicyError("invalid-name", option, nameOf("count"));
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
  const within = (sum: number, times: number): number => Math.min(Math.max(sum, least * times), greatest * times);
  const seen = within(sum, count);
  const first = count > 0 ? [count, seen, Math.max(squares, (seen / count) * seen)] : [0, 0, 0];
  return [...first, ...(precision > 0 ? [precision, within(shift, precision)] : [0, 0])];
}
