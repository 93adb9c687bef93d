import { MEASUREMENTS as quality } from "../quality/measurements.ts";
import { MEASUREMENTS as wire } from "../wire/measurements.ts";
import { MEASUREMENTS as speed } from "./measurements.ts";

/** The benchmarks. */
export const SUITES = { quality, speed, wire };
export type SuiteName = keyof typeof SUITES;
