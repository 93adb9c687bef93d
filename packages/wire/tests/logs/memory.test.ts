import { describe, expect, test } from "vitest";
import { memoryLog } from "../../src/logs/memory.ts";
import { logLaws, type Place } from "./laws.ts";
import { entryOf, Recorder } from "./recorder.ts";

async function memoryPlace(): Promise<Place> {
  const log = memoryLog();
  return { log: () => log, remove: async () => undefined };
}

describe("a log in memory", () => {
  logLaws(memoryPlace);

  test("takes the epoch that it is given", async () => {
    const epoch = "0123456789abcdef".repeat(2);
    expect(await memoryLog({ epoch }).open(new Recorder())).toStrictEqual({ epoch });
  });

  test("may be compacted and written by its follower within a delivery", async () => {
    const log = memoryLog();
    const revisions: number[] = [];
    await log.open({
      restore: () => undefined,
      deliver(revision) {
        revisions.push(revision);
        if (revision === 2) void log.compact(2, entryOf(2));
        if (revision === 3) void log.append(entryOf(6), "6");
      },
      fail: () => undefined,
    });
    await Promise.all([1, 2, 3, 4, 5].map((number) => log.append(entryOf(number), String(number))));
    await log.close();
    expect(revisions).toStrictEqual([1, 2, 3, 4, 5, 6]);
    expect(log.size).toStrictEqual({ entries: 4, bytes: 16 });
  });
});
