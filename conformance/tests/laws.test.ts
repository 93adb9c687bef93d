import { checkLaw, laws } from "@thalweg/conformance";
import * as core from "@thalweg/core";
import { inject, test } from "vitest";

const options = { seed: inject("seed"), runs: inject("runs") };

for (const law of laws) {
  test(`${law.number} ${law.says}`, () => checkLaw(law, core, options));
}
