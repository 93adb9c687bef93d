import type { Declaration, ModelDeclaration } from "@thalweg/adapters";
import { catalogueModel } from "@thalweg/adapters/catalogue";

/** The day whose prices count, so that the demo says the same tomorrow. */
const day = Date.UTC(2026, 10, 1);

/** Shares of answers that are not good enough, by kind of work: made up for the demo, which calls nobody. */
const small = {
  quality: 0.3,
  qualityAt: { classify: 0.06, rerank: 0.08, extract: 0.08, verify: 0.25, reason: 0.6, code_gen: 0.6, plan: 0.6 },
};
const middle = {
  quality: 0.15,
  qualityAt: { classify: 0.04, rerank: 0.05, extract: 0.05, verify: 0.12, reason: 0.3, code_gen: 0.35, plan: 0.3 },
};
const large = {
  quality: 0.06,
  qualityAt: { classify: 0.03, rerank: 0.03, extract: 0.03, verify: 0.04, reason: 0.08, code_gen: 0.1, plan: 0.07 },
};

/** A model of the catalogues; that its API enforces a schema is what we know ourselves. */
function hosted(provider: string, model: string, own: Partial<ModelDeclaration>): ModelDeclaration {
  const known = catalogueModel(provider, model, day);
  return { ...known, reliability: 0.01, ...own, capabilities: { ...known.capabilities, ...own.capabilities } };
}

const json = { json: true };

/** One option or more on each of the seven kinds of hardware. */
export const fleet: Declaration = {
  models: [
    { provider: "ollama", model: "llama3.1:8b", context: 128_000, reliability: 0.01, ...small },
    { provider: "ollama", model: "phi4-mini", hardware: "npu", context: 16_000, reliability: 0.01, ...small },
    hosted("together", "meta-llama/Llama-3.3-70B-Instruct-Turbo", { ...middle, capabilities: json }),
    hosted("groq", "llama-3.1-8b-instant", { ...small, capabilities: json }),
    hosted("groq", "llama-3.3-70b-versatile", { ...middle }),
    hosted("openrouter", "google/gemini-2.5-flash", { ...middle, hardware: "tpu", capabilities: json }),
    hosted("cerebras", "gpt-oss-120b", { ...middle, capabilities: json }),
    hosted("anthropic", "claude-sonnet-4-20250514", { ...large, capabilities: json }),
  ],
};

/** How the options are called in the tables: what they run on, and what of their name tells them apart. */
export const shortNames: ReadonlyMap<string, readonly [hardware: string, model: string]> = new Map([
  ["ollama/llama3.1:8b@cpu", ["cpu", "llama3.1 8b"]],
  ["ollama/phi4-mini@npu", ["npu", "phi4-mini"]],
  ["together/meta-llama/Llama-3.3-70B-Instruct-Turbo@gpu", ["gpu", "llama3.3 70b"]],
  ["groq/llama-3.1-8b-instant@lpu", ["lpu", "llama3.1 8b"]],
  ["groq/llama-3.3-70b-versatile@lpu", ["lpu", "llama3.3 70b"]],
  ["openrouter/google/gemini-2.5-flash@tpu", ["tpu", "gemini flash"]],
  ["cerebras/gpt-oss-120b@wafer_scale", ["wafer", "gpt-oss 120b"]],
  ["anthropic/claude-sonnet-4-20250514@frontier_api", ["frontier", "sonnet 4"]],
]);
