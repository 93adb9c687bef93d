import { readdirSync, readFileSync } from "node:fs";
import { outcomeFromAnthropic, streamFromAnthropic } from "../../src/outcomes/anthropic.ts";
import { outcomeFromCerebras, streamFromCerebras } from "../../src/outcomes/cerebras.ts";
import { outcomeFromGroq, streamFromGroq } from "../../src/outcomes/groq.ts";
import { outcomeFromOllama, streamFromOllama } from "../../src/outcomes/ollama.ts";
import { outcomeFromOpenAI, streamFromOpenAI } from "../../src/outcomes/openai.ts";
import { outcomeFromOpenAICompatible, streamFromOpenAICompatible } from "../../src/outcomes/openai-compatible.ts";
import { outcomeFromOpenRouter, streamFromOpenRouter } from "../../src/outcomes/openrouter.ts";
import type { Attempt, ErrorClass, HeadersLike, Outcome } from "../../src/outcomes/outcome.ts";
import type { OutcomeStream } from "../../src/outcomes/stream.ts";
import { outcomeFromTogether, streamFromTogether } from "../../src/outcomes/together.ts";

/** The conversions of a provider. */
export interface Conversion {
  readonly whole: (attempt: Attempt) => Outcome;
  readonly stream: (attempt?: Attempt) => OutcomeStream;
}

/** Every provider, by the name of its folder. */
export const PROVIDERS: { readonly [provider: string]: Conversion } = {
  anthropic: { whole: outcomeFromAnthropic, stream: streamFromAnthropic },
  cerebras: { whole: outcomeFromCerebras, stream: streamFromCerebras },
  groq: { whole: outcomeFromGroq, stream: streamFromGroq },
  ollama: { whole: outcomeFromOllama, stream: streamFromOllama },
  openai: { whole: outcomeFromOpenAI, stream: streamFromOpenAI },
  "openai-compatible": { whole: outcomeFromOpenAICompatible, stream: streamFromOpenAICompatible },
  openrouter: { whole: outcomeFromOpenRouter, stream: streamFromOpenRouter },
  together: { whole: outcomeFromTogether, stream: streamFromTogether },
};

/** What a fixture is: an answer as a whole, a stream, a list of errors, or one of headers. */
export interface Fixture {
  readonly name: string;
  /** The page of the provider's documentation that it follows. */
  readonly follows: string;
  readonly attempt?: Attempt;
  readonly events?: readonly (readonly [at: number, event: unknown])[];
  readonly end?: number;
  /** `null` stands for what must be unknown. */
  readonly expect?: { readonly [field: string]: unknown };
  readonly errors?: readonly { readonly status: number; readonly body: unknown; readonly error: ErrorClass }[];
  readonly status?: number;
  readonly body?: unknown;
  readonly waits?: readonly { readonly headers: HeadersLike; readonly retryAfter?: number }[];
}

/** When the calls of the fixtures ended: 2 March 2026, 9:30 UTC. */
export const NOW: number = Date.UTC(2026, 2, 2, 9, 30);

/** The fixtures of a provider. */
export function fixturesOf(provider: string): readonly Fixture[] {
  const folder = new URL(`../fixtures/${provider}/`, import.meta.url);
  return readdirSync(folder).map((file) => ({
    ...(JSON.parse(readFileSync(new URL(file, folder), "utf8")) as Fixture),
    name: file.replace(".json", ""),
  }));
}
