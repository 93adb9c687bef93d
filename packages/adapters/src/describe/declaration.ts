import type { HardwareDeclaration, HardwareName } from "../hardware/declaration.ts";
import type { PresetName, Weights } from "../presets.ts";
import type { ProviderDeclaration, ProviderName } from "../providers/declaration.ts";
import type { StepDeclaration } from "../steps/declaration.ts";
import type { StepType } from "../steps/names.ts";
import type { CapabilityName } from "../world/gates.ts";
import type { OpenName } from "../world/names.ts";
import type { TokenCounts, TokenPrice } from "../world/price.ts";

/** What a model is known to be able to do (`true`) or not (`false`); a host's own have a colon, as `acme:sworn`. */
export type Capabilities = { readonly [Name in CapabilityName]?: boolean | undefined } & {
  readonly [own: string]: boolean | undefined;
};

/**
 * A model that can be called, and what is known of it. What is left out is unknown: an unknown capability or context is
 * no offer, an unknown price no price; the speed is then what is typical of the hardware.
 */
export interface ModelDeclaration {
  /** The name of a known provider, or of one of the declaration's own. */
  readonly provider: OpenName<ProviderName>;
  /** As the provider names it. */
  readonly model: string;
  /** What it runs on: one of the kinds that the provider names, by default the first. */
  readonly hardware?: OpenName<HardwareName> | undefined;
  /**
   * Billions of parameters that each token goes through. Typical speeds are those of eight; on hardware that is not in
   * a cloud a larger model is slower by as much as it is larger. Nothing else depends on it.
   */
  readonly parameters?: number | undefined;
  /** USD per million tokens. */
  readonly price?: TokenPrice | undefined;
  /** How many tokens it can hold, prompt and answer together. */
  readonly context?: number | undefined;
  readonly capabilities?: Capabilities | undefined;
  /** Where its provider keeps what it is told, if not where the provider's declaration says. */
  readonly residency?: readonly string[] | undefined;
  /**
   * The share of its answers that are not good enough, 0 (perfect) to 1: overall, and at steps. At a step that is not
   * described it counts for nothing, so that one list of models serves several descriptions.
   */
  readonly quality?: number | undefined;
  readonly qualityAt?: ({ readonly [Step in StepType]?: number } & Readonly<Record<string, number>>) | undefined;
  /** The share of its calls that fail, 0 to 1. */
  readonly reliability?: number | undefined;
  /** Seconds to the first token where the prompt is empty, for each token of the prompt, for each of the answer. */
  readonly wait?: number | undefined;
  readonly prefill?: number | undefined;
  readonly tpot?: number | undefined;
  /** Where some of these come from, if not from the host: what a catalogue filled in, or `unknown`, where it did not. */
  readonly sources?: Readonly<Record<string, string>> | undefined;
}

/** What there is to choose from, and what for. */
export interface Declaration {
  readonly models: readonly ModelDeclaration[];
  /**
   * The steps: those of this package by name, and one's own; by default all of this package's. They are everybody's, so
   * that a declaration for one workspace has none.
   */
  readonly steps?: readonly (OpenName<StepType> | StepDeclaration)[] | undefined;
  /** Kinds of hardware beside the known ones; one of a known name takes its place. */
  readonly hardware?: readonly HardwareDeclaration[] | undefined;
  /** Providers beside the known ones; one of a known name takes its place. */
  readonly providers?: readonly ProviderDeclaration[] | undefined;
  /** What money, time and quality are worth; by default no weight is written, and `applyPreset` may do it. */
  readonly preset?: PresetName | Weights | undefined;
  /** The tokens of a typical call, whose step is not named; by default those of the step `unknown`: 1,000 and 300. */
  readonly call?: TokenCounts | undefined;
  /** What an unmeasured dimension counts as, in place of what the table of dimensions says; where private, of its models. */
  readonly unknown?: Readonly<Record<string, number>> | undefined;
}
