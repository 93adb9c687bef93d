import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { sqliteLog } from "../../src/logs/sqlite.ts";
import { sqliteStorage } from "../../src/storage/sqlite.ts";
import { kept, storageLaws } from "./laws.ts";

const folders: string[] = [];

function newPath(): string {
  const folder = mkdtempSync(join(tmpdir(), "thalweg-storage-"));
  folders.push(folder);
  return join(folder, "device.sqlite");
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe("a storage in SQLite", () => {
  storageLaws(
    async () => {
      const path = newPath();
      return { storage: () => sqliteStorage({ path }), remove: async () => undefined };
    },
    { runs: 30 },
  );

  test("once a record was lost none is kept, until a state has the place of all", async () => {
    const path = newPath();
    const storage = sqliteStorage({ path, maxBytes: 80_000 });
    await storage.load();
    await storage.append(new Uint8Array(10));
    const lost = storage.append(new Uint8Array(100_000));
    await expect(lost).rejects.toMatchObject({ code: "storage-failed", cause: { errcode: 13 } });
    await expect(storage.append(new Uint8Array(11))).rejects.toMatchObject({ code: "storage-failed" });
    await expect(storage.replace(new Uint8Array(100_000))).rejects.toMatchObject({ code: "storage-failed" });
    const [before, state, after] = [new Uint8Array(12), new Uint8Array(13), new Uint8Array(14)];
    await Promise.all([storage.append(before), storage.replace(state), storage.append(after)]);
    await storage.append(new Uint8Array(15));
    await storage.close();
    const { state: found, records } = await sqliteStorage({ path }).load();
    expect([found?.length, ...records.map(({ length }) => length)]).toStrictEqual([13, 14, 15]);
  });

  test("what is kept is taken as it is found after a loss, when it is loaded again", async () => {
    const storage = sqliteStorage({ path: newPath(), maxBytes: 80_000 });
    await storage.load();
    await storage.append(new TextEncoder().encode("a"));
    await expect(storage.append(new Uint8Array(100_000))).rejects.toMatchObject({ code: "storage-failed" });
    expect(await kept(storage)).toStrictEqual({ state: undefined, records: ["a"] });
    await storage.append(new TextEncoder().encode("b"));
    expect((await kept(storage)).records).toStrictEqual(["a", "b"]);
    await storage.close();
  });

  test("the file gives back what a state frees", async () => {
    const path = newPath();
    const storage = sqliteStorage({ path });
    await Promise.all(Array.from({ length: 500 }, () => storage.append(new Uint8Array(1_000))));
    await storage.replace(new Uint8Array(1_000));
    await storage.close();
    expect(statSync(path).size).toBeLessThan(50_000);
  });

  test("what is something else is refused", async () => {
    const [garbage, other] = [newPath(), newPath()];
    writeFileSync(garbage, "no database at all, and longer than a header is. ".repeat(20));
    const log = sqliteLog({ path: other });
    await log.open({ restore: () => undefined, deliver: () => undefined, fail: () => undefined });
    await log.close();
    for (const path of [garbage, other]) {
      await expect(sqliteStorage({ path }).load()).rejects.toMatchObject({ code: "storage-failed" });
    }
    await expect(sqliteStorage({ path: "" }).load()).rejects.toMatchObject({ code: "invalid-option" });
  });
});
