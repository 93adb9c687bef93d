import { expect, test } from "vitest";
import { createReplica, type Replica, type Storage } from "../../src/index.ts";
import { memoryStorage } from "../../src/storage/memory.ts";
import { sqliteStorage } from "../../src/storage/sqlite.ts";
import { inFolder } from "../command/command-line.ts";
import { levels } from "../command/replicas.ts";

const replicaOf = (storage: Storage): Replica<typeof levels> =>
  createReplica({ levels, cursor: { device: "A" }, storage });
const latencies = ({ tensor }: Replica<typeof levels>) =>
  [...tensor.cells()].map(({ option, value }) => [option, value]);

test("a replica whose file another one has open leaves it as it is, also when that one is gone", async () => {
  const storageOf = () => sqliteStorage({ path: inFolder("both.sqlite") });
  const first = replicaOf(storageOf());
  await first.ready;
  first.writer.setValue("device", "A", "groq", "latency", 1);
  const second = replicaOf(storageOf());
  await second.ready;
  expect(second.status.storageError?.code).toBe("storage-failed");
  await first.close(0);
  second.writer.setValue("device", "A", "openai", "latency", 2);
  expect(latencies(second)).toEqual([["openai", 2]]);
  await second.close(0);
  expect(second.status.storageError?.code).toBe("storage-failed");
  const third = replicaOf(storageOf());
  await third.ready;
  expect(latencies(third)).toEqual([["groq", 1]]);
  expect(third.status).toMatchObject({ unanswered: 1, storageError: undefined });
  await third.close(0);
});

test("what was written before a storage turned out to be unreadable is not added to what it has", async () => {
  const storage = memoryStorage();
  const first = replicaOf(storage);
  first.writer.setValue("device", "A", "groq", "latency", 1);
  await first.close(0);
  const second = replicaOf({
    async load() {
      await storage.load();
      throw new Error("not this time");
    },
    append: (record) => storage.append(record),
    replace: (state) => storage.replace(state),
    close: () => storage.close(),
  });
  second.writer.setValue("device", "A", "openai", "latency", 2);
  await second.close(0);
  const third = replicaOf(storage);
  await third.ready;
  expect(latencies(third)).toEqual([["groq", 1]]);
  await third.close(0);
});
