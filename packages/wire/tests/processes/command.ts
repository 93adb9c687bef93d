import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { expect } from "vitest";
import { inFolder, type Running, run, startHub } from "../command/command-line.ts";
import { levelOption } from "../command/replicas.ts";
import { tensor } from "./device.ts";
import { type Fleet, facts, way } from "./fleet.ts";

/** Where the system takes no ports by itself, as for those who connect: what listened there can listen there again. */
const [FIRST_PORT, PORTS] = [20_000, 12_000] as const;

/** A port that nobody listens at. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = FIRST_PORT + Math.floor(Math.random() * PORTS);
    const server = createServer().listen(port, "127.0.0.1");
    const isFree = await once(server, "listening").then(
      () => true,
      () => false,
    );
    if (!isFree) continue;
    server.close();
    await once(server, "close");
    return port;
  }
}

export const urlOf = (port: number): string => `ws://127.0.0.1:${port}/`;

/** Starts the real command at a port; resolves once it listens. `place` says where it keeps its history. */
export function startAt(port: number, ...place: readonly string[]): Promise<Running> {
  const path = inFolder("facts.json");
  writeFileSync(path, JSON.stringify(facts));
  const { from, to, using } = way;
  const given = ["--port", String(port), "--facts", path, "--roll-up", `${from}:${to}:${using}`];
  return startHub(...levelOption, "--tensor", tensor, ...given, "--json", ...place);
}

/** Stops a hub as its owner does; its figures of that moment. */
export async function stopped(hub: Running): Promise<Figures> {
  expect(await hub.end("SIGTERM")).toBe(0);
  return JSON.parse(hub.lines.at(-1) ?? "");
}

interface Figures {
  readonly event: string;
  readonly revision: number;
  readonly taken: number;
  readonly repeated: number;
  readonly refused: number;
}

/** What `inspect` prints of a file is the outcome of a fleet: its cells, and the queue of one device. */
export function expectInspected(fleet: Fleet, db: string): void {
  const { outcome } = fleet;
  const data = (...given: readonly string[]) =>
    JSON.parse(run("inspect", ...levelOption, "--tensor", tensor, "--db", db, "--json", ...given).stdout);
  expect(data()).toMatchObject({ ...outcome.toJSON(), withdrawn: [] });
  const [device] = fleet.devices;
  if (device === undefined) throw new Error("a fleet of nobody");
  const { cursor } = device;
  const given = Object.entries(cursor).map(([level, instance]) => `${level}=${instance}`);
  expect(data("--cursor", given.join()).queue).toEqual(outcome.rank(cursor));
}
