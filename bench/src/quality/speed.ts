import { Learner, randomFrom, rate } from "@thalweg/policy";
import { atMost, type Figure, formatDuration, scaled } from "../speed/figure.ts";
import { type Effort, keep, time } from "../speed/race.ts";
import { SEED } from "../speed/random.ts";
import { named } from "../speed/world.ts";

const LEVELS = ["global", "region", "workspace", "device"] as const;

/** To decide and to learn from it, at 100 options and 4 levels. */
export function measureSpeed({ warmUp, ...rest }: Effort): readonly Figure[] {
  // The compiler is done with so much code only after a second or two.
  const effort: Effort = { ...rest, warmUp: warmUp * 8 };
  const timeAt = (addresses: number) => {
    const learner = new Learner({ levels: LEVELS, dimensions: { deficit: rate() }, options: named("option", 100) });
    const random = randomFrom(SEED);
    const cursors = named("device", addresses).map((device, i) => ({
      region: `r${i % 2}`,
      workspace: `w${i % 4}`,
      device,
    }));
    let turn = 0;
    return time((count) => {
      for (let i = 0; i < count; i++) {
        const { receipt } = learner.decide(cursors[turn++ % addresses] as (typeof cursors)[number]);
        learner.observe(receipt, { values: { deficit: random() < 0.3 ? 1 : 0 } });
        keep(receipt.options.length);
      }
    }, effort);
  };
  const [one, sixteen] = [timeAt(1), timeAt(16)];
  return [
    {
      name: "speed",
      label: "decide and observe, 100 options, 4 levels",
      unit: "µs",
      ...scaled(one, 1e-3),
      bar: atMost(15),
      note: `${formatDuration(sixteen.median)} with 16 addresses in turn, whose queues all change each time`,
    },
  ];
}
