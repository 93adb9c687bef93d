import { readdirSync, readFileSync } from "node:fs";
import { ConformanceError } from "../src/conformance-error.ts";
import { decisionDigest } from "../src/digest.ts";
import type { Vector, VectorReport } from "../src/vectors.ts";
import { checkVectors, readVectors } from "../src/vectors.ts";
import { progressOn } from "./progress.ts";
import { paintFor } from "./summary.ts";
import type { Order, Trial } from "./usage.ts";

/** As far from the sources as from what they are built to. */
const folder = new URL("../vectors/", import.meta.url);

/** Holds the engine to the golden vectors. Throws a {@link ConformanceError} where there are none such. */
export function golden({ law, json }: Order): Trial {
  const vectors = everyVector().filter((vector) => law === undefined || `${vector.law}.`.startsWith(`${law}.`));
  if (vectors.length === 0)
    throw new ConformanceError("unknown-law", "law", "a section (4) or a clause (4.3) that has vectors", law);
  return async (subject, print) => {
    const paint = paintFor(process.stdout, process.env);
    const progress = progressOn(process.stderr);
    let done = 0;
    const report = await checkVectors({
      subject,
      vectors,
      onVector: () => {
        done += 1;
        progress(() => `${done} of ${vectors.length} vectors`);
      },
    });
    progress();
    if (json) {
      print(JSON.stringify(report, undefined, 2));
      return report.passed;
    }
    for (const { id, says, result, failure, missing = [] } of report.vectors) {
      if (result === "failed") print(`${paint("✗", 31)} ${id}: ${says}\n${failure}\n`);
      if (result === "off") print(`${paint("–", 2)} ${id}: off (needs ${missing.join(", ")})`);
    }
    const untried = report.vectors.filter(({ result }) => result === "untried");
    const [given] = untried;
    if (given !== undefined) print(`The engine was given up at ${given.id}:\n${given.failure}\n`);
    const count = (wanted: VectorReport["result"]): number =>
      report.vectors.filter(({ result }) => result === wanted).length;
    const left = given === undefined ? "" : `, ${untried.length} untried`;
    const sums = `${count("passed")} vectors passed, ${count("failed")} failed, ${count("off")} off${left}`;
    print(paint(sums, report.passed ? 32 : 31));
    return report.passed;
  };
}

/** Prints one number for all that the engine decides in many programs. */
export function digest({ seed, json }: Order): Trial {
  return async (subject, print) => {
    const progress = progressOn(process.stderr);
    const found = await decisionDigest({ subject, seed, onProgress: (done) => progress(() => `${done} programs`) });
    progress();
    const { name, supports } = subject;
    print(json ? JSON.stringify({ subject: name, supports, seed, digest: found }) : found);
    return true;
  };
}

function everyVector(): readonly Vector[] {
  const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
  return files.sort().flatMap((name) => readVectors(readFileSync(new URL(name, folder), "utf8")));
}
