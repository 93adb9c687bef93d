import { copyFileSync } from "node:fs";
import { expect, onTestFinished, test } from "vitest";
import { createHub, createReplica, trustEveryone } from "../../src/index.ts";
import { sqliteLog } from "../../src/logs/sqlite.ts";
import { transportPair } from "../../src/transports/pair.ts";
import { newPath } from "../logs/sqlite-setting.ts";

const levels = ["global", "device"] as const;

test("W5, W9: a hub on a restored file has all devices begin anew, also where it has overtaken them", async () => {
  const [path, backup] = [newPath(), newPath()];
  const start = (newEpoch = false) =>
    createHub({ levels, log: sqliteLog({ path, newEpoch }), authorize: trustEveryone("device") });
  let hub = start();
  onTestFinished(() => hub.close());
  const replica = createReplica({ levels, cursor: { device: "A" } });
  onTestFinished(() => replica.close(0));
  const connect = () => {
    const [here, there] = transportPair();
    hub.accept(there);
    replica.connect(here);
  };
  const write = (option: string, value: number) =>
    hub.write((writer) => writer.setValue("global", "", option, "latency", value));
  await write("kept", 1);
  await hub.close();
  copyFileSync(path, backup);

  hub = start();
  await write("lost", 2);
  connect();
  await replica.settled();
  expect(replica.tensor.value({}, "lost", "latency")).toBe(2);
  replica.disconnect();
  await hub.close();

  copyFileSync(backup, path);
  hub = start(true);
  for (let i = 0; i < 5; i++) await write("kept", 10 + i);
  replica.writer.setValue("device", "A", "own", "latency", 3);
  connect();
  await replica.settled();
  await expect.poll(() => [...replica.tensor.cells()]).toEqual([...hub.tensor.cells()]);
  expect(hub.tensor.value({ device: "A" }, "own", "latency")).toBe(3);
  expect(hub.counters.resynced).toBe(1);
});
