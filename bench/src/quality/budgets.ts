import { atMost, type Figure, once } from "../speed/figure.ts";
import { SEED } from "../speed/random.ts";
import { assignmentGap } from "./assignment.ts";
import { pricesSimulation } from "./prices.ts";

const INSTANCES = 100;

/** Three pools under prices, one of which shrinks; and batches under caps, against the bound of a linear program. */
export async function measureBudgets(): Promise<readonly Figure[]> {
  const prices = pricesSimulation(SEED);
  const gap = await assignmentGap(SEED, INSTANCES);
  return [
    {
      name: "caps",
      label: "three pools under prices, one shrinks by half: the most that was used in a window, of its cap",
      unit: "share",
      ...once(prices.most),
      bar: atMost(1.02),
      note: `without prices ${prices.mostWithoutPrices.toFixed(2)}; in any stretch as long as a window ${prices.mostSliding.toFixed(3)}`,
    },
    {
      name: "assignment",
      label: `${INSTANCES} batches under caps: above the bound of the linear program, on average`,
      unit: "%",
      ...once(gap.meanGap * 100),
      bar: atMost(2),
      note: `${(gap.withinTwoPercent * 100).toFixed(1)} % of them within 2 %, the worst ${(gap.worstGap * 100).toFixed(1)} %; caps violated ${gap.violated} times`,
    },
  ];
}
