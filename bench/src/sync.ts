// `pnpm demo:sync [--json]`: a hub, twenty devices, and what may happen to them, each a process of its own.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { parseModels, parseOutcomes } from "./demo/outcomes.ts";
import { progressBar } from "./demo/progress.ts";
import { formatTable, indent } from "./demo/table.ts";
import { Child } from "./sync/child.ts";
import { expectedQueue } from "./sync/expected.ts";
import type { FromDevice, FromHub, ToDevice, ToHub } from "./sync/messages.ts";

const { values } = parseArgs({
  options: { json: { type: "boolean", default: false }, help: { type: "boolean", default: false } },
});
if (values.help) {
  console.log(
    "demo:sync [--json]: one hub on SQLite and twenty devices, all processes of their own, some of which fail.",
  );
  process.exit(0);
}
const [cutOff, killed, liar] = ["device-03", "device-07", "device-13"];
const read = (file: string) => [file, readFileSync(new URL(`../data/${file}`, import.meta.url), "utf8")] as const;
const models = parseModels(...read("nine-models-prices.csv"));
const names = models.map(({ name }) => name);
const outcomes = parseOutcomes(...read("nine-models-train.csv"), models);
// Each device sees its own part of the questions: every twentieth.
const shares = new Map(
  Array.from({ length: 20 }, (_, i) => [
    `device-${String(i + 1).padStart(2, "0")}`,
    outcomes
      .filter((_question, row) => row % 20 === i)
      .map(({ scores }) => names.map((model) => scores.get(model) as number)),
  ]),
);
const say = (text: string): void => {
  if (!values.json) console.log(text);
};

const begin = performance.now();
const folder = mkdtempSync(join(tmpdir(), "thalweg-sync-"));
const children: Child<never, never>[] = [];
try {
  const hub = new Child<FromHub, ToHub>("hub.ts", [join(folder, "hub.sqlite")]);
  children.push(hub as never);
  const { url } = await hub.hear("listening");
  say(
    `A hub on SQLite at ${url}, and twenty devices; each has ${Math.floor(outcomes.length / 20)} of the questions.\n`,
  );

  const done = new Map<string, number>();
  const bar = values.json ? () => {} : progressBar(process.stdout);
  const start = async (name: string): Promise<Child<FromDevice, ToDevice>> => {
    const file = join(folder, `${name}.sqlite`);
    const device = new Child<FromDevice, ToDevice>("device.ts", [name, url, file, name === liar ? "liar" : ""]);
    children.push(device as never);
    await device.hear("progress");
    device.on("progress", (message) => {
      done.set(name, message.done);
      bar(
        Math.min(
          outcomes.length - 1,
          [...done.values()].reduce((sum, count) => sum + count, 0),
        ),
        outcomes.length,
      );
    });
    device.tell({ do: "start", rows: shares.get(name) as readonly (readonly number[])[], models: names });
    return device;
  };
  const devices = new Map(
    await Promise.all([...shares.keys()].map(async (name) => [name, await start(name)] as const)),
  );

  // What may happen happens in the middle of it.
  devices.get(cutOff)?.tell({ do: "cut off" });
  await pause(300);
  await devices.get(killed)?.kill();
  devices.set(killed, await start(killed));
  await pause(500);
  devices.get(cutOff)?.tell({ do: "come back" });

  const ends = new Map<string, Extract<FromDevice, { says: "settled" }>>();
  const settled = [...devices].map(async ([name, device]) => {
    while ((done.get(name) ?? 0) < (shares.get(name)?.length ?? 0)) await pause(50);
    return [name, device] as const;
  });
  const atEnd = await Promise.all(settled);
  // The last median is written a moment after the last report.
  await pause(300);
  for (const [name, device] of atEnd) {
    const end = device.hear("settled");
    device.tell({ do: "finish" });
    ends.set(name, await end);
    await device.ended();
  }
  bar(outcomes.length, outcomes.length);
  const state = hub.hear("state");
  hub.tell({ do: "state" });
  const { queue, cells, counters } = await state;
  hub.tell({ do: "finish" });
  await hub.ended();

  const honest = new Map([...shares].filter(([name]) => name !== liar));
  const expected = expectedQueue(honest, names);
  const agrees = (other: readonly string[]) => other.join() === expected.join();
  const isRight = agrees(queue) && [...ends.values()].every(({ shared }) => agrees(shared));
  const seconds = (performance.now() - begin) / 1000;
  if (values.json) {
    console.log(
      JSON.stringify({ isRight, expected, queue, cells, counters, devices: Object.fromEntries(ends), seconds }),
    );
  } else {
    const notes = new Map([
      [cutOff, "was cut off, and came back"],
      [killed, "was killed, and started again"],
      [liar, "claimed to write for everybody"],
    ]);
    const rows = [...ends].map(([name, { queue: own, shared, refused }]) => [
      name,
      own[0] ?? "",
      agrees(shared) ? "the same" : "ANOTHER",
      refused === 0 ? "" : `${refused} refused`,
      notes.get(name) ?? "",
    ]);
    const header = ["", "would try first", "queue for all", "", ""];
    console.log(indent(formatTable("lllrl", [header, ...rows])).join("\n"));
    console.log(`\nThe queue for all, at the hub: ${queue.join(", ")}\n`);
    const { framesIn, framesOut, bytesIn, bytesOut, cellsIn, cellsOut, taken, repeated, refused } = counters;
    const amount = (count: number) => count.toLocaleString("en");
    const crossed = [
      ["what crossed the wire", "to the hub", "to the devices"],
      ["frames", amount(framesIn), amount(framesOut)],
      ["bytes", amount(bytesIn), amount(bytesOut)],
      ["cells", amount(cellsIn), amount(cellsOut)],
      ["bytes a cell, all in", (bytesIn / cellsIn).toFixed(1), (bytesOut / cellsOut).toFixed(1)],
    ];
    console.log(indent(formatTable("lrr", crossed)).join("\n"));
    console.log(
      `\n${amount(taken)} publications taken, ${repeated} of them came twice, ${amount(refused)} refused; ${cells} cells stand.`,
    );
    console.log(
      isRight
        ? `Every queue agrees with what the honest devices' figures come to without a wire. ${seconds.toFixed(1)} s.`
        : "A QUEUE IS NOT WHAT IT SHOULD BE.",
    );
  }
  if (!isRight) process.exitCode = 1;
} finally {
  for (const child of children) child.end();
  rmSync(folder, { recursive: true, force: true });
}
