import type { Change } from "@thalweg/core";
import { CAPABILITIES, contextsWithin, gateOf, residencyCapability } from "../world/gates.ts";
import type { Description, Slices } from "./cells.ts";

/** Where a change is made, whatever it is. */
export const keyOf = ({ level, instance, option, dimension, layer }: Change): string =>
  JSON.stringify([level, instance, option, dimension, layer]);

/**
 * What an earlier description of the same options may have written and this one does not mean: their offers, prices and
 * shares. The regions and names of a host's own are told apart only where the declaration still names them.
 */
export function unmeant({ cells, options, steps }: Description, { level, instance, step }: Slices): readonly Change[] {
  const meant = new Set(cells.map(keyOf));
  const gone = options.flatMap(({ name: option, model, provider }) => {
    const offers = [
      ...Object.keys({ ...CAPABILITIES, ...model.capabilities }),
      ...contextsWithin(Infinity),
      ...provider.residency.map(residencyCapability),
    ];
    const at = { option, layer: "value" } as const;
    const everywhere = ["financial", "quality", "reliability", ...offers.map(gateOf)];
    return [
      ...everywhere.map((dimension) => ({ ...at, level, instance, dimension })),
      ...steps.flatMap((name) =>
        ["financial", "quality"].map((dimension) => ({ ...at, level: step, instance: name, dimension })),
      ),
    ];
  });
  return gone.filter((change) => !meant.has(keyOf(change)));
}
