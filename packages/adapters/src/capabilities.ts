import type { Reader, Writer } from "@thalweg/core";
import { checkCapability, gateOf } from "./world/gates.ts";
import type { Slice } from "./world/levels.ts";

/**
 * Requires capabilities at a slice, in one batch: every option that does not offer all of them is closed for cursors on
 * whose path the slice is, and for no other. `writer.unsetDefault(level, instance, gateOf(capability))` takes one back.
 * Throws `invalid-name`, and what the writer refuses.
 *
 * @example
 * import { Tensor } from "@thalweg/core";
 * import { describe, LEVELS, requireCapabilities } from "@thalweg/adapters";
 * const tensor = new Tensor(LEVELS);
 * const models = ["ollama", "groq"].map((provider) => ({ provider, model: "llama3.1" }));
 * describe({ models }, tensor.writer("global"));
 * requireCapabilities(tensor.writer("global"), ["on-device"], { level: "workspace", instance: "clinic" });
 * console.log(tensor.resolve({ workspace: "clinic" })); // [ 'ollama/llama3.1@cpu' ]
 */
export function requireCapabilities(
  writer: Writer,
  capabilities: readonly string[],
  { level, instance = "" }: Slice,
): void {
  for (const [i, capability] of capabilities.entries()) checkCapability(capability, `capabilities[${i}]`);
  writer.batch(() => {
    for (const capability of capabilities) writer.setDefault(level, instance, gateOf(capability), Infinity);
  });
}

/**
 * The options of a cursor's queue that offer all these capabilities, best first: for what one request alone requires,
 * such as its own length, to hand on as `among`. Throws `invalid-name`, and what a read refuses.
 *
 * @example
 * import { Tensor } from "@thalweg/core";
 * import { capableOf, contextCapability, describe, LEVELS } from "@thalweg/adapters";
 * const tensor = new Tensor(LEVELS);
 * const model = { provider: "anthropic", model: "claude", context: 200_000 };
 * describe({ models: [model, { provider: "groq", model: "llama" }] }, tensor.writer("global"));
 * console.log(capableOf(tensor, {}, [contextCapability(150_000)])); // [ 'anthropic/claude@frontier_api' ]
 */
export function capableOf(
  reader: Pick<Reader, "resolve" | "value">,
  cursor: Readonly<Record<string, string | undefined>>,
  capabilities: readonly string[],
): readonly string[] {
  for (const [i, capability] of capabilities.entries()) checkCapability(capability, `capabilities[${i}]`);
  const gates = capabilities.map(gateOf);
  // No value is no offer; the +∞ of a requirement is none in the queue.
  const offers = (option: string, gate: string): boolean => reader.value(cursor, option, gate) !== undefined;
  return reader.resolve(cursor).filter((option) => gates.every((gate) => offers(option, gate)));
}
