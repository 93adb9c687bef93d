import type { HardwareDeclaration } from "../hardware/declaration.ts";
import type { PresetName, Weights } from "../presets.ts";
import type { ProviderDeclaration } from "../providers/declaration.ts";
import type { StepDeclaration } from "../steps/declaration.ts";
import type { TokenCounts, TokenPrice } from "../world/price.ts";

/**
 * A model that can be called, and what is known of it. What is left out is unknown: an unknown capability or context is
 * no offer, an unknown price no price; the speed is then what is typical of the hardware.
 */
export interface ModelDeclaration {
  /** The name of a known provider, or of one of the declaration's own. */
  readonly provider: string;
  /** As the provider names it. */
  readonly model: string;
  /** What it runs on; by default the first kind that the provider names. */
  readonly hardware?: string | undefined;
  readonly price?: TokenPrice | undefined;
  /** How many tokens it can hold, prompt and answer together. */
  readonly context?: number | undefined;
  /** What it is known to be able to do (`true`) or not (`false`). */
  readonly capabilities?: Readonly<Record<string, boolean | undefined>> | undefined;
  /** Where its provider keeps what it is told, if not where the provider's declaration says. */
  readonly residency?: readonly string[] | undefined;
  /** The share of its answers that are not good enough, 0 to 1: overall, and at the steps for which it is known. */
  readonly quality?: number | undefined;
  readonly qualityAt?: Readonly<Record<string, number>> | undefined;
  /** The share of its calls that fail, 0 to 1. */
  readonly reliability?: number | undefined;
  /** Seconds to the first token where the prompt is empty, for each token of the prompt, for each of the answer. */
  readonly wait?: number | undefined;
  readonly prefill?: number | undefined;
  readonly tpot?: number | undefined;
  /** Where some of these come from, if not from the host: what a catalogue filled in. */
  readonly sources?: Readonly<Record<string, string>> | undefined;
}

/** What there is to choose from, and what for. */
export interface Declaration {
  readonly models: readonly ModelDeclaration[];
  /** The steps: those of this package by name, and one's own; by default all of this package's. */
  readonly steps?: readonly (string | StepDeclaration)[] | undefined;
  /** Kinds of hardware beside the known ones; one of a known name takes its place. */
  readonly hardware?: readonly HardwareDeclaration[] | undefined;
  /** Providers beside the known ones; one of a known name takes its place. */
  readonly providers?: readonly ProviderDeclaration[] | undefined;
  /** What money, time and quality are worth; by default no weight is written, and `applyPreset` may do it. */
  readonly preset?: PresetName | Weights | undefined;
  /** The tokens of a call whose step is not named; by default those of the step `unknown`. */
  readonly call?: TokenCounts | undefined;
  /** What an unmeasured dimension counts as, in place of what the table of dimensions says. */
  readonly unknown?: Readonly<Record<string, number>> | undefined;
}
