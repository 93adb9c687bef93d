// Started by the tests of the log in SQLite: appends for ever, says on its output what was acknowledged, and is killed.
import { writeSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { sqliteLog } from "../../src/logs/sqlite.ts";
import { entryOf, numberIn, numbers, Recorder } from "./recorder.ts";

/** So many appends go into one transaction, and so many entries into a state. */
const TOGETHER = 20;
const COMPACT = 300;

const say = (line: string): unknown => writeSync(1, `${line}\n`);

const [path = ""] = process.argv.slice(2);
const log = sqliteLog({ path });
const recorder = new Recorder();
await log.open(recorder);
// Every entry tells its own revision, and so does a state.
if (recorder.restored !== undefined && numberIn(recorder.restored.state) !== recorder.restored.revision) {
  throw new Error("another state than was written");
}
if (recorder.entries.some((entry, i) => numberIn(entry) !== recorder.revisions[i])) throw new Error("another entry");
say(`opened ${recorder.revision}`);

for (let told = 0; ; ) {
  const last = recorder.revision;
  const appends = numbers(last + 1, last + TOGETHER).map((number) =>
    log.append(entryOf(number, 1_000), String(number)),
  );
  const outcomes = await Promise.allSettled(appends);
  const failed = outcomes.filter(({ status }) => status === "rejected");
  if (failed.length === 0) {
    say(`acknowledged ${recorder.revision}`);
    if (log.size.entries >= COMPACT) await log.compact(recorder.revision, entryOf(recorder.revision, 5_000));
    continue;
  }
  const { code, cause } = (failed[0] as PromiseRejectedResult).reason;
  const isNothing = failed.length === TOGETHER && recorder.revision === last;
  say(`failed ${code} ${cause?.errcode} ${isNothing ? "whole" : "half"} ${recorder.failures.length - told}`);
  told = recorder.failures.length;
  await delay(5);
}
