import { setTimeout as pause } from "node:timers/promises";
import { type Connect, createReplica } from "@thalweg/wire";
import { sqliteStorage } from "@thalweg/wire/sqlite-storage";
import { webSocket } from "@thalweg/wire/websocket";
import { levels } from "./levels.ts";
import { lying } from "./liar.ts";
import type { FromDevice, ToDevice } from "./messages.ts";

// A device's process: it asks its share of the questions, learns how often each model fails, and publishes that.
const [name = "", url = "", path = "", character = ""] = process.argv.slice(2);
const isLiar = character === "liar";
const connect: Connect = isLiar ? lying(webSocket(url)) : webSocket(url);
const replica = createReplica({
  levels,
  cursor: { device: name },
  storage: sqliteStorage({ path }),
  backoff: { least: 50, most: 500 },
});
const say = (message: FromDevice): void => {
  process.send?.(message);
};
await replica.ready;
replica.connect(connect);

/** Learns from one question after the other: the mean loss of each model, so far. */
async function learn(rows: readonly (readonly number[])[], models: readonly string[]): Promise<void> {
  const sums = models.map(() => 0);
  for (const [asked, scores] of rows.entries()) {
    replica.writer.batch((writer) => {
      for (const [i, model] of models.entries()) {
        sums[i] = (sums[i] as number) + 1 - (scores[i] as number);
        writer.setValue("device", name, model, "loss", (sums[i] as number) / (asked + 1));
      }
    });
    if (asked % 5 !== 4) continue;
    say({ says: "progress", done: asked + 1 });
    await pause(20);
  }
  say({ says: "progress", done: rows.length });
  await replica.settled();
}

process.on("message", async (message: ToDevice) => {
  if (message.do === "start") {
    await learn(message.rows, message.models);
  } else if (message.do === "cut off") replica.disconnect();
  else if (message.do === "come back") replica.connect(connect);
  else {
    await replica.settled();
    say({
      says: "settled",
      queue: replica.tensor.resolve({ device: name }),
      shared: replica.tensor.resolve({}),
      refused: replica.rejections.length,
    });
    await replica.close();
    process.disconnect();
  }
});
say({ says: "progress", done: 0 });
