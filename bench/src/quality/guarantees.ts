import { atMost, type Figure, once } from "../speed/figure.ts";
import { SEED } from "../speed/random.ts";
import { calibrationGuarantee } from "./calibration.ts";
import { driftRates } from "./drift.ts";

/** How often a calibrated floor does not hold, over a thousand deployments each. */
export function measureCalibration(): readonly Figure[] {
  const { rows, floor, confidence, deployments } = calibrationGuarantee(SEED);
  return rows.map(
    ({ log, outcomes, missed, refused, cheap, missedWithoutTest }): Figure => ({
      name: `calibration-${log}-${outcomes}`,
      label: `a floor of ${floor} from ${outcomes.toLocaleString("en-US")} outcomes, ${log}: missed in ${deployments.toLocaleString("en-US")} deployments`,
      unit: "share",
      ...once(missed),
      bar: atMost(1 - confidence),
      note: `without the test ${missedWithoutTest.toFixed(2)}; refused ${refused.toFixed(2)}, cheap calls ${cheap.toFixed(2)}`,
    }),
  );
}

/** How often detectors cry without a reason, and how late they cry with one. */
export function measureDrift(): readonly Figure[] {
  const { rows, streams } = driftRates(SEED);
  return rows.map(
    ({ detector, stream, falseAlarms, meanDelay, delay90, missed }): Figure => ({
      name: `drift-${detector}-${stream}`.replaceAll(/[^\w-]+/g, "-"),
      label: `${detector}, ${stream}: false alarms in ${streams.toLocaleString("en-US")} streams`,
      unit: "share",
      ...once(falseAlarms),
      bar: atMost(0.1),
      note: `a change is told after ${Math.round(meanDelay)} values, 9 of 10 after ${Math.round(delay90)}; not told in ${missed.toFixed(3)}`,
    }),
  );
}
