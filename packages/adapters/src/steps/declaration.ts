import type { TokenCounts } from "../world/price.ts";

/**
 * A type of step: what a typical call takes, what else counts in it, and what an option must be able to do.
 *
 * A weight here stands at the step's slice, where it hides a coarser one of the same dimension, a workspace's among
 * them. So the steps of this package weigh what only the step knows, such as whether somebody waits for the first
 * token, and leave money, time and quality to the presets.
 */
export interface StepDeclaration {
  readonly name: string;
  readonly summary: string;
  /** The tokens of a typical call; they turn prices and speeds into `financial`, `ttft`, `latency` and `energy`. */
  readonly tokens: TokenCounts;
  /** What one unit of a dimension is worth here, in USD. */
  readonly weights: Readonly<Record<string, number>>;
  /** The capabilities that an option must offer: `tools`, `context:64000`, or names of one's own. */
  readonly needs: readonly string[];
}
