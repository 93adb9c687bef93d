import type { Declaration, ModelDeclaration, ProviderDeclaration } from "@thalweg/adapters";
import { OPENAI_COMPATIBLE } from "@thalweg/adapters/openai-compatible";

/** Deficits of three sizes of model at the kinds of work; made for these situations, not measured. */
const SMALL = {
  quality: 0.3,
  qualityAt: { classify: 0.06, rerank: 0.08, extract: 0.08, verify: 0.25, reason: 0.6, code_gen: 0.6, plan: 0.6 },
};
const MIDDLE = {
  quality: 0.15,
  qualityAt: { classify: 0.04, rerank: 0.05, extract: 0.05, verify: 0.12, reason: 0.3, code_gen: 0.35, plan: 0.3 },
};
const LARGE = {
  quality: 0.06,
  qualityAt: { classify: 0.03, rerank: 0.03, extract: 0.03, verify: 0.04, reason: 0.08, code_gen: 0.1, plan: 0.07 },
};

/** A server in one's own rooms: the data leaves the device and stays in the country. */
const OFFICE: ProviderDeclaration = {
  ...OPENAI_COMPATIBLE,
  name: "office",
  summary: "our own server in Zurich",
  hardware: ["gpu"],
  residency: ["ch"],
  gives: ["text", "json", "streaming"],
  price: { input: 0.25, output: 0.25 },
};

const all = { tools: true, json: true };

/** Ten options on all seven kinds of hardware. Prices are USD per million tokens. */
const MODELS: readonly ModelDeclaration[] = [
  { provider: "ollama", model: "llama3.1:8b", context: 128_000, reliability: 0.01, ...SMALL },
  { provider: "ollama", model: "phi4-mini", hardware: "npu", context: 16_000, reliability: 0.01, ...SMALL },
  { provider: "office", model: "qwen3-32b", context: 64_000, capabilities: all, reliability: 0.02, ...MIDDLE },
  {
    provider: "groq",
    model: "llama-3.1-8b-instant",
    price: { input: 0.05, output: 0.08 },
    context: 131_072,
    capabilities: all,
    reliability: 0.01,
    ...SMALL,
  },
  {
    provider: "groq",
    model: "llama-3.3-70b-versatile",
    price: { input: 0.59, output: 0.79 },
    context: 131_072,
    capabilities: { tools: true },
    reliability: 0.01,
    ...MIDDLE,
  },
  {
    provider: "cerebras",
    model: "gpt-oss-120b",
    price: { input: 0.35, output: 0.75 },
    context: 131_072,
    capabilities: { ...all, reasoning: true },
    reliability: 0.02,
    ...MIDDLE,
  },
  {
    provider: "together",
    model: "meta-llama/Llama-3.3-70B-Instruct-Turbo",
    price: { input: 0.88, output: 0.88 },
    context: 131_072,
    capabilities: all,
    reliability: 0.01,
    ...MIDDLE,
  },
  {
    provider: "openrouter",
    model: "google/gemini-2.5-flash",
    hardware: "tpu",
    price: { input: 0.3, output: 2.5 },
    context: 1_048_576,
    capabilities: { ...all, vision: true, pdf: true, audio: true },
    reliability: 0.01,
    ...MIDDLE,
    prefill: 0.000_02,
  },
  {
    provider: "openai",
    model: "gpt-5-mini",
    price: { input: 0.25, output: 2 },
    context: 400_000,
    capabilities: { ...all, vision: true },
    reliability: 0.01,
    ...MIDDLE,
  },
  {
    provider: "anthropic",
    model: "claude-sonnet-4-5",
    price: { input: 3, output: 15, cacheRead: 0.3, tiers: [{ above: 200_000, input: 6, output: 22.5 }] },
    context: 200_000,
    capabilities: { ...all, vision: true, pdf: true, "prompt-cache": true },
    reliability: 0.005,
    residency: ["us"],
    ...LARGE,
  },
];

/** What every situation begins with. */
export const FLEET: Declaration = { models: MODELS, providers: [OFFICE], preset: "balanced" };

/** The options by short names, for the situations. */
export const CPU = "ollama/llama3.1:8b@cpu";
export const NPU = "ollama/phi4-mini@npu";
export const OFFICE_GPU = "office/qwen3-32b@gpu";
export const GROQ_SMALL = "groq/llama-3.1-8b-instant@lpu";
export const GROQ_LARGE = "groq/llama-3.3-70b-versatile@lpu";
export const CEREBRAS = "cerebras/gpt-oss-120b@wafer_scale";
export const TOGETHER = "together/meta-llama/Llama-3.3-70B-Instruct-Turbo@gpu";
export const GEMINI = "openrouter/google/gemini-2.5-flash@tpu";
export const GPT = "openai/gpt-5-mini@frontier_api";
export const CLAUDE = "anthropic/claude-sonnet-4-5@frontier_api";
