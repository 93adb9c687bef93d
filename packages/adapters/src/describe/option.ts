import { AdapterError } from "../errors.ts";
import type { HardwareDeclaration } from "../hardware/declaration.ts";
import type { ProviderDeclaration } from "../providers/declaration.ts";
import { CAPABILITIES, contextsWithin, residencyCapability } from "../world/gates.ts";
import { optionName } from "../world/names.ts";
import { callCost, type TokenCounts } from "../world/price.ts";
import { checkModel } from "./check.ts";
import type { ModelDeclaration } from "./declaration.ts";
import type { Known } from "./known.ts";
import type { Origin } from "./origin.ts";

/** A number and who says so. */
interface Amount {
  readonly amount: number;
  readonly from: readonly Origin[];
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

/** The billions of parameters of the model that the typical speeds are of. */
const TYPICAL_PARAMETERS = 8;

/** Reads a declared model. Throws what is wrong with it, and `unknown-provider`, `unknown-hardware`, `unknown-step`. */
export function optionOf(model: ModelDeclaration, known: Known, place: string): Option {
  checkModel(model, place);
  const provider = known.provider(model.provider, `${place}.provider`);
  const { hardware: kind = provider.hardware[0] } = model;
  const hardware = known.hardware(kind, `${place}.hardware`);
  if (!provider.hardware.includes(kind)) {
    const advice = `use what ${provider.name} runs on, or declare it with more`;
    throw new AdapterError("unknown-hardware", kind, `${place}.hardware`, provider.hardware, advice);
  }
  for (const step of Object.keys(model.qualityAt ?? {})) known.checkStep(step, `${place}.qualityAt.${step}`);
  const name = optionName({ provider: provider.name, model: model.model, hardware: hardware.name });
  const says = (field: string): Origin => {
    const source = model.sources?.[field] ?? "unknown";
    return source === "unknown" ? { kind: "model", name } : { kind: "catalogue", name: source };
  };
  // What a memory on the device has to read for each token grows with the model; a cloud gives it more chips.
  const scale = hardware.data === "cloud" ? undefined : model.parameters;
  const speedOf = (field: "wait" | "prefill" | "tpot"): Amount => {
    const amount = model[field];
    if (amount !== undefined) return { amount, from: [says(field)] };
    const typical: Origin = { kind: "hardware", name: hardware.name };
    if (scale === undefined || field === "wait") return { amount: hardware[field], from: [typical] };
    return { amount: (hardware[field] * scale) / TYPICAL_PARAMETERS, from: [typical, says("parameters")] };
  };
  const speed = { wait: speedOf("wait"), prefill: speedOf("prefill"), tpot: speedOf("tpot") };
  return { name, place, model, provider, hardware, speed, says };
}

/** What an option is known to be able to do, each once: what the API gives, what the model can and the API carries. */
export function offersOf(option: Option): readonly { readonly capability: string; readonly from: Origin }[] {
  const { model, provider, hardware, says } = option;
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
  const isOnDevice = provider.data === "device" && hardware.data !== "cloud";
  for (const capability of [...provider.gives, ...(isOnDevice ? ["on-device"] : [])]) {
    if (model.capabilities?.[capability] !== false) offers.set(capability, byProvider);
  }
  return [...offers].map(([capability, from]) => ({ capability, from }));
}

/** What a call with these tokens is charged, if that is known. */
export function costOf({ model, provider, says }: Option, tokens: TokenCounts): Amount | undefined {
  const own = model.price !== undefined;
  const amount = callCost(model.price ?? provider.price, tokens);
  const from: Origin = own ? says("price") : { kind: "provider", name: provider.name };
  return amount === undefined ? undefined : { amount, from: [from] };
}

/** The time and energy that a call with these tokens takes. */
export function takesOf(
  { hardware, speed: { wait, prefill, tpot } }: Option,
  tokens: TokenCounts,
): Readonly<Record<"ttft" | "latency" | "energy", Amount>> {
  // What a cache holds is not worked through again.
  const prompt = tokens.input + (tokens.cacheWrite ?? 0) + (tokens.cacheWrite1h ?? 0);
  const ttft = wait.amount + prefill.amount * prompt;
  const work = prefill.amount * prompt + tpot.amount * tokens.output;
  const power: Origin = { kind: "hardware", name: hardware.name };
  return {
    ttft: { amount: ttft, from: distinct(...wait.from, ...prefill.from) },
    latency: {
      amount: ttft + tpot.amount * tokens.output,
      from: distinct(...wait.from, ...prefill.from, ...tpot.from),
    },
    // While it waits, others are worked on: only its own work draws power for it.
    energy: {
      amount: (hardware.power / hardware.concurrency) * work,
      from: distinct(power, ...prefill.from, ...tpot.from),
    },
  };
}

const distinct = (...origins: readonly Origin[]): readonly Origin[] =>
  origins.filter(({ kind, name }, i) => origins.findIndex((one) => one.kind === kind && one.name === name) === i);
