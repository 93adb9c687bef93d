import { AdapterError, type AdapterErrorCode } from "../errors.ts";
import type { HardwareDeclaration } from "../hardware/declaration.ts";
import { HARDWARE } from "../hardware/table.ts";
import type { ProviderDeclaration } from "../providers/declaration.ts";
import { PROVIDERS } from "../providers/table.ts";
import type { StepDeclaration } from "../steps/declaration.ts";
import { STEPS } from "../steps/declarations.ts";
import { checkCapability } from "../world/gates.ts";
import { checkPart } from "../world/names.ts";
import { checkAmount, checkPrice, type TokenCounts } from "../world/price.ts";
import type { Declaration } from "./declaration.ts";

/** What the names of a declaration mean. */
export interface Known {
  readonly hardware: (name: unknown, place: string) => HardwareDeclaration;
  readonly provider: (name: unknown, place: string) => ProviderDeclaration;
  readonly step: (name: unknown, place: string) => StepDeclaration;
  /** Those that the declaration asks for. */
  readonly steps: readonly StepDeclaration[];
}

/** Reads the tables of a declaration, after its own entries have been checked. */
export function knownOf({ hardware = [], providers = [], steps = STEPS }: Declaration): Known {
  for (const [place, list] of Object.entries({ hardware, providers, steps })) checkList(list, place);
  const kinds = tableOf(HARDWARE, hardware, "hardware", checkHardware);
  const hardwareOf = lookUp(kinds, "unknown-hardware");
  const known = tableOf(PROVIDERS, providers, "providers", checkProvider);
  for (const [i, { hardware: names }] of providers.entries()) {
    checkList(names, `providers[${i}].hardware`);
    for (const [j, name] of names.entries()) hardwareOf(name, `providers[${i}].hardware[${j}]`);
  }
  const own = steps.filter((step) => typeof step !== "string");
  const stepOf = lookUp(tableOf(STEPS, own, "steps", checkStep), "unknown-step");
  const names = steps.map((step) => (typeof step === "string" ? step : step?.name));
  checkDistinct(names, "steps");
  return {
    hardware: hardwareOf,
    provider: lookUp(known, "unknown-provider"),
    step: stepOf,
    steps: names.map((name, i) => stepOf(name, `steps[${i}]`)),
  };
}

/** Throws `invalid-declaration` unless it is a list. */
export function checkList(list: unknown, place: string): void {
  if (!Array.isArray(list)) throw new AdapterError("invalid-declaration", list, place);
}

/** Throws `duplicate-name` where a name comes twice. */
export function checkDistinct(names: readonly unknown[], place: string): void {
  const seen = new Set<unknown>();
  for (const [i, name] of names.entries()) {
    if (seen.has(name)) throw new AdapterError("duplicate-name", name, `${place}[${i}]`);
    seen.add(name);
  }
}

/** Throws `invalid-number` unless every kind of token has a number from 0, or none. */
export function checkTokens(tokens: TokenCounts, place: string): void {
  for (const kind of ["input", "output"] as const) checkAmount(tokens?.[kind] ?? Number.NaN, `${place}.${kind}`);
  for (const kind of ["cacheRead", "cacheWrite"] as const) checkAmount(tokens[kind], `${place}.${kind}`);
}

/** The known entries and a declaration's own, which take the place of a known one of their name. */
function tableOf<Entry extends { readonly name: string }>(
  known: readonly Entry[],
  own: readonly Entry[],
  place: string,
  check: (entry: Entry, place: string) => void,
): ReadonlyMap<unknown, Entry> {
  for (const [i, entry] of own.entries()) {
    checkPart(entry?.name, `${place}[${i}].name`);
    check(entry, `${place}[${i}]`);
  }
  checkDistinct(
    own.map(({ name }) => name),
    place,
  );
  return new Map([...known, ...own].map((entry) => [entry.name, entry]));
}

const lookUp =
  <Entry>(table: ReadonlyMap<unknown, Entry>, code: AdapterErrorCode) =>
  (name: unknown, place: string): Entry => {
    const entry = table.get(name);
    if (entry === undefined) throw new AdapterError(code, name, place, [...table.keys()].map(String));
    return entry;
  };

function checkHardware(kind: HardwareDeclaration, place: string): void {
  for (const field of ["wait", "prefill", "tpot", "power", "concurrency"] as const) {
    checkAmount(kind[field] ?? Number.NaN, `${place}.${field}`);
  }
}

function checkProvider({ price, carries, gives, residency }: ProviderDeclaration, place: string): void {
  if (price !== undefined) checkPrice(price, `${place}.price`);
  for (const [field, names] of Object.entries({ carries, gives, residency })) {
    checkList(names, `${place}.${field}`);
    for (const [i, name] of names.entries()) checkPart(name, `${place}.${field}[${i}]`);
  }
}

function checkStep({ tokens, weights, needs }: StepDeclaration, place: string): void {
  checkTokens(tokens, `${place}.tokens`);
  checkList(needs, `${place}.needs`);
  for (const [i, need] of needs.entries()) checkCapability(need, `${place}.needs[${i}]`);
  for (const [dimension, weight] of Object.entries(weights ?? {})) {
    checkPart(dimension, `${place}.weights`);
    if (!Number.isFinite(weight)) throw new AdapterError("invalid-number", weight, `${place}.weights.${dimension}`);
  }
}
