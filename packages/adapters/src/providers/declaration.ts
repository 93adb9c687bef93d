import type { TokenPrice } from "../world/price.ts";

/** The providers that this package knows. */
export type ProviderName =
  | "openai"
  | "anthropic"
  | "groq"
  | "together"
  | "ollama"
  | "cerebras"
  | "openrouter"
  | "openai-compatible";

/** A provider: whose API it is, what it runs on, and what the API can carry. */
export interface ProviderDeclaration {
  readonly name: string;
  readonly summary: string;
  /** The kinds of hardware that it offers, and no others; the first where a model does not say. */
  readonly hardware: readonly [string, ...string[]];
  /** Where what it is told goes. On the device, and on hardware that can be there, it answers `on-device`. */
  readonly data: "device" | "cloud";
  /**
   * The regions it keeps data in for every customer, in the host's words. Where that depends on the contract, it is
   * none: the host declares its own.
   */
  readonly residency: readonly string[];
  /** What the API passes on to a model: an option offers it if its model is known to be able to do it, too. */
  readonly carries: readonly string[];
  /** What the API gives to every model, whatever the model is. */
  readonly gives: readonly string[];
  /** What it charges where that does not depend on the model. */
  readonly price?: TokenPrice | undefined;
  /** The page of its documentation that this follows. */
  readonly documentation: string;
}
