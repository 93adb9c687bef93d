import { runEverywhere, runtimes } from "./everywhere.ts";
import { differences, staleness, tableOf, writeDocument } from "./report.ts";

/** Which runtimes, how long, and what becomes of the result. */
export interface CheckOptions {
  /** The beginnings of names, in any case; every runtime where it is left out. */
  readonly only?: readonly string[] | undefined;
  readonly seed: number;
  readonly runs: number;
  /** Some laws only, and one case of one law, without the digest: what replays a failure. */
  readonly law?: string | undefined;
  readonly path?: string | undefined;
  /** Writes the table into the documents, where everything holds. */
  readonly write?: boolean;
  /** Holds the digest against the one in the documents. */
  readonly check?: boolean;
}

/** Of so many programs is the digest, always: it could not be compared otherwise. */
const programs = 10_000;

/** Runs the suite in the runtimes, prints how it went, and says whether all held and agreed. */
export async function runtimesHold({ only, seed, runs, law, path, write, check }: CheckOptions): Promise<boolean> {
  for (const number of [seed, runs]) {
    if (!Number.isSafeInteger(number)) throw new Error(`--seed and --runs must be integers, not ${number}`);
  }
  const isChosen = (name: string) => !only || only.some((text) => name.toLowerCase().startsWith(text.toLowerCase()));
  const chosen = runtimes.filter(({ name }) => isChosen(name));
  const names = runtimes.map(({ name }) => name).join(", ");
  if (chosen.length === 0) throw new Error(`--only is the name, or the beginning of one, of: ${names}`);

  const part = law === undefined ? {} : { programs: 0, law, ...(path && { path }) };
  const options = { seed, runs, programs, ...part };
  console.log(
    `\n=== the suite, seed ${seed}, ${runs} cases for each law: ${chosen.map(({ name }) => name).join(", ")}`,
  );
  const outcomes = await runEverywhere(chosen, options, ({ name, seconds, missing, problems }) => {
    if (missing === undefined) console.log(`${name}: ${seconds.toFixed(1)} s`);
    for (const problem of problems) console.log(`\nFAILED in ${name}: ${problem}\n`);
  });
  console.log(`\n${tableOf(outcomes)}\n`);

  const faults = [...differences(outcomes), ...(check ? staleness(outcomes) : [])];
  const missing = outcomes.filter((outcome) => outcome.missing !== undefined);
  if (missing.length > 0) {
    const packages = new Set(missing.map((outcome) => outcome.missing));
    const line = `${missing.map(({ name }) => name).join(", ")}; install: apt-get install -y ${[...packages].join(" ")}`;
    if (process.env.CI === "true" || write) faults.push(`these must not be missing: ${line}`);
    else console.log(`skipped: ${line}`);
  }
  if (write && (only ?? law)) faults.push("no part is written: leave out --only and --law");
  for (const fault of faults) console.log(`failed: ${fault}`);
  const held = faults.length === 0 && outcomes.every(({ problems }) => problems.length === 0);
  if (held && write) writeDocument(outcomes, options);
  return held;
}
