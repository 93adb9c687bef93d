export { type CalibrateOptions, type Calibration, calibrate, type TestedThreshold } from "./calibrate.ts";
export { explored } from "./explored.ts";
export { bettingTest, binomialTest, type Evidence, type FloorTest } from "./floor-test.ts";
export { type LoggedOutcome, loggedValue } from "./logged-value.ts";
