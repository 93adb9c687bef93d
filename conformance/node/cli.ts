#!/usr/bin/env node
import packageJson from "../package.json" with { type: "json" };
import { ConformanceError } from "../src/conformance-error.ts";
import { encode } from "../src/program/json.ts";
import type { ChildSubject } from "./child.ts";
import { ChildError, childSubject } from "./child.ts";
import { answerLines, programOf } from "./program-text.ts";
import type { Order } from "./usage.ts";
import { help, orderOf } from "./usage.ts";

/** The last one as sysexits.h has it. */
const status = { held: 0, broken: 1, usage: 2, noChild: 3, crash: 70 } as const;
const { stdout, stderr } = process;
const print = (text: string): void => {
  stdout.write(`${text}\n`);
};

// Whoever reads along may stop, as `head` does; what was started is ended on the way out.
stdout.on("error", () => process.exit(141));
// A mistake in here is no broken law.
process.on("uncaughtException", (error) => {
  stderr.write(`thalweg-conformance: a mistake of its own: ${error instanceof Error ? error.stack : error}\n`);
  process.exit(status.crash);
});
process.exitCode = await main(process.argv.slice(2));

async function main(given: readonly string[]): Promise<number> {
  try {
    const order = orderOf(given);
    if (order === "help") stdout.write(help);
    else if (order === "version") print(packageJson.version);
    else if ("list" in order) print((await import("./summary.ts")).list(order.list));
    else return order.program === undefined ? await tryLaws(order) : await perform(order, order.program);
    return status.held;
  } catch (error) {
    if (error instanceof ConformanceError) {
      stderr.write(`thalweg-conformance: ${error.message} See --help.\n`);
      return status.usage;
    }
    if (!(error instanceof ChildError)) throw error;
    stderr.write(`${error.message}\n`);
    return status.noChild;
  }
}

async function tryLaws(order: Order): Promise<number> {
  // The laws take a moment to load, and nothing else needs them.
  const { lawful } = await import("./checking.ts");
  const { digest, golden } = await import("./instead.ts");
  // Before there is an engine, which would be started for nothing.
  const trial = { laws: lawful, vectors: golden, digest }[order.instead ?? "laws"](order);
  return withChild(order, async (subject) => ((await trial(subject, print)) ? status.held : status.broken));
}

/** Performs one program, and says what its commands answered. */
async function perform(order: Order, given: string): Promise<number> {
  const program = programOf(given);
  return withChild(order, async (subject) => {
    const answers = await subject.perform(program);
    if (order.json) print(encode("refused" in answers ? answers : { answers }));
    else print(answerLines(program, answers).join("\n"));
    return status.held;
  });
}

async function withChild(
  { command, timeLimit }: Order,
  work: (subject: ChildSubject) => Promise<number>,
): Promise<number> {
  const subject = await childSubject({ command, timeLimit });
  try {
    return await work(subject);
  } finally {
    const untold = await subject.close();
    if (untold !== undefined) stderr.write(`warning: ${untold.message}\n`);
  }
}
