import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { createHub, encodeFrame, type Hub, type Log, type Transport, trustEveryone } from "@thalweg/wire";
import { memoryLog } from "@thalweg/wire/memory-log";
import { sqliteLog } from "@thalweg/wire/sqlite-log";
import { atLeast, type Figure, formatDuration, spreadOf } from "../speed/figure.ts";
import type { Effort } from "../speed/race.ts";
import { Fleet } from "./fleet.ts";
import { DIMENSION, FIRST, TEN } from "./light-replica.ts";
import { columns, LEVELS, measured } from "./telemetry.ts";

const REPLICAS = 10_000;
const LABEL = "publications of 10 cells taken and acknowledged, 10,000 replicas";

/** Publications of which the log is in memory. */
export async function measureHub(effort: Effort): Promise<Figure[]> {
  const { all, others, processor } = await timesOf(memoryLog(), effort);
  const own = all.map((time, round) => time - (others[round] as number));
  const [each, total, used] = [own, all, processor].map((times) => formatDuration(spreadOf(times).median));
  return [
    {
      name: "hub",
      label: `${LABEL}: memory log`,
      unit: "a second",
      ...spreadOf(own.map((time) => 1e9 / time)),
      bar: atLeast(50_000),
      note: `${each} each; with replicas and transports ${total}, and ${used} of the processor`,
    },
  ];
}

/** The same with one file of SQLite, replicas and transports included. */
export async function measureSqlite(effort: Effort): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "thalweg-bench-"));
  try {
    const { all, processor } = await timesOf(sqliteLog({ path: join(folder, "hub.sqlite") }), effort);
    return [
      {
        name: "sqlite",
        label: `${LABEL}: SQLite`,
        unit: "a second",
        ...spreadOf(all.map((time) => 1e9 / time)),
        bar: atLeast(5_000),
        note: `100 a commit; ${formatDuration(spreadOf(processor).median)} of the processor each`,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Nanoseconds of a publication, round by round; in each round every replica publishes once. */
interface Times {
  /** On the clock, and of the processor. */
  readonly all: number[];
  readonly processor: number[];
  /** On the clock, where somebody answers at once in the place of a hub. */
  readonly others: number[];
}

async function timesOf(log: Log, { rounds }: Effort): Promise<Times> {
  const hub = createHub({ levels: LEVELS, log, authorize: trustEveryone("device") });
  await hub.ready;
  const fleet = new Fleet(REPLICAS, (transport) => hub.accept(transport));
  await fleet.greet();
  const standIn = new StandIn();
  const beside = new Fleet(REPLICAS, (transport) => standIn.accept(transport));
  const times: Times = { all: [], processor: [], others: [] };
  // The first rounds teach the hub the names, and the compiler the hub.
  for (let round = -3; round < rounds; round++) {
    const all = await timeOf(fleet);
    standIn.next();
    const others = await timeOf(beside);
    if (round < 0) continue;
    times.all.push(all.clock);
    times.processor.push(all.processor);
    times.others.push(others.clock);
  }
  check(hub, fleet);
  await hub.close();
  return times;
}

async function timeOf(fleet: Fleet): Promise<{ readonly processor: number; readonly clock: number }> {
  fleet.prepare();
  const [start, used] = [performance.now(), process.cpuUsage()];
  await fleet.publish();
  const clock = performance.now() - start;
  const { user, system } = process.cpuUsage(used);
  return { processor: ((user + system) * 1e3) / REPLICAS, clock: (clock * 1e6) / REPLICAS };
}

/** Answers whatever comes as a hub would, and does nothing else: what is left is the cost of all others. */
class StandIn {
  #sequence = FIRST;
  readonly #delta = encodeFrame(
    { kind: "delta", base: 0, revision: 1, cells: columns(measured).slice(0, TEN.length) },
    1,
  );
  #acknowledgement: Uint8Array = new Uint8Array();

  next(): void {
    this.#acknowledgement = encodeFrame({ kind: "acknowledge", sequence: ++this.#sequence }, 1_000);
  }

  accept(transport: Transport): void {
    let hasNames = false;
    transport.start({
      receive: () => {
        if (!hasNames) {
          hasNames = true;
          return;
        }
        transport.send(this.#delta);
        transport.send(this.#acknowledgement);
      },
      drain() {},
      close() {},
    });
  }
}

/** Throws unless the hub has what each replica published last. */
function check(hub: Hub<typeof LEVELS>, { replicas }: Fleet): void {
  for (const { device, latest } of replicas) {
    const found = hub.tensor.value({ device }, TEN.at(-1) as string, DIMENSION);
    if (found !== latest) throw new Error(`the hub has ${found} of ${device}, which published ${latest}`);
  }
}
