import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createHub, type Log, trustEveryone } from "@thalweg/wire";
import { memoryLog } from "@thalweg/wire/memory-log";
import { sqliteLog } from "@thalweg/wire/sqlite-log";
import { webSocketServer } from "@thalweg/wire/websocket-server";
import { atMost, type Figure, spreadOf } from "../speed/figure.ts";
import type { Effort } from "../speed/race.ts";
import { Child } from "../sync/child.ts";
import type { FromClients, ToClients } from "./clients-messages.ts";
import { LEVELS } from "./telemetry.ts";

const CLIENTS = 1_000;
const RATE = 2_000;

/** Latencies in milliseconds, second by second. */
type Seconds = readonly (readonly number[])[];

/** From a write at a replica until it is acknowledged, over WebSockets. */
export async function measureSockets({ rounds }: Effort): Promise<Figure[]> {
  const seconds = await latenciesOf(memoryLog(), rounds);
  const slow = percentile(seconds.flat(), 0.99);
  const { low, high } = spreadOf(seconds.map((latencies) => percentile(latencies, 0.99)));
  const folder = mkdtempSync(join(tmpdir(), "thalweg-bench-"));
  try {
    const onDisk = (await latenciesOf(sqliteLog({ path: join(folder, "hub.sqlite") }), rounds)).flat();
    const described = (latencies: readonly number[], share: number) => `${percentile(latencies, share).toFixed(1)} ms`;
    return [
      {
        name: "sockets",
        label: "publish to acknowledgement, 1,000 WebSockets, 2,000 a second: all but the slowest hundredth",
        unit: "ms",
        // Of all of them, beside the quartiles of single seconds.
        ...{ low: Math.min(low, slow), median: slow, high: Math.max(high, slow) },
        bar: atMost(50),
        note:
          `half of them ${described(seconds.flat(), 0.5)}; on SQLite, which waits for the disk, ` +
          `${described(onDisk, 0.99)} and ${described(onDisk, 0.5)}`,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function latenciesOf(log: Log, seconds: number): Promise<Seconds> {
  const hub = createHub({ levels: LEVELS, log, authorize: trustEveryone("device") });
  await hub.ready;
  const server = await webSocketServer({ onConnection: (transport) => hub.accept(transport) });
  const clients = new Child<FromClients, ToClients>("../wire/clients.ts", [server.url, `${CLIENTS}`, `${RATE}`]);
  try {
    await clients.hear("connected");
    // What the first seconds show is the compiler.
    await published(clients, 2);
    const latencies = await published(clients, seconds);
    clients.tell({ do: "end" });
    await clients.ended();
    return latencies;
  } finally {
    clients.end();
    await server.close();
    await hub.close();
  }
}

/** Lets the clients publish for so many seconds. */
async function published(clients: Child<FromClients, ToClients>, seconds: number): Promise<Seconds> {
  clients.tell({ do: "publish", seconds });
  return (await clients.hear("published")).latencies;
}

function percentile(numbers: readonly number[], share: number): number {
  const ascending = numbers.toSorted((one, other) => one - other);
  return ascending[Math.ceil(ascending.length * share) - 1] as number;
}
