import { type Explanation, type Flip, Tensor } from "@thalweg/core";

/** What the quick start writes, as it is printed. */
export const quickStartSource = `\
const t = new Tensor(["global", "workspace", "device"]);
const w = t.writer("global");
w.setValue("global", "", "groq", "latency", 0.4);
w.setValue("global", "", "cerebras", "latency", 0.3);
w.setWeight("global", "", "latency", 1.0);
w.setValue("device", "A", "groq", "latency", 0.05);`;

/** What the quick start decides, and why. */
export interface QuickStart {
  /** The queue of device A, and that of any other device. */
  readonly queue: readonly string[];
  readonly elsewhere: readonly string[];
  readonly explanation: Explanation;
  /** The first flip of the explanation, and the queue of device A once its change is applied. */
  readonly flip: Flip | undefined;
  readonly flipped: readonly string[];
}

/** Runs the quick start, and then what its explanation says would flip it. */
export function runQuickStart(): QuickStart {
  const t = new Tensor(["global", "workspace", "device"]);
  const w = t.writer("global");
  w.setValue("global", "", "groq", "latency", 0.4);
  w.setValue("global", "", "cerebras", "latency", 0.3);
  w.setWeight("global", "", "latency", 1.0);
  w.setValue("device", "A", "groq", "latency", 0.05);
  const queue = t.resolve({ device: "A" });

  const elsewhere = t.resolve({ device: "B" });
  const explanation = t.explain({ device: "A" });
  const flip = explanation.flips[0];
  if (flip !== undefined) w.apply([flip.change]);
  return { queue, elsewhere, explanation, flip, flipped: t.resolve({ device: "A" }) };
}
