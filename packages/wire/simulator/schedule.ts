import fc from "fast-check";
import type { Action } from "./actions.ts";
import { MOST_SKEW, World, type WorldOptions } from "./world.ts";

/** A world, and what happens in it. */
export interface Schedule {
  readonly options: WorldOptions;
  readonly actions: readonly Action[];
}

const device = fc.nat({ max: 7 });
const hub = fc.nat({ max: 1 });

const faults = fc.oneof(
  fc.constant({ drop: 0, duplicate: 0, reorder: 0, corrupt: 0, cut: 0 }),
  fc.record({
    drop: fc.constantFrom(0, 0.02, 0.1),
    duplicate: fc.constantFrom(0, 0.05),
    reorder: fc.constantFrom(0, 0.05),
    corrupt: fc.constantFrom(0, 0.02),
    cut: fc.constantFrom(0, 0.02, 0.1),
  }),
);

const cursor = fc.tuple(fc.constant(""), fc.constantFrom("", "w0", "w1"), fc.constantFrom("d0", "d1", "d2", "d3"));

const devices = fc.array(
  fc.tuple(cursor, fc.boolean(), fc.nat({ max: 11 })).map(([names, hasDisk, vice]) => ({
    cursor: names,
    slice: [2, names[2]] as const,
    hasDisk,
    isLiar: vice === 0,
    forgets: hasDisk && (vice === 1 || vice >= 10),
    grant:
      vice === 2 ? ("for another tensor" as const) : vice === 3 ? ("for another cursor" as const) : ("good" as const),
  })),
  { minLength: 1, maxLength: 4 },
);

const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      do: fc.constant("write" as const),
      device,
      option: fc.nat({ max: 2 }),
      isWeighed: fc.boolean(),
      isWide: fc.constantFrom(true, true, false),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("unset" as const), device, option: fc.nat({ max: 2 }) }) },
  {
    weight: 10,
    arbitrary: fc.record({ do: fc.constant("wait" as const), time: fc.constantFrom(1, 5, 20, 50, 200, 1_000, 5_000) }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom(
        "crash device",
        "restart device",
        "restart device",
        "compact device",
        "cut off",
        "come back",
        "come back" as const,
      ),
      device,
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom(
        "crash hub",
        "restart hub",
        "restart hub",
        "compact hub",
        "write at hub",
        "unset at hub",
        "renew hub" as const,
      ),
      hub,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom("fill disk", "clear disk" as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("skew" as const),
      hub,
      time: fc.integer({ min: -MOST_SKEW, max: MOST_SKEW }),
    }),
  },
);

/** Worlds with one hub or two, and up to four devices. */
export const schedule: fc.Arbitrary<Schedule> = fc.record({
  options: fc.record({
    seed: fc.nat(),
    hubs: fc.constantFrom(1, 1, 2),
    devices,
    faults,
    withdraws: fc.boolean(),
    logDelay: fc.constantFrom(10, 300, 2_500),
    diskDelay: fc.constantFrom(6, 200),
    keepsOrder: fc.boolean(),
    logLag: fc.constantFrom(8, 8, 60),
    lineDelay: fc.constantFrom(20, 20, 200),
    ways: fc.boolean(),
    grantTime: fc.constantFrom(Infinity, Infinity, 1_500),
    maxCells: fc.constantFrom(65_536, 3, 2),
    maxBuffered: fc.constantFrom(Infinity, 200, 0),
    edges: fc.constantFrom({}, { slack: 2 }, { slack: 2, patience: 2, cellsAFrame: 2 }, { cellsAFrame: 1 }),
  }),
  actions: fc.array(action, { minLength: 1, maxLength: 60, size: "max" }),
});

/** Lets it happen; throws as soon as an invariant does not hold. */
export function live({ options, actions }: Schedule): World {
  const world = new World(options);
  for (const one of actions) world.perform(one);
  world.makePeace();
  return world;
}
