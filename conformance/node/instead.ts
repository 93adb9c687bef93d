import { readdirSync, readFileSync } from "node:fs";
import { decisionDigest } from "../src/digest.ts";
import type { Vector } from "../src/vectors.ts";
import { checkVectors, readVectors } from "../src/vectors.ts";
import type { ChildSubject } from "./child.ts";
import { paintFor } from "./summary.ts";
import type { Order } from "./usage.ts";
import { UsageError } from "./usage.ts";

/** As far from the sources as from what they are built to. */
const folder = new URL("../vectors/", import.meta.url);

/** Holds the engine to the golden vectors; answers whether all that are on pass. */
export async function golden(order: Order, subject: ChildSubject, print: (text: string) => void): Promise<boolean> {
  const { law: asked, json } = order;
  const vectors = everyVector().filter(({ law }) => asked === undefined || `${law}.`.startsWith(`${asked}.`));
  if (vectors.length === 0)
    throw new UsageError(`There is no vector of law ${asked}; give a section (4) or a clause (4.3).`);
  const paint = paintFor(process.stdout, process.env);
  const report = await checkVectors({ subject, vectors });
  if (json) {
    print(JSON.stringify(report, undefined, 2));
    return report.passed;
  }
  for (const { id, says, result, failure, missing = [] } of report.vectors) {
    if (result === "failed") print(`${paint("✗", 31)} ${id}: ${says}\n${failure}\n`);
    if (result === "off") print(`${paint("–", 2)} ${id}: off (needs ${missing.join(", ")})`);
  }
  const count = (wanted: string): number => report.vectors.filter(({ result }) => result === wanted).length;
  const sums = `${count("passed")} vectors passed, ${count("failed")} failed, ${count("off")} off`;
  print(paint(sums, report.passed ? 32 : 31));
  return report.passed;
}

/** Prints one number for all that the engine decides in many programs. */
export async function digest(order: Order, subject: ChildSubject, print: (text: string) => void): Promise<boolean> {
  const { stderr } = process;
  const found = await decisionDigest({
    subject,
    seed: order.seed,
    onProgress: (done) => {
      if (stderr.isTTY) stderr.write(`\r\u001b[K${done} programs`);
    },
  });
  if (stderr.isTTY) stderr.write("\r\u001b[K");
  const { name, supports } = subject;
  print(order.json ? JSON.stringify({ subject: name, supports, seed: order.seed, digest: found }) : found);
  return true;
}

function everyVector(): readonly Vector[] {
  const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
  return files.sort().flatMap((name) => readVectors(readFileSync(new URL(name, folder), "utf8")));
}
