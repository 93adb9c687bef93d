import { AdapterError } from "../errors.ts";
import { checkPart, isOwnName } from "./names.ts";
import { frozen } from "./shape.ts";

/** The capabilities that this package knows. */
export type CapabilityName =
  | "text"
  | "tools"
  | "json"
  | "vision"
  | "audio"
  | "pdf"
  | "reasoning"
  | "streaming"
  | "prompt-cache"
  | "on-device";

/** What an option can be able to do. A host's own have a colon in their name, as `acme:sworn`. */
export const CAPABILITIES: Readonly<Record<CapabilityName, string>> = frozen({
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
});

/**
 * The sizes of context, in tokens, that are told apart: a requirement is rounded up to one, an offer down. The windows
 * that most models are sold with are among them, so that these hold what they can hold.
 */
export const CONTEXT_SIZES: readonly number[] = frozen([
  2_000, 4_000, 8_000, 8_192, 16_000, 32_000, 32_768, 64_000, 65_536, 128_000, 131_072, 200_000, 256_000, 262_144,
  400_000, 1_000_000, 1_048_576, 2_000_000, 10_000_000,
]);

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
  const size =
    typeof tokens === "number" && tokens >= 0 ? CONTEXT_SIZES.find((candidate) => candidate >= tokens) : undefined;
  if (size === undefined) throw new AdapterError("invalid-number", tokens, "context");
  return `context:${size}`;
}

/** The capabilities of a context window: every size that fits into it. An unknown window, `undefined`, holds none. */
export function contextsWithin(window: number | undefined): readonly string[] {
  return CONTEXT_SIZES.filter((size) => window !== undefined && size <= window).map((size) => `context:${size}`);
}

/**
 * Throws `unknown-capability` unless it is one of {@link CAPABILITIES}, a size of context, a residency, or a name of
 * one's own: a misspelt one would close every option, or offer nothing.
 */
export function checkCapability(capability: unknown, place: string): asserts capability is string {
  checkPart(capability, place);
  const sizes = contextsWithin(Infinity);
  // A size that is not told apart is offered by none.
  const isKnown = capability.startsWith("context:")
    ? sizes.includes(capability)
    : Object.hasOwn(CAPABILITIES, capability) || isOwnName(capability);
  if (isKnown) return;
  const known = [...Object.keys(CAPABILITIES), "residency:<region>", ...sizes];
  throw new AdapterError("unknown-capability", capability, place, known);
}

/** The capability of keeping what it is told in a region, named as the host names regions (`eu`, `us`). */
export function residencyCapability(region: string): string {
  return `residency:${region}`;
}
