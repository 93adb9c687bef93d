import { AdapterError } from "../errors.ts";
import { checkPart } from "./names.ts";

/** What an option can be able to do; a host may have names of its own. */
export const CAPABILITIES: Readonly<Record<string, string>> = {
  text: "takes and gives text",
  tools: "calls the tools that a request declares",
  json: "answers in a given JSON schema, enforced and not merely asked for",
  vision: "reads images",
  audio: "hears audio",
  pdf: "reads PDF files",
  reasoning: "thinks before it answers",
  streaming: "answers piece by piece",
  "prompt-cache": "charges less for a prefix that it has seen",
  "on-device": "what it is told does not leave the device",
};

/** The sizes of context, in tokens, that are told apart: a requirement is rounded up to one, an offer down. */
export const CONTEXT_SIZES: readonly number[] = [
  2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 128_000, 200_000, 256_000, 400_000, 1_000_000, 2_000_000, 10_000_000,
];

/**
 * The dimension that is a capability's gate. An offer is 0 there, at the option; a requirement is a default of `+∞` at
 * the slice that requires it, which closes every option without the offer (law 4.2 of the algebra).
 *
 * @example
 * import { gateOf } from "@thalweg/adapters";
 * console.log(gateOf("tools")); // can:tools
 */
export function gateOf(capability: string): string {
  return `can:${capability}`;
}

/**
 * The capability of holding so many tokens, prompt and answer together, rounded up to one of {@link CONTEXT_SIZES}.
 * Throws `invalid-number` unless it is a number from 0 to the largest of them.
 *
 * @example
 * import { contextCapability } from "@thalweg/adapters";
 * console.log(contextCapability(150_000)); // context:200000
 */
export function contextCapability(tokens: number): string {
  const size = tokens >= 0 ? CONTEXT_SIZES.find((candidate) => candidate >= tokens) : undefined;
  if (size === undefined) throw new AdapterError("invalid-number", tokens, "context");
  return `context:${size}`;
}

/** The capabilities of a context window: every size that fits into it. An unknown window, `undefined`, holds none. */
export function contextsWithin(window: number | undefined): readonly string[] {
  return CONTEXT_SIZES.filter((size) => window !== undefined && size <= window).map((size) => `context:${size}`);
}

/** Throws `invalid-name` unless a capability can be required: a size of context that none offers would close all. */
export function checkCapability(capability: unknown, place: string): void {
  checkPart(capability, place);
  if (!capability.startsWith("context:")) return;
  const sizes = CONTEXT_SIZES.map((size) => `context:${size}`);
  if (!sizes.includes(capability)) throw new AdapterError("invalid-name", capability, place, sizes);
}

/** The capability of keeping what it is told in a region, named as the host names regions (`eu`, `us`). */
export function residencyCapability(region: string): string {
  return `residency:${region}`;
}
