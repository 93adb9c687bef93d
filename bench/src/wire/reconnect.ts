import { createHub, createReplica, decodeFrame, type Frame, type Transport, trustEveryone } from "@thalweg/wire";
import { memoryLog } from "@thalweg/wire/memory-log";
import { transportPair } from "@thalweg/wire/pair";
import { atMost, type Figure, once } from "../speed/figure.ts";
import { randomFrom, SEED } from "../speed/random.ts";
import { named } from "../speed/world.ts";
import { DEVICE, LEVELS, measured } from "./telemetry.ts";

const OPTIONS = named("option", 10_000);
const DIMENSIONS = named("dimension", 100);
const CHANGED = 1_000;
/** While the replica is away, once a minute, all of these change. */
const MINUTES = 60;

/** What crosses when a replica comes back that had all cells an hour ago. */
export async function measureReconnect(): Promise<Figure[]> {
  const hub = createHub({ levels: LEVELS, log: memoryLog(), authorize: trustEveryone("device") });
  await hub.write((writer) => {
    for (const option of OPTIONS) {
      for (const dimension of DIMENSIONS) writer.setValue("global", "", option, dimension, measured());
    }
  });
  const replica = createReplica({ levels: LEVELS, cursor: { device: DEVICE } });
  const meet = async (): Promise<Crossing> => {
    const [here, there] = transportPair();
    const crossing = new Crossing();
    hub.accept(crossing.counted(there, crossing.down));
    replica.connect(crossing.counted(here, crossing.up));
    await replica.settled();
    return crossing;
  };
  const first = await meet();
  replica.disconnect();
  const random = randomFrom(SEED);
  const changed = new Set<string>();
  while (changed.size < CHANGED) {
    changed.add(`${Math.floor(random() * OPTIONS.length)} ${Math.floor(random() * DIMENSIONS.length)}`);
  }
  for (let minute = 0; minute < MINUTES; minute++) {
    await hub.write((writer) => {
      for (const pair of changed) {
        const [option = 0, dimension = 0] = pair.split(" ").map(Number);
        writer.setValue("global", "", OPTIONS[option] as string, DIMENSIONS[dimension] as string, measured());
      }
    });
  }
  const second = await meet();
  const sent = second.up.length;
  for (const option of OPTIONS) {
    for (const dimension of DIMENSIONS) {
      const [there, here] = [hub, replica].map(({ tensor }) => tensor.value({}, option, dimension));
      if (here === undefined || here !== there) throw new Error(`the replica has ${here} where the hub has ${there}`);
    }
  }
  await replica.close();
  await hub.close();
  const label = `reconnect after ${CHANGED.toLocaleString("en-US")} of 1,000,000 cells changed ${MINUTES} times`;
  return [
    {
      name: "reconnect",
      label: `${label}: cells that cross`,
      unit: "cells",
      ...once(second.cells),
      bar: atMost(CHANGED),
      note: `${second.bytes.toLocaleString("en-US")} bytes in ${second.describe()}; at first ${first.cells.toLocaleString("en-US")} cells`,
    },
    {
      name: "reconnect-trips",
      label: `${label}: frames that the replica sends for them`,
      unit: "frames",
      ...once(sent),
      bar: atMost(1),
      note: "the hello: its answer is everything that follows",
    },
  ];
}

/** The frames of a session until the replica has all that the hub has. */
class Crossing {
  readonly up: Frame[] = [];
  readonly down: Frame[] = [];
  bytes = 0;

  get cells(): number {
    return this.down.reduce((sum, frame) => sum + ("cells" in frame ? frame.cells.length : 0), 0);
  }

  describe(): string {
    const kinds = this.down.map(({ kind }) => kind);
    return [...new Set(kinds)].map((kind) => `${kinds.filter((other) => other === kind).length} ${kind}`).join(", ");
  }

  /** An end of which what it sends is taken down. */
  counted(transport: Transport, frames: Frame[]): Transport {
    return {
      start: (handlers) => transport.start(handlers),
      send: (bytes) => {
        frames.push(decodeFrame(bytes).frame);
        this.bytes += bytes.length;
        transport.send(bytes);
      },
      get buffered() {
        return transport.buffered;
      },
      close: () => transport.close(),
    };
  }
}
