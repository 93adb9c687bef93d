import { expect, onTestFinished, test } from "vitest";
import { generateGrantKeys, grantAuthorizer, importGrantKey, issueGrant } from "../../src/grants.ts";
import { createHub, createReplica, trustEveryone } from "../../src/index.ts";
import { memoryLog } from "../../src/logs/memory.ts";
import { transportPair } from "../../src/transports/pair.ts";
import { callerAt, helloOf, valuesAt } from "./caller.ts";

const levels = ["global", "device"] as const;
const authorize = trustEveryone("device");
/** The place of the slice of the cursor's own device. */
const OWN = 3;

type Options = Parameters<typeof createHub<typeof levels>>[0];

function hubOf(options: Partial<Options> = {}) {
  const hub = createHub({ levels, log: memoryLog(), authorize, ...options });
  onTestFinished(() => hub.close());
  return hub;
}

async function letIn(hub: ReturnType<typeof hubOf>, device: string, incarnation = device) {
  const caller = callerAt(hub);
  onTestFinished(caller.hangUp);
  caller.send(helloOf(levels, ["", device], incarnation));
  await caller.next("delta");
  return caller;
}

test("P7.1: names before the welcome end the session", async () => {
  const hub = hubOf({
    authorize: () => {
      throw new Error("nobody");
    },
  });
  const caller = callerAt(hub);
  caller.send({ kind: "names", numbers: [0], names: ["groq"] });
  expect(await caller.next("bye")).toMatchObject({ code: "protocol-broken" });
  await caller.closed;
  expect(hub.counters).toMatchObject({ connections: 0, ended: { "protocol-broken": 1 } });
});

test("P7.2: what has no place ends the session with its code", async () => {
  const hub = hubOf();
  const early = callerAt(hub);
  early.send({ kind: "publish", sequence: 1, cells: valuesAt(OWN, [0], 0) });
  expect(await early.next("bye")).toMatchObject({ code: "unknown-name" });
  const caller = await letIn(hub, "A");
  caller.send({ kind: "acknowledge", sequence: 1 });
  expect(await caller.next("bye")).toMatchObject({ code: "protocol-broken" });
});

test("P7.3, W4: a delta speaks of the slices of its cursor by their places, and of no others", async () => {
  const hub = hubOf();
  await hub.write((writer) => {
    writer.setValue("global", "", "groq", "latency", 0);
    writer.setValue("device", "", "groq", "latency", 2);
    writer.setValue("device", "A", "groq", "latency", 3);
    writer.setValue("device", "B", "groq", "latency", 4);
  });
  const caller = callerAt(hub);
  onTestFinished(caller.hangUp);
  caller.send(helloOf(levels, ["", "A"], "A"));
  const { base, cells } = await caller.next("delta");
  expect(base).toBe(-1);
  const found = Array.from({ length: cells.length }, (_, i) => [cells.place[i], cells.content[i]]);
  expect(found).toEqual([
    [0, 0],
    [2, 2],
    [3, 3],
  ]);
});

test("P7.4: a number that was not named ends the session", async () => {
  const caller = await letIn(hubOf(), "A");
  caller.send({ kind: "publish", sequence: 1, cells: valuesAt(OWN, [0], 1) });
  expect(await caller.next("bye")).toMatchObject({ code: "unknown-name" });
});

test("P7.4, W4: the numbers of a session say nothing of what others have written", async () => {
  const hub = hubOf();
  await hub.write((writer) => writer.setValue("device", "A", "a secret supplier", "price", 1));
  const caller = await letIn(hub, "B");
  const names = ["a mark", "a secret supplier", "another supplier", "price"];
  caller.send({ kind: "names", numbers: [0, 1, 2, 3], names });
  caller.send({ kind: "publish", sequence: 1, cells: valuesAt(OWN, [0, 1, 2], 3) });
  await caller.next("acknowledge");
  const told = caller.heard.flatMap((frame) => (frame.kind === "names" ? [frame] : []));
  expect(told.flatMap((frame) => frame.names).toSorted()).toEqual(names);
  // One after the other, without a gap for what is between them in the hub's own table.
  const numbers = told.flatMap((frame) => frame.numbers);
  expect(numbers.map((number) => number - (numbers[0] as number))).toEqual([0, 2, 4, 6]);
});

test("P7.5: another tensor, other levels and what no grant covers are refused, each with its code", async () => {
  const hub = hubOf({ authorize: ({ tensor }) => ({ tensor, cursor: { device: "A" } }) });
  const hello = helloOf(levels, ["", "A"], "A");
  for (const [wrong, code] of [
    [{ ...hello, tensor: "another" }, "other-tensor"],
    [{ ...hello, levels: ["global", "workspace"] }, "other-tensor"],
    [{ ...hello, cursor: ["", "B"] }, "unauthorized"],
    [{ ...hello, cursor: ["here", "A"] }, "unauthorized"],
  ] as const) {
    const caller = callerAt(hub);
    caller.send(wrong);
    expect(await caller.next("bye")).toMatchObject({ code });
    await caller.closed;
  }
});

test("P7.6: the first delta begins where the replica is, if the epoch is the hub's, and else at nothing", async () => {
  const hub = hubOf();
  const first = await letIn(hub, "A");
  const { epoch } = await first.next("welcome");
  await hub.write((writer) => writer.setValue("global", "", "groq", "latency", 1));
  const { revision } = hub;
  await hub.write((writer) => writer.setValue("global", "", "cerebras", "latency", 2));
  for (const [known, base, count] of [
    [{ epoch, revision }, revision, 1],
    [{ epoch: "f".repeat(32), revision }, -1, 2],
    [{ epoch, revision: 0 }, 0, 2],
  ] as const) {
    const caller = callerAt(hub);
    onTestFinished(caller.hangUp);
    caller.send({ ...helloOf(levels, ["", "A"], "A"), ...known });
    const delta = await caller.next("delta");
    expect([delta.base, delta.cells.length, delta.revision]).toEqual([base, count, hub.revision]);
  }
});

test("P7.5: another connection of an incarnation takes over", async () => {
  const hub = hubOf();
  const first = await letIn(hub, "A");
  await letIn(hub, "A");
  expect(await first.next("bye")).toMatchObject({ code: "superseded" });
});

test("P7.7, W8: a second publication before the answer to the first ends the session", async () => {
  const hub = hubOf({ limits: { maxSliceCells: 2 } });
  const caller = await letIn(hub, "A");
  caller.send({ kind: "names", numbers: [0, 1, 2, 3, 4], names: ["a", "b", "c", "d", "latency"] });
  caller.send({ kind: "publish", sequence: 1, cells: valuesAt(OWN, [0, 1], 4) });
  caller.send({ kind: "publish", sequence: 2, cells: valuesAt(OWN, [2, 3], 4) });
  expect(await caller.next("bye")).toMatchObject({ code: "protocol-broken" });
  await expect.poll(() => hub.counters.taken).toBe(1);
  expect([...hub.tensor.cells()]).toHaveLength(2);
});

test("P7.8, W3: refusals have a code, and who goes on is not heard for long", async () => {
  const log = memoryLog();
  const hub = hubOf({ log, authorize: ({ tensor }) => ({ tensor, cursor: { device: "A" } }) });
  const caller = await letIn(hub, "A");
  caller.send({ kind: "names", numbers: [0, 1], names: ["groq", "latency"] });
  for (let sequence = 1; sequence <= 3; sequence++) {
    caller.send({ kind: "publish", sequence, cells: valuesAt(OWN, [0], 1) });
    expect(await caller.next("refuse")).toMatchObject({ sequence, code: "write-up" });
  }
  caller.send({ kind: "publish", sequence: 4, cells: valuesAt(OWN, [0], 1) });
  expect(await caller.next("bye")).toMatchObject({ code: "unauthorized" });
  // The first entry says what the log is of.
  expect(log.size.entries).toBe(1 + 3);
  expect(hub.counters).toMatchObject({ refused: 3, ended: { unauthorized: 1 } });
});

test("P7.9: who is not heard for longer than the lease is gone", async () => {
  const hub = hubOf({ lease: 750 });
  const caller = await letIn(hub, "A");
  expect(await caller.next("bye")).toMatchObject({ code: "lease-expired" });
});

test("a lease that no replica can keep is refused, and so are limits in which nothing fits", () => {
  for (const lease of [-1, 1, 749, Number.NaN]) {
    expect(() => hubOf({ lease })).toThrow(expect.objectContaining({ code: "invalid-option", place: "lease" }));
  }
  for (const [limit, value] of [
    ["maxBytes", 4_095],
    ["maxCells", 0],
    ["maxSliceCells", -1],
    ["maxBuffered", Number.NaN],
  ] as const) {
    expect(() => hubOf({ limits: { [limit]: value } })).toThrow(
      expect.objectContaining({ code: "invalid-option", place: `limits.${limit}` }),
    );
  }
});

test("replicas that keep to the least lease stay", async () => {
  const hub = hubOf({ lease: 750 });
  const replica = createReplica({ levels, cursor: { device: "A" }, backoff: { least: 1, most: 5 } });
  onTestFinished(() => replica.close(0));
  const [here, there] = transportPair();
  hub.accept(there);
  replica.connect(here);
  await replica.settled();
  await new Promise((resolve) => setTimeout(resolve, 1_600));
  expect(replica.status.phase).toBe("live");
  expect(hub.counters.ended).toEqual({});
});

test("names longer than a frame of the hub's cross in several", async () => {
  const hub = hubOf({ limits: { maxBytes: 4_096 } });
  const replica = createReplica({ levels, cursor: { device: "A" }, backoff: { least: 1, most: 5 } });
  onTestFinished(() => replica.close(0));
  replica.connect(() => {
    const [here, there] = transportPair();
    hub.accept(there);
    return here;
  });
  await replica.settled();
  replica.writer.batch((writer) => {
    for (let i = 0; i < 300; i++) writer.setValue("device", "A", `${i}`.padEnd(1_024, "\u20ac"), "latency", i);
  });
  await replica.settled();
  expect(hub.counters).toMatchObject({ ended: {}, refused: 0 });
  expect([...hub.tensor.cells()]).toHaveLength(300);
});

test("what authorize gives and is no grant lets nobody in, and ends nothing else", async () => {
  for (const given of [undefined, null, 1, {}]) {
    const hub = hubOf({ authorize: (async () => given) as never });
    const caller = callerAt(hub);
    caller.send(helloOf(levels, ["", "A"], "A"));
    expect(await caller.next("bye")).toMatchObject({ code: "unauthorized" });
  }
});

test("a grant within the tolerance is good until that has passed", async () => {
  const key = await importGrantKey((await generateGrantKeys()).privateKey);
  const now = Date.now();
  const token = await issueGrant(key, {
    tensor: "default",
    cursor: { device: "A" },
    issuedAt: now - 10_000,
    expiresAt: now - 1_000,
  });
  const grant = await grantAuthorizer(key, { tolerance: 60_000 })({ ...helloOf(levels, ["", "A"], "a"), token });
  // In whole seconds, as tokens have it.
  expect(Math.abs(grant.expires - (now - 1_000 + 60_000))).toBeLessThanOrEqual(1_000);
});

test("W11: a device whose name ends with a stroke is absent like any other", async () => {
  const hub = hubOf({ lease: 750, withdraw: ["device"] });
  for (const device of ["rack-1", "rack-1/", "/"]) {
    const caller = await letIn(hub, device, `${device.length}`);
    caller.send({ kind: "names", numbers: [0, 1], names: ["groq", "latency"] });
    caller.send({ kind: "publish", sequence: 1, cells: valuesAt(OWN, [0], 1) });
    await caller.next("acknowledge");
    caller.hangUp();
  }
  await expect
    .poll(() => hub.withdrawn.map(({ instance }) => instance).toSorted(), { timeout: 5_000 })
    .toEqual(["/", "rack-1", "rack-1/"]);
  expect([...hub.tensor.cells()]).toEqual([]);
});
