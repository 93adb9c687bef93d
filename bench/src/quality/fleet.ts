import { Tensor } from "@thalweg/core";
import { loadEvidence, saveEvidence } from "@thalweg/policy/beliefs";
import { atMost, type Figure } from "../speed/figure.ts";
import { average, pass, thalweg } from "./chooser.ts";
import { inOrder, meanOf, nineModels, ORDERS } from "./recorded.ts";

const DEVICES = 50;
/** Optimists that know the same all choose the same, and learn nothing from each other until they meet: so by draws. */
const DRAWS = { kind: "thompson", temperature: 0.7 } as const;
/** Each device hears of the others after so many questions of its own. */
const EVERY = 1;

/** Fifty devices that each see a fiftieth of the questions, and of the others only what is rolled up. */
export function measureFleet(): readonly Figure[] {
  const { questions, prices } = nineModels();
  const free = new Map([...prices.keys()].map((model) => [model, 0]));
  const losses = ORDERS.slice(0, 10).map((seed) => {
    const shuffled = inOrder(questions, seed);
    const alone = average(pass(shuffled, thalweg(free, { seed, exploration: DRAWS })));
    const facts = new Tensor(["global", "device"]);
    const hub = facts.writer("global");
    const fleet = Array.from({ length: DEVICES }, (_, i) => ({
      chooser: thalweg(free, { seed: seed * DEVICES + i, exploration: DRAWS }),
      slice: { level: "device", instance: `device-${i}` } as const,
    }));
    let sum = 0;
    for (const [i, { context, scores }] of shuffled.entries()) {
      const { chooser } = fleet[i % DEVICES] as (typeof fleet)[number];
      const option = chooser.choose(context);
      const score = scores.get(option) as number;
      chooser.learn(context, option, score);
      sum += score;
      if ((i + 1) % (DEVICES * EVERY) > 0) continue;
      for (const { chooser, slice } of fleet) {
        saveEvidence(chooser.learner.beliefs, facts.writer("device", slice.instance), slice);
      }
      hub.rollUp({ from: "device", to: "global", using: "sum" });
      for (const { chooser, slice } of fleet) {
        loadEvidence(chooser.learner.beliefs, facts, { level: "global", instance: "" }, { without: slice });
      }
    }
    return alone - sum / shuffled.length;
  });
  return [
    {
      name: "fleet",
      label: "nine models, 50 devices that see 1/50 each and only roll-ups of the rest: behind one that sees all by",
      unit: "share",
      ...meanOf(losses),
      bar: atMost(0.01),
      note: `a roll-up after every ${EVERY === 1 ? "question" : `${EVERY} questions`} of a device; all by draws`,
    },
  ];
}
