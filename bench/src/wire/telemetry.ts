import type { Change } from "@thalweg/core";
import { Cells } from "@thalweg/wire";
import { randomFrom, SEED } from "../speed/random.ts";
import { named } from "../speed/world.ts";

/** The levels of every tensor of this benchmark. */
export const LEVELS = ["global", "workspace", "device"] as const;

/** What one device measures: 100 options × 10 dimensions, in the slice of the device. */
export const DEVICE = "device-17";
export const OPTIONS: readonly string[] = named("option", 100);
export const DIMENSIONS: readonly string[] = named("dimension", 10);
/** The place of the device's slice on its cursor. */
const PLACE = LEVELS.indexOf("device") * 2 + 1;

const draw = randomFrom(SEED);

/** A number in [0, 1) with all 53 bits at random. */
export const measured = (): number => (Math.floor(draw() * 2 ** 27) * 2 ** 26 + Math.floor(draw() * 2 ** 26)) / 2 ** 53;

/** The names in the order in which a session meets them: the first option, all dimensions, the other options. */
export const NAMES: readonly string[] = [OPTIONS[0] as string, ...DIMENSIONS, ...OPTIONS.slice(1)];

/** Changes of all cells, option by option, as the core has them. */
export const changes = (content: () => number): readonly Change[] =>
  OPTIONS.flatMap((option) =>
    DIMENSIONS.map(
      (dimension): Change => ({
        level: "device",
        instance: DEVICE,
        option,
        dimension,
        layer: "value",
        content: content(),
      }),
    ),
  );

/** The same in the numbers of a session. */
export function columns(content: () => number): Cells {
  const cells = new Cells(OPTIONS.length * DIMENSIONS.length);
  for (const option of OPTIONS.keys()) {
    for (const dimension of DIMENSIONS.keys()) {
      cells.push(PLACE, 0, option === 0 ? 0 : DIMENSIONS.length + option, 1 + dimension, content());
    }
  }
  return cells;
}
