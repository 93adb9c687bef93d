import { Tensor } from "@thalweg/core";
import { levels } from "./levels.ts";

/** The queue that the devices' own figures come to, with no wire and no failures: what it has to be in the end. */
export function expectedQueue(devices: ReadonlyMap<string, readonly (readonly number[])[]>, models: readonly string[]) {
  const tensor = new Tensor(levels);
  const writer = tensor.writer("global");
  writer.setWeight("global", "", "loss", 1);
  for (const [device, rows] of devices) {
    const sums = models.map(() => 0);
    // In the order of the questions, so that the sums are the same to the last bit.
    for (const scores of rows) {
      for (const i of models.keys()) sums[i] = (sums[i] as number) + 1 - (scores[i] as number);
    }
    for (const [i, model] of models.entries()) {
      writer.setValue("device", device, model, "loss", (sums[i] as number) / rows.length);
    }
  }
  writer.rollUp({ from: "device", to: "global", dimension: "loss", using: "median" });
  return tensor.resolve({});
}
