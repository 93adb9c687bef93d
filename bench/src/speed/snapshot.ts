import { Tensor } from "@thalweg/core";
import { atMost, type Figure, once, scaled } from "./figure.ts";
import { CELLS_OF_A_DEVICE, report } from "./fleet.ts";
import { type Effort, keep, time } from "./race.ts";
import { LEVELS } from "./world.ts";

const DEVICES = 20_000;

/** The snapshot of a fleet: its bytes, the time it takes, and the time to load it. */
export function measureSnapshot(effort: Effort): Figure[] {
  const tensor: Tensor = new Tensor(LEVELS);
  report(tensor.writer("global"), DEVICES, "whole");
  const snapshot = tensor.snapshot();
  if (Buffer.compare(Tensor.from(snapshot).snapshot(), snapshot) !== 0) throw new Error("the snapshot was not loaded");
  const saving = time((count) => {
    for (let i = 0; i < count; i++) keep(tensor.snapshot().length);
  }, effort);
  const loading = time((count) => {
    for (let i = 0; i < count; i++) keep(Tensor.from(snapshot).revision);
  }, effort);
  return [
    {
      name: "snapshot-bytes",
      label: "snapshot of those, each cell",
      unit: "bytes",
      ...once(snapshot.length / (DEVICES * CELLS_OF_A_DEVICE)),
      bar: atMost(16),
      note: `${(snapshot.length / 1e6).toFixed(1)} MB`,
    },
    {
      name: "snapshot-save",
      label: "snapshot of those",
      unit: "ms",
      ...scaled(saving, 1e-6),
      bar: atMost(150),
      note: "tensor.snapshot()",
    },
    {
      name: "snapshot-load",
      label: "load of those",
      unit: "ms",
      ...scaled(loading, 1e-6),
      bar: atMost(250),
      note: "Tensor.from(snapshot)",
    },
  ];
}
