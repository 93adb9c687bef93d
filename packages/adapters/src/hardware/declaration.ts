/** The kinds of hardware that this package knows. */
export type HardwareName = "cpu" | "gpu" | "lpu" | "npu" | "tpu" | "wafer_scale" | "frontier_api";

/**
 * A kind of hardware that models run on, and what is typical of it: for a model of about eight billion parameters, or,
 * of `frontier_api`, for what is sold there. The numbers are orders of magnitude that tell the kinds apart until
 * something is measured; a model's own numbers take their place.
 */
export interface HardwareDeclaration {
  readonly name: string;
  readonly summary: string;
  /** Where what it is told goes: nothing in somebody's cloud is `on-device`, whatever its provider says. */
  readonly data: "device" | "cloud" | "either";
  /** Seconds until the first token of an answer to an empty prompt: queue, network, start. */
  readonly wait: number;
  /** Seconds for each token of the prompt. */
  readonly prefill: number;
  /** Seconds for each token of the answer. */
  readonly tpot: number;
  /** Watts that one unit draws under load: all that it takes to hold the model, be it a chip or a rack. */
  readonly power: number;
  /** How many requests one unit works on at once, 1 or more; each is charged its share of the power. */
  readonly concurrency: number;
  /**
   * USD per million tokens of prompt and answer, as such hardware is sold. It is never taken for the price of a model,
   * unless its declaration says so: `price: GPU.price`.
   */
  readonly price: { readonly input: number; readonly output: number };
}
