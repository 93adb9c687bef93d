import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, describe, expect, test, vi } from "vitest";
import { sqliteLog } from "../../src/logs/sqlite.ts";
import { logLaws, type Place } from "./laws.ts";
import { entryOf, numberIn, numbers, Recorder } from "./recorder.ts";
import { newPath, opened } from "./sqlite-setting.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

async function sqlitePlace(): Promise<Place> {
  const path = newPath();
  return { log: () => sqliteLog({ path }), remove: async () => undefined };
}

describe("a log in SQLite", () => {
  logLaws(sqlitePlace, { runs: 30 });

  test("what comes within one turn is one transaction, which is in the file before anyone hears of it", async () => {
    const path = newPath();
    const log = sqliteLog({ path });
    const reader = new DatabaseSync(path);
    const seen: unknown[] = [];
    const count = (): unknown => reader.prepare("SELECT count(*) AS entries FROM entries").get()?.entries;
    await log.open({ restore: () => undefined, deliver: () => seen.push(count()), fail: () => undefined });
    const exec = vi.spyOn(DatabaseSync.prototype, "exec");
    const appends = numbers(1, 50).map((number) => log.append(entryOf(number), "").then(() => seen.push(count())));
    await Promise.all(appends);
    expect(exec.mock.calls.filter(([sql]) => sql === "COMMIT")).toHaveLength(1);
    expect(seen).toStrictEqual(Array(100).fill(50));
    reader.close();
    await log.close();
  });

  test("commits are flushed to the disk", async () => {
    const exec = vi.spyOn(DatabaseSync.prototype, "exec");
    const { log } = await opened({ path: newPath() });
    await log.append(entryOf(1), "");
    const connection = exec.mock.contexts[exec.mock.calls.findIndex(([sql]) => sql === "COMMIT")] as DatabaseSync;
    const setting = (name: string): unknown => Object.values(connection.prepare(`PRAGMA ${name}`).get() ?? {})[0];
    // 2 is FULL.
    expect([setting("synchronous"), setting("journal_mode"), setting("fullfsync")]).toStrictEqual([2, "wal", 1]);
    await log.close();
  });

  test("a file that was restored has another epoch from then on, and the same entries", async () => {
    const path = newPath();
    const epochs: string[] = [];
    for (const newEpoch of [false, true, false]) {
      const log = sqliteLog({ path, newEpoch });
      const recorder = new Recorder();
      epochs.push((await log.open(recorder)).epoch);
      await log.append(entryOf(epochs.length), "");
      expect(recorder.entries.map(numberIn)).toStrictEqual(numbers(1, epochs.length));
      await log.close();
    }
    expect(epochs[1]).not.toBe(epochs[0]);
    expect(epochs[2]).toBe(epochs[1]);
    expect(epochs[1]).toMatch(/^[0-9a-f]{32}$/);
  });

  test("a big log lets others have their turn while it is opened", async () => {
    const path = newPath();
    const { log } = await opened({ path });
    await Promise.all(numbers(1, 10_000).map((number) => log.append(entryOf(number), "")));
    await log.close();
    let turns = 0;
    let isOpening = true;
    const count = (): void => {
      turns++;
      if (isOpening) setImmediate(count);
    };
    setImmediate(count);
    const again = await opened({ path });
    isOpening = false;
    expect(again.recorder.revisions).toStrictEqual(numbers(1, 10_000));
    expect(turns).toBeGreaterThanOrEqual(5);
    await again.log.close();
  });

  test("a full file refuses whole transactions and says so, and works again once it is compacted", async () => {
    const path = newPath();
    const { log, recorder } = await opened({ path, maxBytes: 200_000 });
    const taken: number[] = [];
    const refused: unknown[] = [];
    let number = 0;
    while (refused.length === 0) {
      const batch = numbers(number + 1, number + 10);
      const outcomes = await Promise.allSettled(batch.map((each) => log.append(entryOf(each, 1_000), "")));
      const isTaken = outcomes.every(({ status }) => status === "fulfilled");
      if (isTaken) taken.push(...batch);
      else for (const outcome of outcomes) refused.push((outcome as PromiseRejectedResult).reason);
      number += 10;
    }
    expect(refused).toHaveLength(10);
    for (const error of refused) expect(error).toMatchObject({ code: "log-failed", cause: { errcode: 13 } });
    expect(recorder.failures).toStrictEqual([refused[0]]);
    expect(recorder.isOver).toBe(false);
    await expect(log.append(entryOf(0, 10_000), "")).rejects.toMatchObject({ code: "log-failed" });
    // Once is enough while it lasts.
    expect(recorder.failures).toHaveLength(1);
    expect(recorder.entries.map(numberIn)).toStrictEqual(taken);
    expect(log.size.entries).toBe(taken.length);

    const { revision } = recorder;
    await log.compact(revision, entryOf(revision, 50_000));
    await Promise.all(numbers(1, 20).map((each) => log.append(entryOf(each, 1_000), "")));
    expect(recorder.revision).toBe(revision + 20);
    await log.close();
    const again = await opened({ path });
    expect(again.recorder.restored).toStrictEqual({ revision, state: entryOf(revision, 50_000) });
    expect(again.recorder.entries.map(numberIn)).toStrictEqual(numbers(1, 20));
    await again.log.close();
  });

  test("a state for which there is no room leaves the log as it was", async () => {
    const path = newPath();
    const { log, recorder } = await opened({ path, maxBytes: 100_000 });
    await Promise.all(numbers(1, 40).map((number) => log.append(entryOf(number, 1_000), "")));
    const compaction = log.compact(40, new Uint8Array(200_000));
    await expect(compaction).rejects.toMatchObject({ code: "log-failed", cause: { errcode: 13 } });
    expect(log.size.entries).toBe(40);
    await log.append(entryOf(41), "");
    expect(recorder.revision).toBe(41);
    await log.close();
    const again = await opened({ path });
    expect(again.recorder.restored).toBeUndefined();
    expect(again.recorder.entries.map(numberIn)).toStrictEqual(numbers(1, 41));
    await again.log.close();
  });

  test("the file gives back what compaction frees", async () => {
    const path = newPath();
    const { log, recorder } = await opened({ path });
    const sizes: number[] = [];
    for (let round = 0; round < 4; round++) {
      await Promise.all(numbers(1, 2_000).map((number) => log.append(entryOf(number, 1_000), "")));
      await log.compact(recorder.revision, new Uint8Array(10_000));
    }
    await log.close();
    sizes.push(statSync(path).size);
    expect(sizes[0]).toBeLessThan(100_000);
  });

  test("rows that a state has replaced are not looked at, and go with the next compaction", async () => {
    const path = newPath();
    const { log } = await opened({ path });
    await Promise.all(numbers(1, 10).map((number) => log.append(entryOf(number), "")));
    await log.close();
    // As if it had been killed before the rows were gone.
    const database = new DatabaseSync(path);
    database.prepare("UPDATE history SET revision = 5, state = ?").run(entryOf(5));
    const again = await opened({ path });
    expect(again.recorder.restored).toStrictEqual({ revision: 5, state: entryOf(5) });
    expect(again.recorder.entries.map(numberIn)).toStrictEqual(numbers(6, 10));
    await again.log.compact(8, entryOf(8));
    expect(database.prepare("SELECT revision FROM entries").all()).toEqual([{ revision: 9 }, { revision: 10 }]);
    database.close();
    await again.log.close();
  });

  test("what is damaged, or something else, is refused and left as it is", async () => {
    const path = newPath();
    const { log } = await opened({ path });
    await Promise.all(numbers(1, 100).map((number) => log.append(entryOf(number, 1_000), "")));
    await log.close();
    const whole = readFileSync(path);
    const refuses = async (bytes: Uint8Array, code: string): Promise<void> => {
      const other = newPath();
      writeFileSync(other, bytes);
      await expect(sqliteLog({ path: other }).open(new Recorder())).rejects.toMatchObject({ code });
      expect(Buffer.compare(readFileSync(other), bytes)).toBe(0);
    };
    await refuses(Buffer.from("this is no database, and longer than the header of one is. ".repeat(20)), "log-corrupt");
    await refuses(whole.subarray(0, whole.length / 2), "log-corrupt");
    const damaged = Buffer.from(whole);
    damaged.fill(0xaa, 3 * 4_096);
    await refuses(damaged, "log-corrupt");

    const changed = async (sql: string): Promise<void> => {
      const other = newPath();
      writeFileSync(other, whole);
      const database = new DatabaseSync(other);
      database.exec(sql);
      database.close();
      await expect(sqliteLog({ path: other }).open(new Recorder())).rejects.toMatchObject({ code: "log-corrupt" });
    };
    await changed("PRAGMA user_version = 2");
    await changed("PRAGMA application_id = 7");
    await changed("DELETE FROM entries WHERE revision = 50");
    await changed("DELETE FROM entries WHERE revision = 1");
    await changed("DROP TABLE entries; DROP TABLE history; PRAGMA user_version = 1; CREATE TABLE history (epoch)");
  });

  test("options that make no sense are refused", async () => {
    for (const path of ["", ":memory:"]) {
      await expect(sqliteLog({ path }).open(new Recorder())).rejects.toMatchObject({ code: "invalid-option" });
    }
    for (const maxBytes of [0, -1, NaN]) {
      const log = sqliteLog({ path: newPath(), maxBytes });
      await expect(log.open(new Recorder())).rejects.toMatchObject({ code: "invalid-option" });
    }
    const nowhere = join(newPath(), "..", "missing", "hub.sqlite");
    await expect(sqliteLog({ path: nowhere }).open(new Recorder())).rejects.toMatchObject({ code: "log-failed" });
  });
});
