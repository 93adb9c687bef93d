import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { expect, onTestFinished, test } from "vitest";
import { createHub, trustEveryone, type WireError } from "../../src/index.ts";
import { sqliteLog } from "../../src/logs/sqlite.ts";
import { memoryStorage } from "../../src/storage/memory.ts";
import { webSocketServer } from "../../src/transports/websocket-server.ts";
import { inFolder } from "../command/command-line.ts";
import { levels } from "../command/replicas.ts";
import { expectInspected, freePort, startAt, stopped, urlOf } from "./command.ts";
import { tensor } from "./device.ts";
import { Fleet, facts, way } from "./fleet.ts";
import { readLedger } from "./ledger.ts";

const DEVICES = 4;

test.runIf(process.platform === "linux")(
  "a disk that is full is told; devices keep what they have, and all of it is taken once there is room",
  async () => {
    const [db, port] = [inFolder("full.sqlite"), await freePort()];
    const hub = await startAt(port, "--db", db);
    const fleet = new Fleet(DEVICES, [urlOf(port)], () => memoryStorage);
    await fleet.everyoneAnswered(5);
    // No file of the hub may become larger than so; a write beyond is an error of the disk.
    const room = statSync(`${db}-wal`).size + 100_000;
    const { pid } = hub.child;
    const limit = (bytes: string) => {
      const { status, stderr } = spawnSync("prlimit", ["--pid", String(pid), `--fsize=${bytes}:`], {
        encoding: "utf8",
      });
      expect(status, stderr).toBe(0);
    };
    limit(String(room));
    await hub.line(/"code":"log-failed"/, "errors");
    await fleet.everyoneTold("log-unavailable");
    // All the while they write, and read what they wrote.
    for (const { read, written } of fleet.devices) expect(read).toEqual(written);
    const read = () => readLedger(sqliteLog({ path: db, readOnly: true }));
    fleet.expectKept(await read());
    expect(hub.child.exitCode).toBeNull();
    limit("unlimited");
    await fleet.everyoneAnswered(5);
    await fleet.stop();
    await fleet.expectOutcome();
    const figures = await stopped(hub);
    const ledger = await read();
    fleet.expectAll(ledger);
    expect(figures).toMatchObject({ taken: ledger.taken, repeated: 0, refused: 0 });
    expectInspected(fleet, db);
  },
);

test("where a file may not grow, a compaction makes room", async () => {
  let isFull: (error: WireError) => void = () => {};
  const full = new Promise<WireError>((resolve) => {
    isFull = resolve;
  });
  const hub = createHub({
    levels,
    tensor,
    log: sqliteLog({ path: inFolder("small.sqlite"), maxBytes: 65_536 }),
    authorize: trustEveryone("device"),
    ways: [{ kind: "rollUp", ...way }],
    onReport: (error) => error.code === "log-failed" && isFull(error),
  });
  onTestFinished(() => hub.close());
  await hub.ready;
  await hub.write((writer) => {
    for (const { dimension, weight } of facts.cells) writer.setWeight("global", "", dimension, weight);
  });
  const server = await webSocketServer({ port: 0, onConnection: (transport) => hub.accept(transport) });
  onTestFinished(() => server.close());
  const fleet = new Fleet(DEVICES, [server.url], () => memoryStorage);
  // 13 is SQLite's number for it.
  expect(await full).toMatchObject({ cause: { errcode: 13 } });
  await fleet.everyoneTold("log-unavailable");
  await hub.compact();
  await fleet.everyoneAnswered(5);
  await fleet.stop();
  await fleet.expectOutcome();
  expect([...hub.tensor.cells()]).toEqual([...fleet.outcome.cells()]);
  expect(hub.counters).toMatchObject({ repeated: 0, refused: 0, resynced: DEVICES });
});
