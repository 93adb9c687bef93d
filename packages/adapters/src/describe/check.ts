import { AdapterError } from "../errors.ts";
import type { HardwareDeclaration } from "../hardware/declaration.ts";
import type { ProviderDeclaration } from "../providers/declaration.ts";
import type { StepDeclaration } from "../steps/declaration.ts";
import { checkDimension, checkWeights } from "../world/dimensions.ts";
import { checkCapability } from "../world/gates.ts";
import { checkPart } from "../world/names.ts";
import { checkAmount, checkPrice, type TokenCounts, type TokenPrice } from "../world/price.ts";
import { checkList, checkObject } from "../world/shape.ts";
import type { ModelDeclaration } from "./declaration.ts";

const KINDS = ["input", "output", "cacheRead", "cacheWrite", "cacheWrite1h"] as const satisfies (keyof TokenCounts)[];
const SPEEDS = ["wait", "prefill", "tpot"] as const;

/** Throws `invalid-declaration`, `invalid-name`, `invalid-number` unless each kind of token has a number from 0, or none. */
export function checkTokens(tokens: TokenCounts, place: string): void {
  checkObject(tokens, place, KINDS);
  for (const kind of KINDS) checkAmount(tokens[kind], `${place}.${kind}`);
  for (const kind of ["input", "output"] as const) checkAmount(tokens[kind] ?? Number.NaN, `${place}.${kind}`);
}

/** Throws `unknown-dimension`, `invalid-number` unless it is an amount for each of some dimensions. */
export function checkUnknown(unknown: Readonly<Record<string, number>>): void {
  checkObject(unknown, "unknown");
  for (const [dimension, amount] of Object.entries(unknown)) {
    checkDimension(dimension, `unknown.${dimension}`);
    checkAmount(amount ?? Number.NaN, `unknown.${dimension}`);
  }
}

/** Throws what is wrong with a declared kind of hardware. */
export function checkHardware(kind: HardwareDeclaration, place: string): void {
  checkObject(kind, place, ["name", "summary", "data", ...SPEEDS, "power", "concurrency", "price"]);
  checkPart(kind.name, `${place}.name`);
  checkWord(kind.data, ["device", "cloud", "either"], `${place}.data`);
  for (const field of [...SPEEDS, "power"] as const) checkAmount(kind[field] ?? Number.NaN, `${place}.${field}`);
  const { concurrency } = kind;
  checkAmount(concurrency >= 1 ? concurrency : Number.NaN, `${place}.concurrency`);
  if (kind.price !== undefined) checkRates(kind.price, `${place}.price`);
}

/** Throws what is wrong with a declared provider, but for hardware that nobody knows. */
export function checkProvider(provider: ProviderDeclaration, place: string): void {
  const lists = ["hardware", "residency", "carries", "gives"] as const;
  checkObject(provider, place, ["name", "summary", "data", ...lists, "price", "documentation"]);
  checkPart(provider.name, `${place}.name`);
  checkWord(provider.data, ["device", "cloud"], `${place}.data`);
  if (provider.price !== undefined) checkRates(provider.price, `${place}.price`);
  for (const field of lists) {
    const isNamed = field === "hardware" || field === "residency";
    checkList(provider[field], `${place}.${field}`, isNamed ? checkPart : checkCapability);
  }
  if (provider.hardware.length === 0) checkPart(undefined, `${place}.hardware[0]`);
}

/** Throws what is wrong with a declared step. */
export function checkStep(step: StepDeclaration, place: string): void {
  checkObject(step, place, ["name", "summary", "tokens", "weights", "needs"]);
  checkPart(step.name, `${place}.name`);
  checkTokens(step.tokens, `${place}.tokens`);
  checkWeights(step.weights, `${place}.weights`);
  checkList(step.needs, `${place}.needs`, checkCapability);
}

/** Throws what is wrong with a declared model, but for names that nobody knows. */
export function checkModel(model: ModelDeclaration, place: string): void {
  const maps = ["capabilities", "qualityAt", "sources"] as const;
  const amounts = ["parameters", "context", ...SPEEDS] as const;
  const shares = ["quality", "reliability"] as const;
  checkObject(model, place, ["provider", "model", "hardware", "price", "residency", ...maps, ...amounts, ...shares]);
  checkPart(model.model, `${place}.model`);
  const { price, residency } = model;
  if (price !== undefined) checkRates(price, `${place}.price`);
  if (residency !== undefined) checkList(residency, `${place}.residency`, checkPart);
  for (const field of amounts) checkAmount(model[field], `${place}.${field}`);
  for (const field of shares) checkAmount(model[field], `${place}.${field}`, 1);
  if (Array.isArray(model.capabilities)) {
    const at = `${place}.capabilities`;
    throw new AdapterError("invalid-declaration", model.capabilities, at, [], "give an object, as { tools: true }");
  }
  for (const field of maps) if (model[field] !== undefined) checkObject(model[field], `${place}.${field}`);
  for (const [capability, can] of Object.entries(model.capabilities ?? {})) {
    const at = `${place}.capabilities.${capability}`;
    checkCapability(capability, at);
    if (can === undefined || typeof can === "boolean") continue;
    throw new AdapterError("invalid-declaration", can, at, [], "give true, or false, or nothing where it is unknown");
  }
  for (const [step, deficit] of Object.entries(model.qualityAt ?? {})) {
    checkAmount(deficit ?? Number.NaN, `${place}.qualityAt.${step}`, 1);
  }
  for (const [field, source] of Object.entries(model.sources ?? {})) checkPart(source, `${place}.sources.${field}`);
}

function checkRates(price: TokenPrice, place: string): void {
  checkObject(price, place, [...KINDS, "tiers"]);
  checkPrice(price, place);
  for (const [i, tier] of (price.tiers ?? []).entries()) checkObject(tier, `${place}.tiers[${i}]`, [...KINDS, "above"]);
}

function checkWord(word: unknown, known: readonly string[], place: string): void {
  if (!known.includes(word as string)) throw new AdapterError("invalid-name", word, place, known, "give one of these");
}
