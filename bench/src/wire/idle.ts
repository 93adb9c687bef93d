import { setImmediate as nextTurn } from "node:timers/promises";
import { createHub, trustEveryone } from "@thalweg/wire";
import { memoryLog } from "@thalweg/wire/memory-log";
import { atMost, type Figure, once } from "../speed/figure.ts";
import { bytesInUse } from "../speed/heap.ts";
import { named } from "../speed/world.ts";
import { DIMENSION, LightReplica, TEN } from "./light-replica.ts";
import { Line } from "./line.ts";
import { LEVELS, measured } from "./telemetry.ts";

const REPLICAS = 10_000;
/** What everybody reads. */
const SHARED = 100;

/**
 * What a hub remembers of a connection that does nothing by now: its replica was told a hundred shared cells and ten of
 * its own, and has published these once. The cells themselves are there before, and so are the transports.
 */
export async function measureIdle(): Promise<Figure[]> {
  const hub = createHub({ levels: LEVELS, log: memoryLog(), authorize: trustEveryone("device"), lease: 0 });
  const devices = named("device", REPLICAS);
  await hub.write((writer) => {
    for (let i = 0; i < SHARED; i++) writer.setValue("global", "", `shared-${i}`, DIMENSION, measured());
    for (const device of devices) for (const option of TEN) writer.setValue("device", device, option, DIMENSION, 0);
  });
  const connect = async (some: readonly Replica[]): Promise<void> => {
    for (const { line, replica } of some) {
      hub.accept(line);
      replica.greet();
    }
    await nextTurn();
    for (const { replica } of some) {
      replica.prepare(measured);
      replica.publish();
      replica.rest();
    }
    await nextTurn();
    await hub.compact();
  };
  const replicas = devices.map((device) => replicaOf(device));
  const [some, others] = [replicas.slice(0, 100), replicas.slice(100)];
  // What it takes once, for the first connections, is no cost of each.
  await connect(some);
  const before = bytesInUse();
  await connect(others);
  const bytes = (bytesInUse() - before) / others.length;
  const { taken, connections, bytesOut } = hub.counters;
  if (taken !== REPLICAS || connections !== REPLICAS) throw new Error(`${taken} of ${connections} replicas published`);
  await hub.close();
  return [
    {
      name: "idle",
      label: "memory of a connected idle replica at the hub",
      unit: "bytes",
      ...once(bytes),
      bar: atMost(4_000),
      note: `10,000 connections, ${Math.round(bytesOut / REPLICAS).toLocaleString("en-US")} bytes sent to each; without transports and cells`,
    },
  ];
}

interface Replica {
  readonly line: Line;
  readonly replica: LightReplica;
}

/** A light replica on a line that keeps nothing of what the hub sends. */
function replicaOf(device: string): Replica {
  const line = new Line(() => {});
  const replica = new LightReplica(device, { ...silent, send: (bytes) => line.deliver(bytes) }, () => {});
  return { line, replica };
}

const silent = { buffered: 0, start() {}, close() {} };
