import { Cusum, compareShares, PageHinkley, TierAccuracy } from "@thalweg/policy/drift";
import { randomFrom } from "../speed/random.ts";

/** How often a detector alarms where nothing has changed, and how long it takes where something has. */
export interface DriftRow {
  readonly detector: string;
  /** What one stream is, and what changes in it. */
  readonly stream: string;
  /** The share of null streams with an alarm anywhere. */
  readonly falseAlarms: number;
  /** Values from the change to the alarm: the mean and the 90% quantile over the streams that alarmed after it. */
  readonly meanDelay: number;
  readonly delay90: number;
  /** The share of changed streams without any alarm before their end. */
  readonly missed: number;
}

/** The rates of all detectors, at their defaults. */
export interface DriftRates {
  readonly seed: number;
  readonly streams: number;
  readonly rows: readonly DriftRow[];
}

/** A detector at work on one stream: takes the next value, and says whether it alarms. */
type Detector = (value: number) => boolean;

interface Case {
  readonly detector: string;
  readonly stream: string;
  readonly make: () => Detector;
  readonly draw: (random: () => number, hasChanged: boolean) => number;
  /** How many values there are before the change, and after it. */
  readonly before: number;
  readonly after: number;
}

const normal = (random: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

const skewed = (random: () => number, scale: number): number => scale * Math.exp(0.5 * normal(random));

/** Compares every 200 values with a reference of the first 1,000. */
function comparing(measure: "kl" | "psi"): Detector {
  const reference: Record<string, number> = {};
  let current: Record<string, number> = {};
  let seen = 0;
  return (bin) => {
    const counts = seen < 1000 ? reference : current;
    counts[bin] = (counts[bin] ?? 0) + 1;
    seen++;
    if (seen <= 1000 || seen % 200 !== 0) return false;
    const { drift } = compareShares(reference, current, { measure });
    current = {};
    return drift === "shift";
  };
}

/** Five bins with falling shares; after the change the first has lost a third of its share to the last. */
function bin(random: () => number, hasChanged: boolean): number {
  const at = random();
  if (at < 0.4) return hasChanged && at < 0.13 ? 4 : 0;
  return at < 0.65 ? 1 : at < 0.82 ? 2 : at < 0.94 ? 3 : 4;
}

const cusum = (): Detector => {
  const detector = new Cusum();
  return (value) => detector.observe(value) !== "none";
};

const pageHinkley = (): Detector => {
  const detector = new PageHinkley({ allowance: 0.5, threshold: 15 });
  return (value) => detector.observe(value) !== "none";
};

const accuracy = (): Detector => {
  const detector = new TierAccuracy({ floor: 0.9 });
  return (value) => detector.observe("easy", value === 1).verdict === "below";
};

const cases: readonly Case[] = [
  ...[0.5, 1, 2].map((shift) => ({
    detector: "CUSUM",
    stream: `normal, mean + ${shift} deviations`,
    make: cusum,
    draw: (random: () => number, hasChanged: boolean) => normal(random) + (hasChanged ? shift : 0),
    before: 1000,
    after: 1000,
  })),
  {
    detector: "CUSUM",
    stream: "log-normal (σ 0.5), twice as large",
    make: cusum,
    draw: (random, hasChanged) => skewed(random, hasChanged ? 2 : 1),
    before: 1000,
    after: 1000,
  },
  ...[1, 2].map((shift) => ({
    detector: "Page–Hinkley",
    stream: `normal, mean + ${shift} deviations`,
    make: pageHinkley,
    draw: (random: () => number, hasChanged: boolean) => normal(random) + (hasChanged ? shift : 0),
    before: 1000,
    after: 1000,
  })),
  ...(["kl", "psi"] as const).map((measure) => ({
    detector: measure.toUpperCase(),
    stream: "five bins, 13 of 100 move",
    make: () => comparing(measure),
    draw: bin,
    before: 2000,
    after: 1000,
  })),
  ...[0.8, 0.7].map((share) => ({
    detector: "accuracy",
    stream: `right ${0.9} of the time, then ${share}`,
    make: accuracy,
    draw: (random: () => number, hasChanged: boolean) => (random() < (hasChanged ? share : 0.9) ? 1 : 0),
    before: 1000,
    after: 1000,
  })),
];

/** Runs every detector on null streams, and on as many that change; an alarm before the change does not count there. */
export function driftRates(seed: number, streams = 10_000): DriftRates {
  const rows = cases.map(({ detector, stream, make, draw, before, after }): DriftRow => {
    const random = randomFrom(seed);
    const alarmAt = (changes: boolean): number | undefined => {
      const observe = make();
      for (let at = 0; at < before + after; at++) if (observe(draw(random, changes && at >= before))) return at;
      return undefined;
    };
    let falseAlarms = 0;
    let late = 0;
    const delays: number[] = [];
    for (let run = 0; run < streams; run++) {
      if (alarmAt(false) !== undefined) falseAlarms++;
      const at = alarmAt(true);
      if (at === undefined) late++;
      else if (at >= before) delays.push(at - before + 1);
    }
    delays.sort((a, b) => a - b);
    return {
      detector,
      stream,
      falseAlarms: falseAlarms / streams,
      meanDelay: delays.reduce((sum, delay) => sum + delay, 0) / Math.max(1, delays.length),
      delay90: delays[Math.floor(delays.length * 0.9)] ?? 0,
      missed: late / Math.max(1, late + delays.length),
    };
  });
  return { seed, streams, rows };
}
