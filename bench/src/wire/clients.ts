import { performance } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";
import { createReplica, type Replica } from "@thalweg/wire";
import { webSocket } from "@thalweg/wire/websocket";
import { named } from "../speed/world.ts";
import type { FromClients, ToClients } from "./clients-messages.ts";
import { DIMENSION, TEN } from "./light-replica.ts";
import { LEVELS, measured } from "./telemetry.ts";

// The process of the clients: whole replicas, each with a WebSocket of its own, that publish in turn at a fixed rate.
const [url = "", count = "", rate = ""] = process.argv.slice(2);
/** How long to wait for the last acknowledgements, in milliseconds. */
const PATIENCE = 5_000;

/** A replica, and what of that which it has written is unacknowledged. */
class Client {
  readonly #device: string;
  readonly #replica: Replica<typeof LEVELS>;
  #waiting: ((now: number) => void)[] = [];

  constructor(device: string) {
    this.#device = device;
    this.#replica = createReplica({ levels: LEVELS, cursor: { device } });
    this.#replica.watch(({ unanswered }) => {
      if (unanswered > 0 || this.#waiting.length === 0) return;
      const now = performance.now();
      for (const acknowledge of this.#waiting.splice(0)) acknowledge(now);
    });
  }

  connect(): Promise<void> {
    this.#replica.connect(webSocket(url));
    return this.#replica.settled();
  }

  /** Writes ten cells that were due at a time; what is late counts from then, too. */
  publish(due: number, acknowledged: (latency: number) => void): void {
    this.#replica.writer.batch((writer) => {
      for (const option of TEN) writer.setValue("device", this.#device, option, DIMENSION, measured());
    });
    this.#waiting.push((now) => acknowledged(now - due));
  }

  close(): Promise<void> {
    return this.#replica.close(0);
  }
}

const clients = named("device", Number(count)).map((device) => new Client(device));
const say = (message: FromClients): void => {
  process.send?.(message);
};

/** Publishes at the rate, whatever the answers do; resolves with the latencies once all have come. */
async function publish(seconds: number): Promise<number[][]> {
  const latencies = Array.from({ length: seconds }, (): number[] => []);
  const total = seconds * Number(rate);
  let answered = 0;
  const start = performance.now();
  for (let sent = 0; sent < total; ) {
    const now = performance.now();
    for (; sent < total; sent++) {
      const due = start + (sent / Number(rate)) * 1_000;
      if (due > now) break;
      const second = latencies[Math.floor(sent / Number(rate))];
      clients[sent % clients.length]?.publish(due, (latency) => {
        answered++;
        second?.push(latency);
      });
    }
    await delay(1);
  }
  const end = performance.now() + PATIENCE;
  while (answered < total && performance.now() < end) await delay(10);
  if (answered < total) throw new Error(`${total - answered} of ${total} publications were not acknowledged`);
  return latencies;
}

process.on("message", async (message: ToClients) => {
  if (message.do === "publish") say({ says: "published", latencies: await publish(message.seconds) });
  else {
    await Promise.all(clients.map((client) => client.close()));
    process.disconnect();
  }
});
await Promise.all(clients.map((client) => client.connect()));
say({ says: "connected" });
