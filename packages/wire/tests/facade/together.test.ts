import { expect, test } from "vitest";
import { createHub, createReplica, type Hub, type Replica, trustEveryone } from "../../src/index.ts";
import { memoryLog } from "../../src/logs/memory.ts";
import { memoryStorage } from "../../src/storage/memory.ts";
import { transportPair } from "../../src/transports/pair.ts";

const levels = ["global", "workspace", "device"] as const;

const hubOf = (options: Partial<Parameters<typeof createHub<typeof levels>>[0]> = {}): Hub<typeof levels> =>
  createHub({ levels, log: memoryLog(), authorize: trustEveryone("device"), ...options });

/** How a replica gets to a hub, each time it tries. */
const to =
  <Levels extends readonly string[]>(hub: Hub<Levels>) =>
  () => {
    const [here, there] = transportPair();
    hub.accept(there);
    return here;
  };

const replicaOf = (device: string, options = {}): Replica<typeof levels> =>
  createReplica({ levels, cursor: { workspace: "w", device }, backoff: { least: 1 }, ...options });

test("what a device writes is at the hub, and what the hub writes at every device", async () => {
  const hub = hubOf();
  const [a, b] = [replicaOf("A"), replicaOf("B")];
  a.writer.setValue("device", "A", "groq", "latency", 0.05);
  for (const replica of [a, b]) replica.connect(to(hub));
  await hub.write((writer) => {
    writer.setValue("global", "", "groq", "latency", 0.4);
    writer.setValue("global", "", "cerebras", "latency", 0.3);
    writer.setWeight("global", "", "latency", 1);
  });
  await Promise.all([a.settled(), b.settled()]);
  expect(hub.tensor.resolve({ device: "A" })).toEqual(["groq", "cerebras"]);
  await expect.poll(() => a.tensor.resolve({ device: "A" })).toEqual(["groq", "cerebras"]);
  await expect.poll(() => b.tensor.resolve({ device: "B" })).toEqual(["cerebras", "groq"]);
  // Nothing of one device's is told to the other.
  expect(b.tensor.instances("device")).toEqual([]);
  expect(a.status).toMatchObject({ phase: "live", isCurrent: true, unanswered: 0, error: undefined });
  await Promise.all([a.close(), b.close()]);
  await hub.close();
  expect(a.status.phase).toBe("closed");
});

test("a replica that comes back in a new life goes on with what it kept", async () => {
  const hub = hubOf();
  const storage = memoryStorage();
  const first = replicaOf("A", { storage });
  first.writer.setValue("device", "A", "groq", "latency", 1);
  await first.ready;
  first.writer.setValue("device", "A", "groq", "latency", 2);
  await first.close(0);
  const second = replicaOf("A", { storage });
  second.writer.setValue("device", "A", "groq", "cost", 3);
  await second.ready;
  expect(second.tensor.value({ device: "A" }, "groq", "latency")).toBe(2);
  expect(second.status.unanswered).toBe(2);
  second.connect(to(hub));
  await second.settled();
  expect([...hub.tensor.cells()]).toEqual([
    { level: "device", instance: "A", option: "groq", dimension: "cost", value: 3 },
    { level: "device", instance: "A", option: "groq", dimension: "latency", value: 2 },
  ]);
  expect(hub.counters).toMatchObject({ taken: 1, repeated: 0 });
  await second.close();
  await hub.close();
});

test("a refused publication is undone, and told", async () => {
  const hub = hubOf({ limits: { maxSliceCells: 1 } });
  const told: string[] = [];
  const replica = replicaOf("A", { onRejection: ({ code }: { code: string }) => told.push(code) });
  replica.writer.batch((writer) => {
    writer.setValue("device", "A", "groq", "latency", 1);
    writer.setValue("device", "A", "groq", "cost", 1);
  });
  replica.connect(to(hub));
  await replica.settled();
  expect(told).toEqual(["too-many-cells"]);
  expect(replica.rejections).toMatchObject([{ sequence: 1, code: "too-many-cells", delta: [{}, {}] }]);
  expect([...replica.tensor.cells()]).toEqual([]);
  expect([...hub.tensor.cells()]).toEqual([]);
  await replica.close();
  await hub.close();
});

test("who is not let in is told only that", async () => {
  const reports: string[] = [];
  const hub = hubOf({
    authorize: () => {
      throw new Error("no");
    },
    onReport: ({ code }) => reports.push(code),
  });
  const replica = replicaOf("A", { backoff: { least: 60_000 } });
  replica.connect(to(hub));
  await expect.poll(() => replica.status.error?.code).toBe("unauthorized");
  expect(reports).toEqual(["unauthorized"]);
  expect(hub.counters.ended).toEqual({ unauthorized: 1 });
  await replica.close(0);
  await hub.close();
});

test("the hub goes up after publications", async () => {
  const hub = hubOf({
    climbAfter: 1,
    ways: [{ kind: "rollUp", from: "device", to: "global", using: "mean" }],
  });
  const replicas = ["A", "B", "C"].map((device) => replicaOf(device));
  for (const [i, replica] of replicas.entries()) {
    replica.writer.setValue("device", "ABC"[i] as string, "groq", "latency", i);
    replica.connect(to(hub));
  }
  await expect.poll(() => replicas[0]?.tensor.value({}, "groq", "latency")).toBe(1);
  await Promise.all(replicas.map((replica) => replica.close()));
  await hub.close();
});

test("an absent replica's slice is withdrawn, and comes back with it", async () => {
  const hub = hubOf({ lease: 750, withdraw: ["device"] });
  const replica = replicaOf("A");
  replica.writer.setValue("device", "A", "groq", "latency", 1);
  replica.connect(to(hub));
  await replica.settled();
  replica.disconnect();
  await expect.poll(() => hub.withdrawn).toEqual([{ level: "device", instance: "A" }]);
  expect(hub.tensor.instances("device")).toEqual([]);
  expect(replica.tensor.value({ device: "A" }, "groq", "latency")).toBe(1);
  replica.connect(to(hub));
  await replica.settled();
  expect(hub.withdrawn).toEqual([]);
  expect(hub.tensor.value({ device: "A" }, "groq", "latency")).toBe(1);
  await replica.close();
  await hub.close();
});

test("a hub that is started again on its log goes on", async () => {
  const log = memoryLog();
  const first = hubOf({ log });
  const replica = replicaOf("A");
  replica.writer.setValue("device", "A", "groq", "latency", 1);
  replica.connect(to(first));
  await replica.settled();
  await first.compact();
  await first.write((writer) => writer.setWeight("global", "", "latency", 2));
  await first.close();
  await expect.poll(() => replica.status.phase).toBe("offline");
  replica.writer.setValue("device", "A", "groq", "latency", 3);
  const second = hubOf({ log });
  replica.connect(to(second));
  await replica.settled();
  expect([...second.tensor.cells()]).toEqual([
    { level: "global", instance: "", option: "", dimension: "latency", weight: 2 },
    { level: "device", instance: "A", option: "groq", dimension: "latency", value: 3 },
  ]);
  expect(second.counters.resynced).toBe(0);
  await replica.close();
  await second.close();
});
