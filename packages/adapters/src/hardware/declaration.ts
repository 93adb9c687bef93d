/**
 * A kind of hardware that models run on, and what is typical of it: for a model of about eight billion parameters, or,
 * of `frontier_api`, for what is sold there. The numbers are orders of magnitude that tell the kinds apart until
 * something is measured; a model's own numbers take their place.
 */
export interface HardwareDeclaration {
  readonly name: string;
  readonly summary: string;
  /** Where what it is told usually goes: it stays on the device, it goes to somebody's cloud, or it depends. */
  readonly data: "device" | "cloud" | "either";
  /** Seconds until the first token of an answer to an empty prompt: queue, network, start. */
  readonly wait: number;
  /** Seconds for each token of the prompt. */
  readonly prefill: number;
  /** Seconds for each token of the answer. */
  readonly tpot: number;
  /** Watts that a request draws while it is worked on: its share, where requests share the machine. */
  readonly power: number;
  /** How many requests one unit answers at once before it slows down. */
  readonly concurrency: number;
  /** USD per million tokens of prompt and answer, to be told apart by; never taken for the price of a model. */
  readonly price: { readonly input: number; readonly output: number };
}
