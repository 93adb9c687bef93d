import { Tensor } from "@thalweg/core";
import { ReferenceTensor } from "@thalweg/core/testing";
import { against, atLeast, atMost, type Figure, scaled } from "./figure.ts";
import { CELLS_OF_A_DEVICE, DIMENSIONS, OPTIONS, report } from "./fleet.ts";
import { type Contender, type Effort, keep, race } from "./race.ts";
import { LEVELS } from "./world.ts";

const DEVICES = 20_000;
const WAY = { from: "device", to: "global" } as const;

/** The median of all devices for each of 30 cells, after one of the reports has changed. */
export function measureRollUp(effort: Effort): Figure[] {
  const engine: Tensor = new Tensor(LEVELS);
  const engineWriter = engine.writer("global");
  const reference = new ReferenceTensor(LEVELS);
  const referenceWriter = reference.writer("global");
  for (const writer of [engineWriter, referenceWriter]) report(writer, DEVICES, "whole");
  const changed = ["device", "device-0", OPTIONS[0] as string, DIMENSIONS[0] as string] as const;
  let value = 0;
  const engineRollUp: Contender = (count) => {
    for (let i = 0; i < count; i++) {
      engineWriter.setValue(...changed, value++);
      keep(engineWriter.rollUp(WAY));
    }
  };
  // Cell by cell: the reference's own roll-up copies the whole tensor, to be able to take it back.
  const referenceRollUp: Contender = (count) => {
    for (let i = 0; i < count; i++) {
      referenceWriter.setValue(...changed, value++);
      for (const option of OPTIONS) {
        for (const dimension of DIMENSIONS) keep(referenceWriter.reduce({ ...WAY, option, dimension }) as number);
      }
    }
  };
  // An operation of the reference outlasts a turn by far, and fewer of them tell as much.
  const result = race(engineRollUp, referenceRollUp, { ...effort, rounds: Math.ceil(effort.rounds / 2) });
  for (const option of OPTIONS) {
    for (const dimension of DIMENSIONS.slice(1)) {
      const [one, other] = [engine, reference].map((subject) => subject.value({}, option, dimension));
      if (one === undefined || one !== other) throw new Error(`the roll-ups disagree: ${one}, ${other}`);
    }
  }
  const cells = DEVICES * CELLS_OF_A_DEVICE;
  const label = `roll-up of ${DEVICES.toLocaleString("en-US")} devices × ${CELLS_OF_A_DEVICE} cells (median)`;
  return [
    { name: "roll-up", label, unit: "×", ...result.ratio, bar: atLeast(25), note: against(result) },
    {
      name: "roll-up-cell",
      label: `${label}: time of a cell`,
      unit: "ns",
      ...scaled(result.first, 1 / cells),
      bar: atMost(25),
      note: `reference ${(result.second.median / cells).toFixed(0)} ns`,
    },
  ];
}
