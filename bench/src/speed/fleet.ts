import { randomFrom, SEED } from "./random.ts";
import { type FactWriter, named } from "./world.ts";

/** The cells of each device of a fleet: 10 options × 3 dimensions. */
export const OPTIONS: readonly string[] = named("option", 10);
export const DIMENSIONS: readonly string[] = named("dimension", 3);
export const CELLS_OF_A_DEVICE: number = OPTIONS.length * DIMENSIONS.length;

/** `whole`: one device after the other reports all its cells. `mingled`: all report one cell, then the next. */
export type Order = "whole" | "mingled";

/** Lets each device of a fleet report every cell. The names are made here, so that whoever keeps them pays for them. */
export function report(writer: FactWriter, devices: number, order: Order): void {
  const random = randomFrom(SEED);
  const cells = OPTIONS.flatMap((option) => DIMENSIONS.map((dimension) => ({ option, dimension })));
  const write = (device: number, { option, dimension }: (typeof cells)[number]): void =>
    writer.setValue("device", `device-${device}`, option, dimension, random());
  if (order === "whole") {
    for (let device = 0; device < devices; device++) for (const cell of cells) write(device, cell);
    return;
  }
  const shuffled = Uint32Array.from({ length: devices }, (_, device) => device);
  for (let last = devices - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [shuffled[last], shuffled[other]] = [shuffled[other] as number, shuffled[last] as number];
  }
  for (const cell of cells) for (const device of shuffled) write(device, cell);
}
