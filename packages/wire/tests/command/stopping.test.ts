import { describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { SUBPROTOCOL } from "../../src/transports/subprotocol.ts";
import { inFolder, run, startHub } from "./command-line.ts";
import { device, levelOption, until } from "./replicas.ts";

test("SIGTERM under load loses nothing that was acknowledged", async () => {
  const db = inFolder("under-load.sqlite");
  const hub = await startHub(...levelOption, "--db", db);
  const names = Array.from({ length: 20 }, (_, i) => `D${i}`);
  const acknowledged = new Map<string, number>();
  const writing = names.map(async (name) => {
    const replica = device(name, hub.url);
    let code: string | undefined;
    const ended = until(replica, ({ error }) => error).then((error) => {
      code = error.code;
    });
    for (let value = 1; code === undefined; value++) {
      replica.writer.setValue("device", name, "groq", "latency", value);
      const settled = replica.settled().then(() => acknowledged.set(name, value));
      await Promise.race([settled, ended]);
    }
    return code;
  });
  // Everyone is in the midst of it.
  await expect.poll(() => [...acknowledged.values()].filter((value) => value > 5).length, { timeout: 30_000 }).toBe(20);
  expect(await hub.end("SIGTERM")).toBe(0);
  expect(new Set(await Promise.all(writing))).toEqual(new Set(["going-away"]));

  const { stdout } = run("inspect", ...levelOption, "--db", db, "--json");
  const { cells }: { cells: { instance: string; value: number }[] } = JSON.parse(stdout);
  const kept = new Map(cells.map(({ instance, value }) => [instance, value]));
  for (const name of names) {
    expect(kept.get(name)).toBeGreaterThanOrEqual(acknowledged.get(name) as number);
    // Of each, at most one publication was under way.
    expect(kept.get(name)).toBeLessThanOrEqual((acknowledged.get(name) as number) + 1);
  }
});

describe("with somebody who never takes leave", () => {
  async function hubAndSilent() {
    const hub = await startHub(...levelOption, "--memory");
    const socket = new WebSocket(hub.url, SUBPROTOCOL);
    await new Promise((resolve) => socket.on("open", resolve));
    // It hears nothing more, and so answers nothing.
    socket.pause();
    return { hub, socket };
  }

  test("it stops all the same, also where the one signal came twice", async () => {
    const { hub, socket } = await hubAndSilent();
    hub.child.kill("SIGINT");
    hub.child.kill("SIGTERM");
    await hub.line(/^stopping; once more ends it at once$/, "errors");
    expect(await hub.end()).toBe(0);
    expect(hub.lines.at(-1)).toMatch(/^stopped at revision 1/);
    socket.terminate();
  });

  test("a second signal ends it at once", async () => {
    const { hub, socket } = await hubAndSilent();
    hub.child.kill("SIGTERM");
    await hub.line(/^stopping/, "errors");
    expect(await hub.end("SIGTERM")).toBe(143);
    expect(hub.lines.at(-1)).not.toMatch(/^stopped/);
    socket.terminate();
  });
});
