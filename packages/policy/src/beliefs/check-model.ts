import { checkNumber } from "../check-number.ts";
import { PolicyError } from "../errors.ts";
import { checkDeviation, checkSpread, GREATEST, WIDEST } from "./bounds.ts";
import type { Observation } from "./observation.ts";

/** Returns how the observations of a dimension come about; else throws `invalid-option`, `invalid-number`. */
export function checkModel(model: unknown, place: string): Observation {
  if (typeof model !== "object" || model === null) {
    throw new PolicyError("invalid-option", model, place, "give what gaussian(), rate() or skewed() returns");
  }
  const { scale, range, floor = 0, variance, noise, mean, deviation, spread } = model as Partial<Observation>;
  if (scale !== "linear" && scale !== "log") {
    throw new PolicyError("invalid-option", scale, `${place}.scale`, "give linear or log");
  }
  if (!Array.isArray(range)) throw new PolicyError("invalid-option", range, `${place}.range`, "give two numbers");
  const least = checkNumber(range[0], `${place}.range[0]`, scale === "log" ? 0 : -GREATEST, GREATEST);
  // A logarithm has to be of something.
  if (scale === "log" && least === 0) checkNumber(floor, `${place}.floor`, 1 / GREATEST, GREATEST);
  checkNumber(range[1], `${place}.range[1]`, least, GREATEST);
  checkNumber(mean, `${place}.mean`, -GREATEST, GREATEST);
  checkDeviation(deviation, `${place}.deviation`);
  checkSpread(spread, `${place}.spread`);
  for (const [name, of] of [["variance", variance] as const, ["noise", noise] as const]) {
    if (typeof of !== "function") {
      throw new PolicyError("invalid-option", of, `${place}.${name}`, "give a function of the evidence");
    }
    const number = of.call(model, { count: 0, sum: 0, squares: 0 });
    checkNumber(number, `${place}.${name}`, WIDEST ** -2 * (1 - 1e-9), WIDEST ** 2 * (1 + 1e-9));
  }
  return model as Observation;
}
