import { expect, onTestFinished, test, vi } from "vitest";
import { Cells } from "../../src/codec/cells.ts";
import type { Frame } from "../../src/codec/frames.ts";
import { createHub, createReplica, type Transport, trustEveryone } from "../../src/index.ts";
import { memoryLog } from "../../src/logs/memory.ts";
import { Link } from "../../src/session/link.ts";
import { NameTable } from "../../src/session/names.ts";
import { memoryStorage } from "../../src/storage/memory.ts";
import { transportPair } from "../../src/transports/pair.ts";
import { copyOf } from "./replica-copy.ts";

const options = { levels: ["global", "device"], cursor: { device: "A" }, backoff: { least: 1, most: 5 } } as const;

const hubOf = (limits = {}) =>
  createHub({ levels: options.levels, log: memoryLog(), authorize: trustEveryone("device"), limits });

function to(hub: ReturnType<typeof hubOf>): () => Transport {
  return () => {
    const [here, there] = transportPair();
    hub.accept(there);
    return here;
  };
}

test("W1: what a device had sent in parts when it crashed is taken once, and nothing of the rest is lost", async () => {
  const hub = hubOf({ maxCells: 2 });
  const storage = memoryStorage();
  const first = createReplica({ ...options, storage });
  await first.ready;
  first.writer.batch((writer) => {
    for (const option of ["groq", "cerebras", "local"]) {
      for (const dimension of ["latency", "cost"]) writer.setValue("device", "A", option, dimension, option.length);
    }
  });
  const cells = [...first.tensor.cells()];
  // The first publication reaches the hub; of what comes back, only the welcome and the first delta arrive.
  const [here, there] = transportPair();
  hub.accept(there);
  let received = 0;
  first.connect({
    start: (handlers) =>
      here.start({ ...handlers, receive: (bytes) => void (received++ < 2 && handlers.receive(bytes)) }),
    send: (bytes) => here.send(bytes),
    buffered: 0,
    close() {},
  });
  await expect.poll(() => hub.counters.taken).toBe(1);
  here.close();
  const second = createReplica({ ...options, storage: await copyOf(storage) });
  second.connect(to(hub));
  await second.settled();
  expect([...second.tensor.cells()]).toEqual(cells);
  expect([...hub.tensor.cells()]).toEqual(cells);
  expect(hub.counters).toMatchObject({ taken: 3, refused: 0 });
  await Promise.all([first.close(0), second.close()]);
  await hub.close();
});

test("a token that cannot be had yet is asked for again", { timeout: 10_000 }, async () => {
  const hub = hubOf();
  let asked = 0;
  const token = () => {
    if (asked++ === 0) throw new Error("not yet");
    return "token";
  };
  const replica = createReplica({ ...options, token });
  const ends: Transport[] = [];
  replica.connect(() => {
    const transport = to(hub)();
    ends.push(transport);
    return transport;
  });
  await replica.settled();
  expect([asked, ends.length]).toEqual([2, 2]);
  await replica.close();
  // The connection of the first attempt was ended, too.
  await expect.poll(() => hub.counters.connections).toBe(0);
  await hub.close();
});

test("a token that cannot be had fails the one connection that was given", async () => {
  const hub = hubOf();
  const replica = createReplica({
    ...options,
    token: () => {
      throw new Error("never");
    },
  });
  replica.connect(to(hub)());
  await expect.poll(() => replica.status).toMatchObject({ phase: "offline", error: { code: "going-away" } });
  await expect.poll(() => hub.counters.connections).toBe(0);
  await replica.close();
  await hub.close();
});

/** A hub that says this after a hello, and then hangs up. */
function saying(...frames: readonly Frame[]): () => Transport {
  return () => {
    const [here, there] = transportPair();
    const link = new Link(new NameTable(), (bytes) => there.send(bytes));
    there.start({
      receive() {
        for (const frame of frames) link.send(frame);
        there.close();
      },
      drain() {},
      close() {},
    });
    return here;
  };
}

test("a session that ends before it is current is another attempt that failed: the next one waits longer", async () => {
  const epoch = "e".repeat(32);
  const limits = { lease: 0, maxBytes: 1_000_000, maxCells: 1_000 };
  const welcome = { kind: "welcome", version: 1, epoch, revision: 5, answered: 0, refusal: "", ...limits } as const;
  const replica = createReplica(options);
  replica.connect(saying(welcome));
  await expect.poll(() => replica.status.attempts).toBeGreaterThan(3);
  const seen: number[] = [];
  replica.watch(({ attempts }) => seen.push(attempts));
  replica.connect(saying(welcome, { kind: "delta", base: -1, revision: 5, cells: new Cells() }));
  await expect.poll(() => seen.filter((attempts) => attempts === 0).length).toBeGreaterThan(3);
  expect(Math.max(...seen)).toBe(1);
  await replica.close(0);
});

test("a connection on which nothing is said is ended, and another one made", async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  let connections = 0;
  const replica = createReplica(options);
  replica.connect(() => {
    connections++;
    const [here, there] = transportPair();
    there.start({ receive() {}, drain() {}, close() {} });
    return here;
  });
  await vi.advanceTimersByTimeAsync(9_000);
  expect(connections).toBe(1);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(connections).toBe(2);
  expect(replica.status).toMatchObject({ phase: "connecting", attempts: 2 });
  await replica.close(0);
});

test("what listeners throw is their own matter: it is told as an unhandled rejection, and the session goes on", async () => {
  const unhandled: unknown[] = [];
  // Those that the test runner has put there would call it a failure.
  const others = process.listeners("unhandledRejection");
  process.removeAllListeners("unhandledRejection");
  process.on("unhandledRejection", (error) => unhandled.push(error));
  onTestFinished(() => {
    process.removeAllListeners("unhandledRejection");
    for (const listener of others) process.on("unhandledRejection", listener);
  });
  const hub = hubOf({ maxSliceCells: 1 });
  const replica = createReplica({
    ...options,
    onRejection() {
      throw new Error("of a rejection");
    },
  });
  const end = replica.watch(() => {
    throw new Error("of a status");
  });
  replica.connect(to(hub));
  await replica.settled();
  for (const option of ["groq", "local"]) replica.writer.setValue("device", "A", option, "latency", 1);
  await replica.settled();
  replica.writer.setValue("device", "A", "groq", "latency", 2);
  await replica.settled();
  expect(hub.tensor.value({ device: "A" }, "groq", "latency")).toBe(2);
  await expect.poll(() => unhandled.map(String)).toContain("Error: of a rejection");
  expect(unhandled.map(String)).toContain("Error: of a status");
  end();
  await replica.close();
  await hub.close();
});
