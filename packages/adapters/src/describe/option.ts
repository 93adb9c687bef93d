import { AdapterError } from "../errors.ts";
import type { HardwareDeclaration } from "../hardware/declaration.ts";
import type { ProviderDeclaration } from "../providers/declaration.ts";
import { CAPABILITIES, contextsWithin, residencyCapability } from "../world/gates.ts";
import { checkPart, optionName } from "../world/names.ts";
import { callCost, checkAmount, checkPrice, type TokenCounts } from "../world/price.ts";
import type { ModelDeclaration } from "./declaration.ts";
import type { Known } from "./known.ts";
import type { Origin } from "./origin.ts";

/** A number and who says so. */
interface Amount {
  readonly amount: number;
  readonly from: Origin;
}

/** A declared model with all that its names stand for. */
export interface Option {
  readonly name: string;
  /** Where it stands in the declaration. */
  readonly place: string;
  readonly model: ModelDeclaration;
  readonly provider: ProviderDeclaration;
  readonly hardware: HardwareDeclaration;
  readonly speed: { readonly wait: Amount; readonly prefill: Amount; readonly tpot: Amount };
  /** Who says what the model's declaration has in a field. */
  readonly says: (field: string) => Origin;
}

/** Reads a declared model. Throws `unknown-provider`, `unknown-hardware`, `invalid-name`, `invalid-number`. */
export function optionOf(model: ModelDeclaration, known: Known, place: string): Option {
  const provider = known.provider(model?.provider, `${place}.provider`);
  const kind = model.hardware ?? provider.hardware[0];
  const hardware = known.hardware(kind, `${place}.hardware`);
  checkPart(model.model, `${place}.model`);
  checkNumbers(model, known, place);
  const name = optionName({ provider: provider.name, model: model.model, hardware: hardware.name });
  const says = (field: string): Origin => {
    const source = model.sources?.[field];
    return source === undefined ? { kind: "model", name } : { kind: "catalogue", name: source };
  };
  const speedOf = (field: "wait" | "prefill" | "tpot"): Amount => {
    const amount = model[field];
    if (amount !== undefined) return { amount, from: says(field) };
    return { amount: hardware[field], from: { kind: "hardware", name: hardware.name } };
  };
  const speed = { wait: speedOf("wait"), prefill: speedOf("prefill"), tpot: speedOf("tpot") };
  return { name, place, model, provider, hardware, speed, says };
}

/** What an option is known to be able to do, each once: what the API gives, what the model can and the API carries. */
export function offersOf(option: Option): readonly { readonly capability: string; readonly from: Origin }[] {
  const { model, provider, says } = option;
  const byProvider: Origin = { kind: "provider", name: provider.name };
  const offers = new Map<string, Origin>();
  for (const [capability, can] of Object.entries(model.capabilities ?? {})) {
    // A name of the host's own is nothing that an API could fail to carry.
    const isCarried = !Object.hasOwn(CAPABILITIES, capability) || provider.carries.includes(capability);
    if (can === true && isCarried) offers.set(capability, says("capabilities"));
  }
  for (const capability of contextsWithin(model.context)) offers.set(capability, says("context"));
  const regions = model.residency ?? provider.residency;
  const keeps = model.residency === undefined ? byProvider : says("residency");
  for (const region of regions) offers.set(residencyCapability(region), keeps);
  for (const capability of provider.gives) {
    if (model.capabilities?.[capability] !== false) offers.set(capability, byProvider);
  }
  if (provider.data === "device") offers.set("on-device", byProvider);
  return [...offers].map(([capability, from]) => ({ capability, from }));
}

/** What a call with these tokens takes, as far as it is known. */
export function takesOf(
  { model, provider, hardware, speed, says }: Option,
  tokens: TokenCounts,
): readonly { readonly dimension: string; readonly amount: number; readonly from: readonly Origin[] }[] {
  const { wait, prefill, tpot } = speed;
  // What a cache holds is not worked through again.
  const prompt = tokens.input + (tokens.cacheWrite ?? 0);
  const ttft = wait.amount + prefill.amount * prompt;
  const latency = ttft + tpot.amount * tokens.output;
  const energy = hardware.power * (prefill.amount * prompt + tpot.amount * tokens.output);
  const own = callCost(model.price, tokens);
  const cost = own ?? (model.price === undefined ? callCost(provider.price, tokens) : undefined);
  const priced: Origin = own === undefined ? { kind: "provider", name: provider.name } : says("price");
  const power: Origin = { kind: "hardware", name: hardware.name };
  return [
    ...(cost === undefined ? [] : [{ dimension: "financial", amount: cost, from: [priced] }]),
    { dimension: "ttft", amount: ttft, from: distinct(wait.from, prefill.from) },
    { dimension: "latency", amount: latency, from: distinct(wait.from, prefill.from, tpot.from) },
    { dimension: "energy", amount: energy, from: distinct(power, prefill.from, tpot.from) },
  ];
}

const distinct = (...origins: readonly Origin[]): readonly Origin[] =>
  origins.filter(({ kind, name }, i) => origins.findIndex((one) => one.kind === kind && one.name === name) === i);

function checkNumbers(model: ModelDeclaration, known: Known, place: string): void {
  const { price, qualityAt = {}, capabilities = {}, residency = [] } = model;
  if (price !== undefined) checkPrice(price, `${place}.price`);
  for (const field of ["context", "wait", "prefill", "tpot"] as const) checkAmount(model[field], `${place}.${field}`);
  for (const field of ["quality", "reliability"] as const) checkAmount(model[field], `${place}.${field}`, 1);
  for (const [step, deficit] of Object.entries(qualityAt)) {
    known.step(step, `${place}.qualityAt.${step}`);
    checkAmount(deficit ?? Number.NaN, `${place}.qualityAt.${step}`, 1);
  }
  for (const capability of Object.keys(capabilities)) checkPart(capability, `${place}.capabilities`);
  for (const [i, region] of residency.entries()) checkPart(region, `${place}.residency[${i}]`);
  for (const field of Object.keys(model)) {
    if (!FIELDS.has(field)) throw new AdapterError("invalid-name", field, `${place}.${field}`, [...FIELDS]);
  }
}

/** A misspelt field would be an unknown number that its author takes for known. */
const FIELDS: ReadonlySet<string> = new Set<keyof ModelDeclaration>([
  "provider",
  "model",
  "hardware",
  "price",
  "context",
  "capabilities",
  "residency",
  "quality",
  "qualityAt",
  "reliability",
  "wait",
  "prefill",
  "tpot",
  "sources",
]);
