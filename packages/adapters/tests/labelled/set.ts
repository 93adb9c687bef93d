import { readFileSync } from "node:fs";
import type { StepType } from "../../src/steps/names.ts";
import { filled, type Language } from "./generate.ts";

/** A request that somebody has judged, and what was answered to it. */
export interface Labelled {
  readonly id: string;
  readonly step: StepType;
  readonly tier: "easy" | "medium" | "hard";
  readonly language: Language;
  /** In any form that is read. */
  readonly request: unknown;
  /** Either a text, with the tokens that went into reasoning, or the names of the tools that were called. */
  readonly answer: { readonly text?: string; readonly reasoning?: number; readonly calls?: readonly string[] };
}

/**
 * The halves of the set; `blind`, which was written after the first tuning and has been used for development since; and
 * `second-blind`, which was written by someone who never saw the classifiers, and is measured and never tuned on.
 */
export type Split = "tune" | "held-out" | "blind" | "second-blind";

/** One part of the set, its generated parts filled in. */
export function labelled(split: Split): readonly Labelled[] {
  const text = readFileSync(new URL(`${split}.json`, import.meta.url), "utf8");
  const { requests } = JSON.parse(text) as { requests: readonly Labelled[] };
  return requests.map((each) => JSON.parse(filledJson(JSON.stringify(each), each.id)) as Labelled);
}

/** Fills in JSON, where a text stands in quotes. */
function filledJson(json: string, seed: string): string {
  return json.replace(/\{\{[^}]*\}\}/g, (part, at: number) => {
    return JSON.stringify(filled(part, `${seed}-${at}`)).slice(1, -1);
  });
}
