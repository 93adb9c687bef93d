/** Takes the measurement of the benchmark that the arguments name, `full` or `quick`, and prints its figures as JSON. */
import { FULL, kept, QUICK } from "./race.ts";
import { SUITES, type SuiteName } from "./suites.ts";

const [suite = "", name = "", effort] = process.argv.slice(2);
const measure = await SUITES[suite as SuiteName]?.get(name)?.load();
if (measure === undefined) throw new Error(`no measurement is called ${suite} ${name}`);
const figures = await measure(effort === "quick" ? QUICK : FULL);
console.log(JSON.stringify({ figures, kept: kept() }));
