/** Takes the measurement that the first argument names, `full` or `quick`, and prints its figures as JSON. */
import { MEASUREMENTS } from "./measurements.ts";
import { FULL, kept, QUICK } from "./race.ts";

const [name = "", effort] = process.argv.slice(2);
const measure = await MEASUREMENTS.get(name)?.load();
if (measure === undefined) throw new Error(`no measurement is called ${name}`);
const figures = await measure(effort === "quick" ? QUICK : FULL);
console.log(JSON.stringify({ figures, kept: kept() }));
