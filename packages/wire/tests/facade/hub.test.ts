import { expect, test } from "vitest";
import { createHub, createReplica, trustEveryone, WireError } from "../../src/index.ts";
import type { Log, LogFollower } from "../../src/logs/log.ts";
import { memoryLog } from "../../src/logs/memory.ts";
import { transportPair } from "../../src/transports/pair.ts";

const levels = ["global", "device"] as const;
const authorize = trustEveryone("device");

function connected(hub: ReturnType<typeof createHub<typeof levels>>, device: string) {
  const replica = createReplica({ levels, cursor: { device }, backoff: { least: 1, most: 5 } });
  replica.connect(() => {
    const [here, there] = transportPair();
    hub.accept(there);
    return here;
  });
  return replica;
}

test("a way up that overflows is reported, and takes nobody with it", async () => {
  const reports: string[] = [];
  const hub = createHub({
    levels,
    log: memoryLog(),
    authorize,
    ways: [
      { kind: "rollUp", from: "device", to: "global", dimension: "cost", using: "mean" },
      { kind: "rollUp", from: "device", to: "global", dimension: "latency", using: "mean" },
    ],
    climbAfter: 1,
    onReport: ({ code }) => reports.push(code),
  });
  const replicas = ["A", "B"].map((name) => connected(hub, name));
  for (const [i, replica] of replicas.entries()) {
    replica.writer.setValue("device", "AB"[i] as string, "groq", "cost", Number.MAX_VALUE);
    replica.writer.setValue("device", "AB"[i] as string, "groq", "latency", i);
  }
  await expect.poll(() => hub.tensor.value({}, "groq", "latency")).toBe(0.5);
  expect(reports).toContain("way-up-failed");
  expect(hub.tensor.value({}, "groq", "cost")).toBeUndefined();
  await Promise.all(replicas.map((replica) => replica.close()));
  await hub.close();
});

test("a log of another tensor, or with other levels, is not taken", async () => {
  const log = memoryLog();
  const first = createHub({ levels, log, authorize });
  await first.write((writer) => writer.setWeight("global", "", "latency", 1));
  await first.close();
  const others: readonly { levels: readonly string[]; tensor: string }[] = [
    { levels: ["global", "workspace"], tensor: "default" },
    { levels, tensor: "another" },
  ];
  for (const options of others) {
    const reports: string[] = [];
    const hub = createHub({ log, authorize, onReport: ({ code }) => reports.push(code), ...options });
    await expect(hub.ready).rejects.toMatchObject({ code: "other-tensor" });
    expect(reports).toContain("other-tensor");
    await hub.close();
  }
  const again = createHub({ levels, log, authorize });
  await again.ready;
  expect(again.tensor.weight({}, "", "latency")).toBe(1);
  await again.compact();
  await again.close();
  const other = createHub({ levels: ["global", "workspace"], log, authorize });
  await expect(other.ready).rejects.toMatchObject({ code: "other-tensor" });
  await other.close();
});

/** A log that takes nothing while it is full. */
function fillable(): { log: Log; fill(isFull: boolean): void; follower(): LogFollower } {
  const log = memoryLog();
  let isFull = false;
  let follower: LogFollower;
  return {
    log: {
      open: (given) => {
        follower = given;
        return log.open(given);
      },
      append: (entry, id) =>
        isFull ? Promise.reject(new WireError("log-failed", "the disk is full")) : log.append(entry, id),
      compact: (revision, state) => log.compact(revision, state),
      get size() {
        return log.size;
      },
      close: () => log.close(),
    },
    fill: (full) => {
      isFull = full;
    },
    follower: () => follower,
  };
}

test("what the log does not take stands nowhere, and a device's writes wait until it does", async () => {
  const { log, fill } = fillable();
  const reports: string[] = [];
  const hub = createHub({ levels, log, authorize, onReport: ({ code }) => reports.push(code) });
  const replica = connected(hub, "A");
  await replica.settled();
  fill(true);
  await expect(hub.write((writer) => writer.setWeight("global", "", "latency", 1))).rejects.toMatchObject({
    code: "log-failed",
  });
  expect(hub.tensor.weight({}, "", "latency")).toBe(0);
  replica.writer.setValue("device", "A", "groq", "latency", 1);
  await expect.poll(() => reports).toContain("log-unavailable");
  expect(replica.status.unanswered).toBe(1);
  fill(false);
  await replica.settled();
  expect(hub.tensor.value({ device: "A" }, "groq", "latency")).toBe(1);
  await replica.close();
  await hub.close();
});

test("a log that is over ends the sessions, and is reported", async () => {
  const { log, follower } = fillable();
  const reports: string[] = [];
  const hub = createHub({ levels, log, authorize, onReport: ({ code }) => reports.push(code) });
  const replica = connected(hub, "A");
  await replica.settled();
  follower().fail(new WireError("log-corrupt", "the stream is gone"), true);
  await expect.poll(() => replica.status.phase).not.toBe("live");
  expect(reports).toContain("log-corrupt");
  await replica.close(0);
  await hub.close();
});

test("an error of a hub's own write is the caller's, and leaves nothing", async () => {
  const hub = createHub({ levels, log: memoryLog(), authorize });
  const { revision } = hub;
  await expect(
    hub.write((writer) => {
      writer.setWeight("global", "", "latency", 1);
      writer.setWeight("global", "", "latency", Number.NaN);
    }),
  ).rejects.toMatchObject({ code: "invalid-weight" });
  expect([...hub.tensor.cells()]).toEqual([]);
  expect(hub.revision - revision).toBeLessThanOrEqual(1);
  await hub.close();
  await expect(hub.write(() => {})).rejects.toMatchObject({ code: "closed" });
});

test.each([
  ["withdraw", { withdraw: ["planet"] }],
  ["authorize", { authorize: undefined }],
  ["log", { log: "hub.sqlite" }],
  ["ways[0].kind", { ways: [{ kind: "rollup", from: "device", to: "global" }] }],
  [
    "ways[1]",
    {
      ways: [
        { kind: "rollUp", from: "device", to: "global" },
        { kind: "rollUp", from: "planet", to: "global" },
      ],
    },
  ],
])("an option of a hub that is none is refused at once: %s", (place, wrong) => {
  expect(() => createHub({ levels, log: memoryLog(), authorize, ...(wrong as object) })).toThrow(
    expect.objectContaining({ code: "invalid-option", place }),
  );
});

test.each([
  ["cursor", { cursor: { planet: "Mars" } }],
  ["slice", { slice: { level: "device", instance: "B" } }],
])("an option of a replica that is none is refused at once: %s", (place, wrong) => {
  expect(() => createReplica({ levels, cursor: { device: "A" }, ...(wrong as object) })).toThrow(
    expect.objectContaining({ code: "invalid-option", place }),
  );
});

test("to trust everyone at a level that there is not is reported, and lets nobody in", async () => {
  const reports: unknown[] = [];
  const hub = createHub({
    levels,
    log: memoryLog(),
    authorize: trustEveryone("devise"),
    onReport: ({ code, place }) => reports.push([code, place]),
  });
  const replica = connected(hub, "A");
  await expect.poll(() => reports[0]).toEqual(["invalid-option", "trustEveryone"]);
  expect(replica.status.phase).not.toBe("live");
  await replica.close(0);
  await hub.close();
});

test("a replica whose cursor names nothing only reads", async () => {
  const hub = createHub({ levels, log: memoryLog(), authorize });
  await hub.write((writer) => writer.setValue("global", "", "groq", "latency", 1));
  const [here, there] = transportPair();
  hub.accept(there);
  const replica = createReplica({ levels, cursor: {} });
  replica.connect(here);
  await replica.settled();
  expect(replica.tensor.resolve({})).toEqual(["groq"]);
  expect(() => replica.writer.setValue("global", "", "groq", "latency", 2)).toThrow(
    expect.objectContaining({ code: "revoked" }),
  );
  await replica.close();
  await hub.close();
});

test("law 5.4: the tensors of a hub and of a replica can only be read", async () => {
  const hub = createHub({ levels, log: memoryLog(), authorize });
  const replica = createReplica({ levels, cursor: { device: "A" } });
  for (const { tensor } of [hub, replica]) expect("writer" in tensor).toBe(false);
  await replica.close(0);
  await hub.close();
});
