import { engineOf } from "./engine.ts";
import { atMost, type Figure, formatDuration, once } from "./figure.ts";
import { type Contender, type Effort, keep, race, time } from "./race.ts";
import { randomFrom, SEED } from "./random.ts";
import { cursorsOf, type World, worldOf } from "./world.ts";

/** From 200 to 32,000 cells in the dense matrix. */
const SIZES = [
  [50, 4],
  [100, 4],
  [100, 8],
  [200, 8],
  [500, 8],
  [500, 16],
  [1_000, 16],
  [2_000, 16],
] as const;
const BESIDE = 1_000_000;

/** Cold resolves of the engine, as those of `cold`. */
function coldOf(world: World): Contender {
  const { engine } = engineOf(world);
  const cursors = cursorsOf(world);
  return (count) => {
    for (let i = 0; i < count; i++) keep(engine.resolve(cursors()).length);
  };
}

/** The exponent with which the time of a cold resolve grows with options × dimensions: 1 is linear. */
export function measureGrowth(effort: Effort): Figure[] {
  const points = SIZES.map(([options, dimensions]) => ({
    size: options * dimensions,
    duration: time(coldOf(worldOf(options, dimensions)), effort).median,
  }));
  const first = points[0] as (typeof points)[number];
  const last = points.at(-1) as (typeof points)[number];
  return [
    {
      name: "growth",
      label: "cost against options × dimensions, log-log fit",
      unit: "exponent",
      ...once(slopeOf(points.map(({ size, duration }) => [Math.log(size), Math.log(duration)]))),
      bar: atMost(1.15),
      note: [first, last].map(({ size, duration }) => `${size}: ${formatDuration(duration)}`).join(", "),
    },
  ];
}

/** Cold resolves with a million instances beside the path, of one cell or two, against none; the bar allows for noise. */
export function measureBeside(effort: Effort): Figure[] {
  const world = worldOf(100, 8);
  const alone = coldOf(world);
  const { engine, engineWriter } = engineOf(world);
  const cursors = cursorsOf(world);
  const random = randomFrom(SEED);
  for (let i = 0; i < BESIDE; i++) {
    for (let cell = i % 2; cell < 2; cell++) {
      const option = `option-${Math.floor(random() * 100)}`;
      engineWriter.setValue("device", `beside-${i}`, option, `dimension-${Math.floor(random() * 8)}`, random());
    }
  }
  const crowded: Contender = (count) => {
    for (let i = 0; i < count; i++) keep(engine.resolve(cursors()).length);
  };
  const { first, second, ratio } = race(alone, crowded, effort);
  return [
    {
      name: "beside",
      label: "a million instances beside the path, of none",
      unit: "×",
      ...ratio,
      bar: atMost(1.25),
      note: `${formatDuration(second.median)} against ${formatDuration(first.median)}`,
    },
  ];
}

/** The slope of the straight line that fits the points best (least squares). */
function slopeOf(points: readonly (readonly [x: number, y: number])[]): number {
  const mean = (numbers: readonly number[]): number =>
    numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
  const x = mean(points.map(([at]) => at));
  const y = mean(points.map(([, at]) => at));
  const covariance = mean(points.map(([one, other]) => (one - x) * (other - y)));
  return covariance / mean(points.map(([one]) => (one - x) ** 2));
}
