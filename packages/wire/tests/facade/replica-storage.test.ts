import { expect, test } from "vitest";
import type { ReplicaRecord } from "../../src/codec/entries.ts";
import { createReplica, type Storage, WireError } from "../../src/index.ts";
import { Keeper } from "../../src/replica/keeper.ts";
import { memoryStorage } from "../../src/storage/memory.ts";
import { nothingKept } from "../session/replica-setting.ts";
import { copyOf } from "./replica-copy.ts";

const options = { levels: ["global", "device"], cursor: { device: "A" } } as const;

test("what a release cannot read it leaves as it is, for one that can", async () => {
  const storage = memoryStorage();
  const first = createReplica({ ...options, storage });
  await first.ready;
  first.writer.setValue("device", "A", "precious", "latency", 1);
  await first.close(0);
  await storage.load();
  await storage.append(new Uint8Array([1, 2, 3, 4, 5]));
  const before = await storage.load();
  const second = createReplica({ ...options, storage });
  await second.ready;
  second.writer.setValue("device", "A", "other", "latency", 2);
  expect(second.status.storageError?.code).toBe("invalid-bytes");
  expect(second.tensor.value({ device: "A" }, "other", "latency")).toBe(2);
  await second.close(0);
  expect(await storage.load()).toEqual(before);
});

/** A storage that fails while it is told to, and counts what it was asked for. */
function fallible(): { storage: Storage; asked: { append: number; replace: number }; fail(isFailing: boolean): void } {
  const inner = memoryStorage();
  const asked = { append: 0, replace: 0 };
  let isFailing = false;
  const unless = (work: () => Promise<void>): Promise<void> =>
    isFailing ? Promise.reject(new Error("quota")) : work();
  return {
    storage: {
      load: () => inner.load(),
      append(record) {
        asked.append++;
        return unless(() => inner.append(record));
      },
      replace(state) {
        asked.replace++;
        return unless(() => inner.replace(state));
      },
      close: () => inner.close(),
    },
    asked,
    fail(failing) {
      isFailing = failing;
    },
  };
}

test("a storage that fails is not given all there is at each write, and is tried again until all of it is kept", async () => {
  const { storage, asked, fail } = fallible();
  const replica = createReplica({ ...options, storage });
  await replica.ready;
  fail(true);
  for (let i = 0; i < 100; i++) {
    replica.writer.setValue("device", "A", "groq", "latency", i);
    await Promise.resolve();
  }
  expect(asked.replace).toBeLessThanOrEqual(2);
  await expect.poll(() => replica.status.storageError?.code).toBe("storage-failed");
  fail(false);
  // Without another write.
  await expect.poll(() => replica.status.storageError, { timeout: 5_000 }).toBeUndefined();
  replica.writer.setValue("device", "A", "groq", "cost", 7);
  await replica.close(0);
  const after = createReplica({ ...options, storage: await copyOf(storage) });
  await after.ready;
  expect([...after.tensor.cells()].map(({ value }) => value)).toEqual([7, 99]);
  await after.close(0);
});

test("a storage that has failed is given all there is when the replica is closed", async () => {
  const { storage, fail } = fallible();
  const replica = createReplica({ ...options, storage });
  await replica.ready;
  fail(true);
  replica.writer.setValue("device", "A", "groq", "latency", 1);
  await expect.poll(() => replica.status.storageError?.code).toBe("storage-failed");
  fail(false);
  await replica.close(0);
  const after = createReplica({ ...options, storage: await copyOf(storage) });
  await after.ready;
  expect(after.tensor.value({ device: "A" }, "groq", "latency")).toBe(1);
  await after.close(0);
});

test("what comes while all there is is written follows it, in order, and what waits is told when it is kept", async () => {
  const done: string[] = [];
  let release = (): void => {};
  const slow: Storage = {
    load: async () => ({ state: undefined, records: [] }),
    append: async () => {
      done.push("append");
      if (done.length === 2) throw new WireError("storage-failed", "once");
    },
    replace: async () => {
      done.push("replace");
      if (done.length > 1) await new Promise<void>((resolve) => (release = resolve));
    },
    close: async () => {},
  };
  const states: boolean[] = [];
  const keeper = new Keeper(
    slow,
    { restore() {}, state: nothingKept, failed: (error) => states.push(error === undefined) },
    { least: 1, most: 1 },
  );
  await keeper.loaded;
  const record: ReplicaRecord = { kind: "answered", sequence: 1 };
  keeper.keep(record);
  await expect.poll(() => done).toEqual(["replace", "append", "replace"]);
  keeper.keep(record, () => done.push("kept"));
  keeper.keep(record, () => done.push("kept, too"));
  expect(done.length).toBe(3);
  release();
  await expect.poll(() => done).toEqual(["replace", "append", "replace", "append", "append", "kept", "kept, too"]);
  expect(states).toEqual([false, true]);
  await keeper.close();
});
