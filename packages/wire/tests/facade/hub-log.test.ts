import { expect, onTestFinished, test } from "vitest";
import { decodeEntry } from "../../src/codec/encode-entry.ts";
import type { HubState, NamedCells } from "../../src/codec/entries.ts";
import { decodeHubState } from "../../src/codec/hub-state.ts";
import { createHub, createReplica, type Hub, trustEveryone, WireError } from "../../src/index.ts";
import { transportPair } from "../../src/transports/pair.ts";
import { type ScriptedLog, scriptedLog } from "./scripted-log.ts";

const levels = ["global", "device"] as const;

function hubOn(log: ScriptedLog, options: Partial<Parameters<typeof createHub<typeof levels>>[0]> = {}) {
  const reports: string[] = [];
  const onReport = ({ code }: WireError) => void reports.push(code);
  const hub = createHub({ levels, log, authorize: trustEveryone("device"), onReport, ...options });
  onTestFinished(() => hub.close());
  return { hub, reports };
}

function connected(hub: Hub<typeof levels>, device: string) {
  const replica = createReplica({ levels, cursor: { device }, backoff: { least: 1, most: 5 } });
  replica.connect(() => {
    const [here, there] = transportPair();
    hub.accept(there);
    return here;
  });
  onTestFinished(() => replica.close(0));
  return replica;
}

test("W6: a write that finds its cells as they are to be waits for what became of those", async () => {
  const log = scriptedLog();
  const { hub } = hubOn(log);
  await hub.ready;
  log.isFull = true;
  const write = () => hub.write((writer) => writer.setValue("global", "", "groq", "latency", 1));
  const both = await Promise.allSettled([write(), write()]);
  expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(hub.tensor.value({}, "groq", "latency")).toBeUndefined();
});

test("W6: a batch is whole, although a part of it was written before and then refused", async () => {
  const log = scriptedLog();
  const { hub } = hubOn(log);
  await hub.ready;
  log.isFull = true;
  const first = hub.write((writer) => writer.setValue("global", "", "groq", "latency", 2));
  const second = hub.write((writer) => {
    writer.setValue("global", "", "groq", "latency", 2);
    writer.setValue("global", "", "cerebras", "latency", 2);
  });
  await expect.poll(() => hub.tensor.value({}, "groq", "latency")).toBe(2);
  log.isFull = false;
  // The first was handed over while the log was full.
  await expect(first).rejects.toMatchObject({ code: "log-failed" });
  expect(await second).toHaveLength(2);
  expect(hub.tensor.value({}, "groq", "latency")).toBe(2);
});

test("writes are taken in their order, each in a revision of its own, and those that wait at the end are refused", async () => {
  const log = scriptedLog();
  const { hub } = hubOn(log);
  const write = (value: number) => hub.write((writer) => writer.setValue("global", "", "groq", "latency", value));
  const deltas = await Promise.all([1, 2, 3].map(write));
  expect(deltas.map(([change]) => change?.content)).toEqual([1, 2, 3]);
  log.isFull = true;
  const last = Promise.allSettled([write(4), write(5)]);
  await expect.poll(() => hub.tensor.value({}, "groq", "latency")).toBe(4);
  await hub.close();
  expect((await last).map((result) => (result.status === "rejected" ? result.reason.code : "written"))).toEqual([
    "log-failed",
    "closed",
  ]);
});

test("a hub whose log is over tells its host, lets nobody in, and takes no writes", async () => {
  const log = scriptedLog();
  const { hub, reports } = hubOn(log);
  const replica = connected(hub, "A");
  await replica.settled();
  log.follower.fail(new WireError("log-failed", "compacted past this hub; open it again"), true);
  expect((await hub.failed).code).toBe("log-failed");
  expect(reports).toContain("log-failed");
  const [here, there] = transportPair();
  const closed = new Promise<string>((resolve) => here.start({ receive() {}, drain() {}, close: resolve }));
  hub.accept(there);
  expect(await closed).toBe("closed by the other end");
  await expect(hub.write((writer) => writer.setWeight("global", "", "latency", 1))).rejects.toMatchObject({
    code: "log-failed",
  });
  expect(replica.status.phase).not.toBe("live");
  const { connections, taken } = hub.counters;
  expect({ connections, taken }).toEqual({ connections: 0, taken: 0 });
});

test("a hub whose log cannot be opened closes those who wait, and tells its host", async () => {
  const log = scriptedLog();
  log.open = () => Promise.reject(new WireError("log-failed", "in use elsewhere"));
  const { hub } = hubOn(log);
  const [here, there] = transportPair();
  const closed = new Promise<string>((resolve) => here.start({ receive() {}, drain() {}, close: resolve }));
  hub.accept(there);
  await expect(hub.ready).rejects.toMatchObject({ code: "log-failed" });
  expect((await hub.failed).code).toBe("log-failed");
  expect(await closed).toBe("closed by the other end");
});

test("a compaction that fails is not tried again at each entry", async () => {
  const log = scriptedLog();
  const { hub, reports } = hubOn(log, { compactAfter: 20 });
  await hub.ready;
  log.isCramped = true;
  const write = (value: number) => hub.write((writer) => writer.setValue("global", "", "groq", "latency", value));
  for (let i = 0; i < 40; i++) await write(i);
  // At 20 entries, and then after two more each time.
  expect(log.compactions).toBeGreaterThan(5);
  expect(log.compactions).toBeLessThan(12);
  expect(reports).toContain("log-failed");
  log.isCramped = false;
  for (let i = 0; i < 4; i++) await write(100 + i);
  await expect.poll(() => log.size.entries).toBeLessThan(5);
});

test("W2: what no log can take is refused, and not sent again for ever", async () => {
  const log = scriptedLog(10_000);
  const { hub } = hubOn(log);
  const replica = connected(hub, "A");
  await replica.settled();
  // No more cells than fit by number: it is their names that do not.
  replica.writer.batch((writer) => {
    for (let i = 0; i < 200; i++) writer.setValue("device", "A", `${i}`.padEnd(500, "-"), "latency", i);
  });
  await replica.settled();
  expect(replica.status.unanswered).toBe(0);
  expect(hub.counters.ended).toEqual({});
  const { taken, refused } = hub.counters;
  // Whoever sizes what it sends by its names gets it across; nobody is left without an answer.
  expect(taken + refused).toBeGreaterThan(0);
  expect([...hub.tensor.cells()].length + replica.rejections.reduce((sum, { delta }) => sum + delta.length, 0)).toBe(
    200,
  );
});

test("W2: a publication that is too large by its names alone is refused with a code", async () => {
  const { hub } = hubOn(scriptedLog(1_500));
  const replica = connected(hub, "A");
  await replica.settled();
  replica.writer.batch((writer) => {
    for (let i = 0; i < 2; i++) writer.setValue("device", "A", `${i}`.padEnd(1_000, "-"), "latency", i);
  });
  await replica.settled();
  const codes = new Set(replica.rejections.map(({ code }) => code));
  const cells = [...hub.tensor.cells()].length;
  expect(codes.has("too-large") || cells === 2).toBe(true);
  expect(hub.counters.ended).toEqual({});
});

test("dimensions are numbered first, also those that come late: keys are multiples of the greatest", async () => {
  const log = scriptedLog();
  const { hub } = hubOn(log);
  const entries: Uint8Array[] = [];
  const { append } = log;
  log.append = (entry, id) => {
    entries.push(entry);
    return append.call(log, entry, id);
  };
  await hub.write((writer) => {
    for (let i = 0; i < 50; i++) writer.setValue("device", `d${i}`, `job-${i}`, i === 49 ? "late" : "latency", 1);
  });
  const [entry] = entries.map((bytes) => decodeEntry(bytes)).filter(({ kind }) => kind === "write");
  expect(entry).toMatchObject({ names: expect.arrayContaining(["latency", "late"]) });
  expect((entry as NamedCells).names.slice(0, 2)).toEqual(["latency", "late"]);
  let state: HubState | undefined;
  log.compact = async (_, bytes) => {
    state = decodeHubState(bytes);
  };
  await hub.compact();
  expect(state?.standing.names.slice(0, 2).toSorted()).toEqual(["late", "latency"]);
});

test("what cannot be brought into an entry does not stand", async () => {
  const log = scriptedLog();
  const { hub } = hubOn(log);
  await hub.ready;
  const { append } = log;
  log.append = () => {
    throw new WireError("too-large", "a key beyond an exact integer");
  };
  await expect(hub.write((writer) => writer.setValue("global", "", "groq", "latency", 1))).rejects.toMatchObject({
    code: "too-large",
  });
  expect([...hub.tensor.cells()]).toEqual([]);
  log.append = append;
  await hub.write((writer) => writer.setValue("global", "", "groq", "latency", 2));
  expect(hub.tensor.value({}, "groq", "latency")).toBe(2);
});
