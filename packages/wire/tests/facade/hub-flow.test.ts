import { expect, onTestFinished, test } from "vitest";
import { createHub, createReplica, type Transport, trustEveryone } from "../../src/index.ts";
import { memoryLog } from "../../src/logs/memory.ts";
import { transportPair } from "../../src/transports/pair.ts";
import type { TransportHandlers } from "../../src/transports/transport.ts";
import { webSocket } from "../../src/transports/websocket.ts";
import { webSocketServer } from "../../src/transports/websocket-server.ts";

const levels = ["global", "device"] as const;

function hubOf(limits = {}) {
  const hub = createHub({ levels, log: memoryLog(), authorize: trustEveryone("device"), limits });
  onTestFinished(() => hub.close());
  return hub;
}

/** A connection of which the hub's end can be held up: then it says that it is full, and nothing leaves. */
function valve(hub: ReturnType<typeof hubOf>) {
  const [here, there] = transportPair();
  let handlers: TransportHandlers | undefined;
  let isShut = false;
  const transport: Transport = {
    start(given) {
      handlers = given;
      there.start(given);
    },
    send: (bytes) => there.send(bytes),
    close: () => there.close(),
    get buffered() {
      return isShut ? Infinity : there.buffered;
    },
  };
  hub.accept(transport);
  const replica = createReplica({ levels, cursor: { device: "A" } });
  replica.connect(here);
  onTestFinished(() => replica.close(0));
  return {
    replica,
    shut() {
      isShut = true;
    },
    open() {
      isShut = false;
      handlers?.drain();
    },
  };
}

const optionsOf = (reader: { cells(): Iterable<{ readonly option: string }> }) =>
  Array.from(reader.cells(), ({ option }) => option).toSorted();

test("P7.6, W9: what is unset while they are connected reaches all, without beginning anew", async () => {
  const hub = hubOf();
  const { replica } = valve(hub);
  await replica.settled();
  const { resynced } = hub.counters;
  for (const count of [300, 2_000]) {
    await hub.write((writer) => {
      for (let i = 0; i < count; i++) writer.setValue("global", "", `option-${i}`, "latency", i);
    });
    await expect.poll(() => optionsOf(replica.tensor)).toHaveLength(count);
    await hub.write((writer) => {
      for (let i = 0; i < count; i++) writer.unsetValue("global", "", `option-${i}`, "latency");
    });
    await expect.poll(() => optionsOf(replica.tensor)).toHaveLength(0);
    // One by one, too.
    for (let i = 0; i < count; i++) {
      await hub.write((writer) => {
        writer.setValue("global", "", `build-${i}`, "latency", i);
        if (i > 0) writer.unsetValue("global", "", `build-${i - 1}`, "latency");
      });
    }
    await expect.poll(() => optionsOf(replica.tensor)).toEqual([`build-${count - 1}`]);
    await hub.write((writer) => writer.unsetValue("global", "", `build-${count - 1}`, "latency"));
    await expect.poll(() => optionsOf(replica.tensor)).toEqual([]);
  }
  expect(hub.counters.resynced).toBe(resynced);
});

test("W8: a slow replica is told what was unset meanwhile", async () => {
  const hub = hubOf();
  const { replica, shut, open } = valve(hub);
  await replica.settled();
  const { resynced } = hub.counters;
  shut();
  for (let i = 0; i < 500; i++) {
    await hub.write((writer) => {
      writer.setValue("global", "", `build-${i}`, "latency", i);
      if (i > 0) writer.unsetValue("global", "", `build-${i - 1}`, "latency");
    });
  }
  open();
  await expect.poll(() => optionsOf(replica.tensor)).toEqual(["build-499"]);
  expect(hub.counters.resynced).toBe(resynced);
});

test("P7.6, W8: for one that is hopelessly slow the hub forgets all the same, and it begins anew in its session", async () => {
  const hub = hubOf();
  const { replica, shut, open } = valve(hub);
  await hub.write((writer) => writer.setValue("global", "", "first", "latency", 1));
  await expect.poll(() => optionsOf(replica.tensor)).toEqual(["first"]);
  const { resynced } = hub.counters;
  shut();
  for (let i = 0; i < 30; i++) {
    const names = Array.from({ length: 1_000 }, (_, o) => `build-${i}-${o}`);
    await hub.write((writer) => {
      for (const name of names) writer.setValue("global", "", name, "latency", i);
    });
    await hub.write((writer) => {
      for (const name of names) writer.unsetValue("global", "", name, "latency");
    });
  }
  await hub.write((writer) => {
    writer.setValue("global", "", "last", "latency", 1);
    writer.unsetValue("global", "", "first", "latency");
  });
  open();
  await expect.poll(() => optionsOf(replica.tensor)).toEqual(["last"]);
  expect(hub.counters.resynced).toBe(resynced + 1);
  expect(replica.status).toMatchObject({ phase: "live", revision: hub.revision });
});

test("P7.6, W8: a delta of many frames leaves as fast as it is taken, and what comes meanwhile follows", async () => {
  const hub = hubOf({ maxBuffered: 65_536 });
  const count = 60_000;
  await hub.write((writer) => {
    for (let i = 0; i < count; i++) writer.setValue("global", "", `option-${i}`, "latency", i);
  });
  const [here, there] = transportPair();
  let most = 0;
  hub.accept({
    start: (handlers) => there.start(handlers),
    send(bytes) {
      // Before one more: what is not taken yet.
      most = Math.max(most, there.buffered);
      there.send(bytes);
    },
    close: () => there.close(),
    get buffered() {
      return there.buffered;
    },
  });
  const replica = createReplica({ levels, cursor: { device: "A" } });
  onTestFinished(() => replica.close(0));
  replica.writer.setValue("device", "A", "own", "latency", 1);
  replica.connect(here);
  await hub.write((writer) => {
    writer.setValue("global", "", "option-0", "latency", -1);
    writer.unsetValue("global", "", "option-1", "latency");
  });
  await replica.settled();
  await expect.poll(() => optionsOf(replica.tensor)).toHaveLength(count);
  expect([...replica.tensor.cells()]).toEqual([...hub.tensor.cells()]);
  // One piece and its names may be beyond it.
  expect(most).toBeLessThan(1_500_000);
  expect(hub.counters.resynced).toBe(1);
});

test("a first delta of more than a WebSocket's server would hold for a client crosses", async () => {
  const hub = hubOf();
  const count = 60_000;
  await hub.write((writer) => {
    for (let i = 0; i < count; i++) writer.setValue("global", "", `option-${i}`.padEnd(100, "-"), "latency", i);
  });
  const server = await webSocketServer({ maxBuffered: 4_194_304, onConnection: (transport) => hub.accept(transport) });
  onTestFinished(() => server.close());
  const replica = createReplica({ levels, cursor: { device: "A" } });
  onTestFinished(() => replica.close(0));
  replica.connect(webSocket(server.url));
  await replica.settled();
  await expect.poll(() => optionsOf(replica.tensor)).toHaveLength(count);
  expect(hub.counters).toMatchObject({ resynced: 1, ended: {} });
  expect(hub.counters.bytesOut).toBeGreaterThan(4_194_304);
});
