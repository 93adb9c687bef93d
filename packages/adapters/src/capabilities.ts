import type { Cursor, Reader, Writer } from "@thalweg/core";
import { type CapabilityName, CONTEXT_SIZES, checkCapability, contextCapability, gateOf } from "./world/gates.ts";
import type { Slice } from "./world/levels.ts";
import type { OpenName } from "./world/names.ts";
import { checkAmount } from "./world/price.ts";
import { checkList, checkObject, checkWriter } from "./world/shape.ts";

/**
 * Requires capabilities at a slice, in one batch: every option that does not offer all of them is closed for cursors on
 * whose path the slice is, and for no other. `writer.unsetDefault(level, instance, gateOf(capability))` takes one back.
 * Throws `unknown-capability`, and what the writer refuses.
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
export function requireCapabilities<Level extends string>(
  writer: Writer<Level>,
  capabilities: readonly OpenName<CapabilityName>[],
  slice: Slice<NoInfer<Level>>,
): void {
  checkWriter(writer);
  checkList(capabilities, "capabilities", checkCapability);
  checkObject(slice, "slice", ["level", "instance"]);
  writer.batch(() => {
    for (const capability of capabilities) {
      writer.setDefault(slice.level, slice.instance ?? "", gateOf(capability), Infinity);
    }
  });
}

/** Takes of {@link capableOf}. */
export interface CapableOptions {
  /** How many tokens it must hold, prompt and answer together; rounded up to one of `CONTEXT_SIZES`. */
  readonly context?: number | undefined;
}

/**
 * The options of a cursor's queue that offer all these capabilities, and hold so many tokens, best first: for what one
 * request alone requires, to hand on as `among`. Throws `unknown-capability`, `invalid-number`, and what a read refuses.
 *
 * @example
 * import { Tensor } from "@thalweg/core";
 * import { capableOf, describe, LEVELS } from "@thalweg/adapters";
 * const tensor = new Tensor(LEVELS);
 * const model = { provider: "anthropic", model: "claude", context: 200_000 };
 * describe({ models: [model, { provider: "groq", model: "llama" }] }, tensor.writer("global"));
 * console.log(capableOf(tensor, {}, ["text"], { context: 150_000 })); // [ 'anthropic/claude@frontier_api' ]
 */
export function capableOf<const Levels extends readonly string[]>(
  reader: Reader<Levels>,
  cursor: Cursor<NoInfer<Levels>[number]>,
  capabilities: readonly OpenName<CapabilityName>[],
  options: CapableOptions = {},
): readonly string[] {
  checkList(capabilities, "capabilities", checkCapability);
  checkObject(options, "options", ["context"]);
  const { context } = options;
  checkAmount(context, "options.context");
  // No window is larger than the largest that is told apart.
  if (context !== undefined && context > Math.max(...CONTEXT_SIZES)) return [];
  const needed = context === undefined ? capabilities : [...capabilities, contextCapability(context)];
  // No value is no offer; the +∞ of a requirement is none in the queue.
  const offers = (option: string, gate: string): boolean => reader.value(cursor, option, gate) !== undefined;
  const gates = needed.map(gateOf);
  return reader.resolve(cursor).filter((option) => gates.every((gate) => offers(option, gate)));
}
