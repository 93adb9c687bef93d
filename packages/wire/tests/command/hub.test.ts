import { writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { SUBPROTOCOL } from "../../src/transports/subprotocol.ts";
import { webSocket } from "../../src/transports/websocket.ts";
import { inFolder, Running, run, startHub } from "./command-line.ts";
import { device, levelOption, levels, until } from "./replicas.ts";

const onMemory = [...levelOption, "--memory"];

test("starts on a file, says where it listens, and goes on where it stopped", async () => {
  const db = inFolder("goes-on.sqlite");
  const first = await startHub(...levelOption, "--db", db);
  expect(first.lines.join("\n")).toContain(`tensor  default: ${levels.join(" › ")}\n  log     ${db}, at revision 1`);
  const a = device("A", first.url);
  a.writer.setValue("device", "A", "groq", "latency", 0.05);
  await a.settled();
  const ended = until(a, ({ error }) => error);
  expect(await first.end("SIGTERM")).toBe(0);
  expect(first.lines.at(-1)).toMatch(/^stopped at revision 2: 0 connected {2}1 taken {2}0 refused {2}lag /);
  expect(first.errors).toEqual([]);
  expect((await ended).code).toBe("going-away");
  a.disconnect();

  const second = await startHub(...levelOption, "--db", db);
  expect(second.lines.join("\n")).toContain("at revision 2");
  const again = device("A", second.url);
  await again.settled();
  expect(again.tensor.value({ device: "A" }, "groq", "latency")).toBe(0.05);
  expect(await second.end("SIGINT")).toBe(0);
});

test("has devices begin anew on a file that was restored", async () => {
  const db = inFolder("restored.sqlite");
  let a: ReturnType<typeof device> | undefined;
  for (const [given, expected] of [
    [[], 1],
    [[], 0],
    [["--new-epoch"], 1],
    [[], 0],
  ] as const) {
    const hub = await startHub(...levelOption, "--db", db, "--json", ...given);
    if (a === undefined) a = device("A", hub.url);
    else a.connect(webSocket(hub.url));
    await a.settled();
    a.disconnect();
    await hub.end("SIGTERM");
    expect(JSON.parse(hub.lines.at(-1) as string)).toMatchObject({ event: "stopped", resynced: expected });
  }
});

test("writes the facts that it is given, once", async () => {
  const [db, facts] = [inFolder("facts.sqlite"), inFolder("facts.json")];
  const cells = [
    { level: "global", dimension: "latency", weight: 1 },
    { level: "global", option: "groq", dimension: "latency", value: 0.4 },
    { level: "global", option: "openai", dimension: "policy", value: "inf" },
  ];
  writeFileSync(facts, JSON.stringify({ levels, cells }));
  const given = [...levelOption, "--db", db, "--facts", facts];
  const first = await startHub(...given);
  const a = device("A", first.url);
  await a.settled();
  expect(a.tensor.rank({ device: "A" })).toEqual([{ option: "groq", score: 0.4 }]);
  await first.end("SIGTERM");
  const second = await startHub(...given);
  expect(second.lines.join("\n")).toContain("at revision 2");
  await second.end("SIGTERM");

  writeFileSync(facts, JSON.stringify({ levels, cells: [{ level: "planet", dimension: "latency", weight: 1 }] }));
  const { status, stderr } = run("--port", "0", ...given);
  expect(stderr).toMatch(/facts\.json has a cell that cannot be: unknown-level: got "planet" at cells\[0\]/);
  expect(status).toBe(1);
});

test("who is trusted writes the level that --trust names", async () => {
  const hub = await startHub(...onMemory, "--trust", "workspace");
  expect(hub.lines.join("\n")).toContain(
    "trust   everyone on this machine: who connects writes the workspace it names",
  );
  const desk = device("A", hub.url, { slice: { level: "workspace", instance: "w" } });
  desk.writer.setValue("workspace", "w", "groq", "latency", 1);
  const refused = device("B", hub.url);
  refused.writer.setValue("device", "B", "groq", "latency", 1);
  await Promise.all([desk.settled(), refused.settled()]);
  expect(desk.rejections).toEqual([]);
  expect(refused.rejections).toHaveLength(1);
});

test("does what its options say: ways up, withdrawal, limits", async () => {
  const hub = await startHub(
    ...[...onMemory, "--lease", "2", "--withdraw", "device", "--max-slice-cells", "2"],
    ...["--roll-up", "device:global:max", "--corroborate", "device:workspace:2"],
  );
  const [a, b] = [device("A", hub.url), device("B", hub.url)];
  a.writer.setValue("device", "A", "groq", "latency", 1);
  b.writer.setValue("device", "B", "groq", "latency", 3);
  const shared = () =>
    [...a.tensor.cells()].flatMap(({ level, instance, value }) => (instance === "" ? [[level, value]] : []));
  await expect.poll(shared, { timeout: 10_000 }).toEqual([
    ["global", 3],
    ["workspace", 1],
  ]);
  b.writer.setValue("device", "B", "groq", "cost", 1);
  b.writer.setValue("device", "B", "groq", "speed", 1);
  await b.settled();
  expect(b.rejections.map(({ code }) => code)).toEqual(["too-many-cells"]);
  b.disconnect();
  // What is withdrawn does not report any more.
  await expect.poll(() => shared()[0], { timeout: 10_000 }).toEqual(["global", 1]);
});

describe("who connects", () => {
  const status = (url: string, origin?: string) =>
    new Promise<string>((resolve) => {
      const socket = new WebSocket(url, SUBPROTOCOL, { origin });
      socket.on("error", (error) => resolve(error.message));
      socket.on("open", () => {
        resolve("open");
        socket.terminate();
      });
    });

  test("web pages, only of the origins that it is given", async () => {
    const hub = await startHub(...onMemory, "--origin", "https://app.example");
    expect(hub.lines.join("\n")).toContain("pages   of https://app.example");
    expect(await status(hub.url, "https://app.example")).toBe("open");
    expect(await status(hub.url, "https://other.example")).toContain("403");
  });

  test("no more than it is told to let in", async () => {
    const hub = await startHub(...onMemory, "--max-connections", "1");
    await device("A", hub.url).settled();
    expect(await status(hub.url)).toContain("503");
  });
});

test("counts, as JSON", async () => {
  const hub = await startHub(...onMemory, "--json", "--report", "0.2");
  const [listening] = hub.lines.map((line) => JSON.parse(line));
  const port = Number(new URL(hub.url).port);
  expect(listening).toEqual({
    ...{ event: "listening", url: hub.url, port, tensor: "default", levels: [...levels] },
    ...{ log: "memory", revision: 1 },
  });
  const a = device("A", hub.url);
  a.writer.setValue("device", "A", "groq", "latency", 1);
  await a.settled();
  await hub.line(/"connections":1,.*"taken":1/);
  await hub.end("SIGTERM");
  const events = hub.lines.map((line) => JSON.parse(line));
  expect(events.at(-1)).toMatchObject({ event: "stopped", revision: 2, taken: 1, refused: 0, cellsIn: 1 });
  expect(events.at(-1).log).toMatchObject({ entries: 2 });
  expect(events.at(-2)).toMatchObject({ event: "counters", connections: 1, lag: expect.any(Number), withdrawn: 0 });
  expect(new Set(events.map(({ event }) => event))).toEqual(new Set(["listening", "counters", "stopped"]));
});

test("counts, in lines, where there is no terminal", async () => {
  const hub = await startHub(...onMemory, "--report", "0.1");
  await hub.line(
    /^0 connected {2}0 taken {2}0 refused {2}lag 0 ms {2}cells 0 in, 0 out {2}bytes 0 in, 0 out {2}frames /,
  );
  expect(hub.lines.join("\n")).not.toContain("\u001b");
});

test("goes on when nobody reads what it prints", async () => {
  const hub = await startHub(...onMemory, "--report", "0.1");
  hub.child.stdout?.destroy();
  hub.child.stderr?.destroy();
  for (const _ of [1, 2, 3]) {
    // Each time it has something to say about it.
    const stranger = device("A", hub.url, { tensor: "other" });
    expect((await until(stranger, ({ error }) => error)).code).toBe("other-tensor");
    stranger.disconnect();
    await device("A", hub.url).settled();
  }
  expect(await hub.end("SIGTERM")).toBe(0);
});

describe("what cannot be", () => {
  test("a port that is in use", async () => {
    const { url } = await startHub(...onMemory);
    const { port } = new URL(url);
    const { status, stderr, stdout } = run(...onMemory, "--port", port);
    expect(stderr).toBe(
      `thalweg-hub: Port ${port} is in use, perhaps by another hub; give another --port, or 0 for a free one.\n`,
    );
    expect(stdout).toBe("");
    expect(status).toBe(1);
  });

  test("a file that another hub has open", async () => {
    const db = inFolder("in-use.sqlite");
    const hub = await startHub(...levelOption, "--db", db);
    const { status, stderr } = run(...levelOption, "--port", "0", "--db", db);
    expect(stderr).toBe(`thalweg-hub: ${db} is in use by another hub; stop that one, or give this one another --db.\n`);
    expect(status).toBe(1);
    await device("A", hub.url).settled();
  });

  test("a file that is something else, or nowhere", () => {
    const other = inFolder("other.txt");
    writeFileSync(other, "no database, but long enough to look at");
    const { status, stderr } = run(...levelOption, "--port", "0", "--db", other);
    expect(stderr).toMatch(/other\.txt is no log of a hub that this release can read \(file is not a database\)/);
    expect(status).toBe(1);
    const nowhere = run(...levelOption, "--port", "0", "--db", inFolder("no/folder/hub.sqlite"));
    expect(nowhere.stderr).toMatch(/cannot be opened: see that its folder is there/);
    expect(nowhere.status).toBe(1);
  });

  test("a log of more levels", async () => {
    const db = inFolder("more-levels.sqlite");
    const hub = await startHub(...levelOption, "--db", db);
    const a = device("A", hub.url);
    a.writer.setValue("device", "A", "groq", "latency", 1);
    await a.settled();
    await hub.end("SIGTERM");
    const { status, stderr } = run("--levels", "global,workspace", "--port", "0", "--db", db);
    expect(stderr).toMatch(
      /holds the history of default with levels .*; give --levels and --tensor as it was made with/,
    );
    expect(status).toBe(1);
  });

  test("a broker that is not there", () => {
    const { status, stderr } = run(...levelOption, "--port", "0", "--nats", "nats://someone:secret@127.0.0.1:1");
    expect(stderr).toContain("No broker with JetStream answers at nats://127.0.0.1:1 (");
    expect(stderr).not.toContain("secret");
    expect(status).toBe(1);
  });

  test("beyond this machine without keys", () => {
    for (const host of ["0.0.0.0", "::", "192.0.2.1", "hub.example", "127.evil.example"]) {
      const { status, stderr } = run(...onMemory, "--port", "0", "--host", host);
      expect(stderr).toContain(`--host ${host} reaches beyond this machine, and without --keys everyone would be`);
      expect(status).toBe(2);
    }
  });
});

test("listens beyond this machine with keys", async () => {
  const keys = inFolder("beyond.json");
  expect(run("keys", "--out", keys).status).toBe(0);
  const hub = new Running([...onMemory, "--port", "0", "--host", "0.0.0.0", "--keys", keys]);
  await hub.line(/listens at ws:\/\/localhost:\d+\//);
  expect(hub.lines.join("\n")).not.toContain("trust ");
});
