import "fake-indexeddb/auto";
import { deleteDB } from "idb";
import { afterEach, describe, expect, test, vi } from "vitest";
import { indexedDBStorage } from "../../src/storage/indexeddb.ts";
import { kept, storageLaws } from "./laws.ts";

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe("a storage in IndexedDB", () => {
  storageLaws(
    async () => {
      const name = crypto.randomUUID();
      return { storage: () => indexedDBStorage({ name, wait: 50 }), remove: () => deleteDB(name) };
    },
    { runs: 50, isExclusive: "locks" in navigator },
  );

  test("what is written while a transaction runs goes into the next one together, flushed to the disk", async () => {
    const storage = indexedDBStorage({ name: crypto.randomUUID() });
    await storage.load();
    const transactions = vi.spyOn(IDBDatabase.prototype, "transaction");
    await Promise.all(Array.from({ length: 100 }, () => storage.append(new Uint8Array(1))));
    expect(transactions.mock.calls.length).toBeLessThanOrEqual(2);
    for (const [, mode, options] of transactions.mock.calls) {
      expect([mode, options]).toStrictEqual(["readwrite", { durability: "strict" }]);
    }
    await storage.close();
  });

  test("of a window into a larger buffer the window is kept", async () => {
    const storage = indexedDBStorage({ name: crypto.randomUUID() });
    await storage.load();
    await storage.append(new Uint8Array(10_000).subarray(0, 3));
    await storage.replace(new Uint8Array(10_000).subarray(0, 4));
    await storage.append(new Uint8Array(10_000).subarray(0, 5));
    const { state, records } = await storage.load();
    expect([state, ...records].map((bytes) => bytes?.buffer.byteLength)).toEqual([4, 5]);
    await storage.close();
  });

  test("a transaction that fails is nowhere, nor what builds on it, until a state has the place of all", async () => {
    const storage = indexedDBStorage({ name: crypto.randomUUID() });
    await storage.load();
    await storage.append(bytesOf("a"));
    const add = vi.spyOn(IDBObjectStore.prototype, "add");
    add.mockImplementationOnce(function (this: IDBObjectStore, value: unknown) {
      const request = this.put(value);
      this.transaction.abort();
      return request;
    });
    const lost = [storage.append(bytesOf("b")), storage.append(bytesOf("c"))];
    for (const each of lost) await expect(each).rejects.toMatchObject({ code: "storage-failed" });
    await expect(storage.append(bytesOf("d"))).rejects.toMatchObject({ code: "storage-failed" });
    await storage.replace(bytesOf("all"));
    await storage.append(bytesOf("e"));
    expect(await kept(storage)).toStrictEqual({ state: "all", records: ["e"] });
    await storage.close();
  });

  test("a database that is taken away under it is made anew, from a state", async () => {
    const name = crypto.randomUUID();
    const storage = indexedDBStorage({ name });
    await storage.load();
    await storage.append(bytesOf("a"));
    await deleteDB(name);
    await expect(storage.append(bytesOf("b"))).rejects.toMatchObject({ code: "storage-failed" });
    await storage.replace(bytesOf("all"));
    await storage.append(bytesOf("c"));
    expect(await kept(storage)).toStrictEqual({ state: "all", records: ["c"] });
    await storage.close();
  });

  test("one that waits gets the place as soon as the other lets go of it", async () => {
    const name = crypto.randomUUID();
    const [first, second] = [indexedDBStorage({ name }), indexedDBStorage({ name, wait: 10_000 })];
    await first.append(bytesOf("a"));
    const loading = kept(second);
    await first.append(bytesOf("b"));
    await first.close();
    expect((await loading).records).toStrictEqual(["a", "b"]);
    await second.close();
  });

  test("without Web Locks it works as well", async () => {
    vi.stubGlobal("navigator", {});
    const storage = indexedDBStorage({ name: crypto.randomUUID() });
    await storage.append(bytesOf("a"));
    expect((await kept(storage)).records).toStrictEqual(["a"]);
    await storage.close();
  });

  test("what cannot be opened is tried again", async () => {
    const open = vi.spyOn(IDBFactory.prototype, "open").mockImplementationOnce(() => {
      throw new DOMException("not here", "InvalidStateError");
    });
    const storage = indexedDBStorage({ name: crypto.randomUUID() });
    await expect(storage.load()).rejects.toMatchObject({
      code: "storage-failed",
      cause: { name: "InvalidStateError" },
    });
    expect(await kept(storage)).toStrictEqual({ state: undefined, records: [] });
    expect(open).toHaveBeenCalledTimes(2);
    await storage.close();
  });
});
