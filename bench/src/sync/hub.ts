import { createHub, trustEveryone } from "@thalweg/wire";
import { sqliteLog } from "@thalweg/wire/sqlite-log";
import { webSocketServer } from "@thalweg/wire/websocket-server";
import { levels } from "./levels.ts";
import type { FromHub, ToHub } from "./messages.ts";

// The hub's process: one SQLite file, one port on loopback, and the median of what the devices report.
const [path = ""] = process.argv.slice(2);
const hub = createHub({
  levels,
  log: sqliteLog({ path }),
  authorize: trustEveryone("device"),
  ways: [{ kind: "rollUp", from: "device", to: "global", dimension: "loss", using: "median" }],
});
await hub.ready;
await hub.write((writer) => writer.setWeight("global", "", "loss", 1));
const server = await webSocketServer({ port: 0, onConnection: (transport) => hub.accept(transport) });
const say = (message: FromHub): void => {
  process.send?.(message);
};
say({ says: "listening", url: server.url });
process.on("message", async ({ do: what }: ToHub) => {
  if (what === "state") {
    say({
      says: "state",
      queue: hub.tensor.resolve({}),
      cells: [...hub.tensor.cells()].length,
      counters: hub.counters,
    });
    return;
  }
  await server.close();
  await hub.close();
  process.disconnect();
});
