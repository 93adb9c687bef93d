/**
 * The step types that this package knows, in the order in which tables list them. A host may have others.
 *
 * @example
 * import { STEP_TYPES } from "@thalweg/adapters";
 * console.log(STEP_TYPES.length, STEP_TYPES.includes("verify")); // 14 true
 */
export const STEP_TYPES = [
  "classify",
  "rerank",
  "extract",
  "verify",
  "summarize_short",
  "summarize_long",
  "reason",
  "code_gen",
  "tool_call_decision",
  "plan",
  "rewrite",
  "translate",
  "chat",
  "unknown",
] as const;
Object.freeze(STEP_TYPES);

/** One of {@link STEP_TYPES}. */
export type StepType = (typeof STEP_TYPES)[number];
