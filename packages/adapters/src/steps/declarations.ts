import { contextCapability } from "../world/gates.ts";
import { frozen } from "../world/shape.ts";
import type { StepDeclaration } from "./declaration.ts";
import type { StepType } from "./names.ts";

/** What the steps of this package have in common: a step whose call fails has to be made again, or loses the workflow. */
const step = (
  name: StepType,
  summary: string,
  [input, output]: readonly [number, number],
  weights: Readonly<Record<string, number>>,
  needs: readonly string[] = [],
): StepDeclaration => ({ name, summary, tokens: { input, output }, weights, needs });

/**
 * The types of steps that this package knows, in the order of `STEP_TYPES`. `ttft` is weighed where somebody or a loop
 * waits for the first token, `tpot` where somebody reads along, `reliability` by what a failed call takes with it. One's
 * own is one more {@link StepDeclaration}.
 */
export const STEPS: readonly StepDeclaration[] = frozen([
  step("classify", "puts a text into one of a few classes", [400, 8], { reliability: 0.001 }),
  step("rerank", "orders what a search has found", [3000, 60], { reliability: 0.001 }),
  step("extract", "takes named fields out of a text", [1500, 250], { reliability: 0.002 }, ["json"]),
  step("verify", "judges whether an answer holds", [1500, 120], { reliability: 0.005 }),
  step("summarize_short", "makes a page shorter", [1500, 150], { reliability: 0.001 }),
  step("summarize_long", "makes a report or a book shorter", [40_000, 800], { reliability: 0.01 }, [
    contextCapability(40_800),
  ]),
  step("reason", "comes to a conclusion in several steps", [1500, 1200], { reliability: 0.005 }),
  step("code_gen", "writes or changes code", [3000, 1500], { reliability: 0.005 }, [contextCapability(4_500)]),
  step("tool_call_decision", "chooses a tool and its arguments", [1500, 80], { reliability: 0.01, ttft: 0.0005 }, [
    "tools",
  ]),
  step("plan", "breaks a goal into steps", [2000, 800], { reliability: 0.02 }),
  step("rewrite", "says the same in another way", [800, 600], { reliability: 0.001 }),
  step("translate", "says the same in another language", [800, 800], { reliability: 0.001 }),
  step("chat", "answers a person who reads along", [1500, 300], { reliability: 0.005, ttft: 0.002, tpot: 0.05 }, [
    "streaming",
  ]),
  step("unknown", "could be anything", [1000, 300], { reliability: 0.002 }),
]);
