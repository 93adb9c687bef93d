import { runConformance } from "@thalweg/conformance";
import { inject, test } from "vitest";
import { coreSubject } from "../subjects/core.ts";

runConformance({ test, subject: coreSubject(), seed: inject("seed"), runs: inject("runs") });
