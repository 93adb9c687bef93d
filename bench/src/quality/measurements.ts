import { counted, type Measurements, timed } from "../speed/measurements.ts";

/** All measurements of decisions. */
export const MEASUREMENTS: Measurements = new Map([
  ["models", counted(async () => (await import("./models.ts")).measureModels)],
  ["prices", counted(async () => (await import("./models.ts")).measurePriced)],
  ["frozen", counted(async () => (await import("./frozen.ts")).measureFrozen)],
  ["pass", counted(async () => (await import("./pass.ts")).measurePass)],
  ["fleet", counted(async () => (await import("./fleet.ts")).measureFleet)],
  ["change", counted(async () => (await import("./change.ts")).measureChange)],
  ["budgets", counted(async () => (await import("./budgets.ts")).measureBudgets)],
  ["coverage", counted(async () => (await import("./gsm8k.ts")).measureCoverage)],
  ["calibration", counted(async () => (await import("./guarantees.ts")).measureCalibration)],
  ["drift", counted(async () => (await import("./guarantees.ts")).measureDrift)],
  ["speed", timed(async () => (await import("./speed.ts")).measureSpeed)],
]);
