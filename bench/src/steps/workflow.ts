import { applyPreset, describe, LEVELS, type PresetName } from "@thalweg/adapters";
import { classifyStep, readRequest } from "@thalweg/adapters/reading";
import { type Explanation, Tensor } from "@thalweg/core";
import { fleet } from "./fleet.ts";
import { type Sample, samples } from "./requests.ts";

/** A request with what the classifier makes of it; where it errs, its author's label is given, and wins. */
export interface ReadSample extends Sample {
  /** How the request begins. */
  readonly begins: string;
  readonly read: string;
  readonly confidence: number;
  readonly reason: string;
}

/** What one option is at one step. */
export interface OptionAtStep {
  readonly option: string;
  readonly cost: number | undefined;
  readonly latency: number | undefined;
  readonly quality: number | undefined;
  /** Its place under each preset; nothing where it is closed. */
  readonly places: readonly (number | undefined)[];
  /** The capabilities that the step requires and it does not offer. */
  readonly lacks: readonly string[];
}

/** Everything that the demo shows. */
export interface Workflow {
  readonly presets: readonly PresetName[];
  readonly samples: readonly ReadSample[];
  readonly steps: readonly { readonly step: string; readonly options: readonly OptionAtStep[] }[];
  readonly cells: number;
  readonly explanation: Explanation;
  /** The queue that is explained, and the same after the first flip. */
  readonly queue: readonly string[];
  readonly flipped: readonly string[];
}

/** Classifies the samples, resolves each step under the presets, explains one queue under the last, and flips it. */
export function runWorkflow(presets: readonly PresetName[], explained: string): Workflow {
  const tensor = new Tensor(LEVELS);
  const writer = tensor.writer("global");
  const cells = describe(fleet, writer).length;
  const read = samples.map(readSample);
  const named = read.map(({ request, step }) => classifyStep(readRequest(request), { label: step }).step);
  const queues = presets.map((preset) => {
    applyPreset(writer, preset);
    return new Map(named.map((step) => [step, tensor.resolve({ step })]));
  });
  const steps = named.map((step) => ({
    step,
    options: tensor.options().map((option) => {
      const value = (dimension: string): number | undefined => {
        const found = tensor.value({ step }, option, dimension);
        return found === tensor.value({ step }, "", dimension) ? undefined : found;
      };
      const places = queues.map((queue) => (queue.get(step)?.indexOf(option) ?? -1) + 1 || undefined);
      const gates = tensor.explain({ step }).gated.find((one) => one.option === option)?.gates ?? [];
      const lacks = gates.map(({ dimension }) => dimension.replace("can:", ""));
      return { option, cost: value("financial"), latency: value("latency"), quality: value("quality"), places, lacks };
    }),
  }));
  const explanation = tensor.explain({ step: explained });
  const queue = tensor.resolve({ step: explained });
  writer.apply(explanation.flips.slice(0, 1).map(({ change }) => change));
  return { presets, samples: read, steps, cells, explanation, queue, flipped: tensor.resolve({ step: explained }) };
}

function readSample(sample: Sample): ReadSample {
  const request = readRequest(sample.request);
  const { step, confidence, reasons } = classifyStep(request);
  const begins = request.system || request.turns.at(-1)?.text || "";
  return { ...sample, begins, read: step, confidence, reason: reasons[0]?.text ?? "nothing speaks for any" };
}
