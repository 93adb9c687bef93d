import { readFileSync, writeFileSync } from "node:fs";
import { formatExplanation, Tensor } from "@thalweg/core";
import { beforeAll, describe, expect, test } from "vitest";
import { inFolder, run, startHub } from "./command-line.ts";
import { device, levelOption, levels } from "./replicas.ts";

const cells = [
  { level: "global", dimension: "cost", weight: 0.5 },
  { level: "global", dimension: "latency", weight: 1 },
  { level: "global", option: "cerebras", dimension: "latency", value: 0.3 },
  { level: "global", option: "groq", dimension: "latency", value: 0.4 },
  { level: "workspace", instance: "w", option: "openai", dimension: "policy", value: "inf" as const },
  { level: "device", instance: "A", option: "groq", dimension: "latency", value: 0.05 },
  { level: "device", instance: "B", option: "cerebras", dimension: "latency", value: 0.01 },
];
const declaration = { levels, cells };
const tensor = Tensor.fromJSON<typeof levels>(declaration);
const facts = inFolder("declared.json");
const db = inFolder("inspected.sqlite");
const inspect = (...given: readonly string[]) => run("inspect", ...levelOption, ...given);

beforeAll(async () => {
  writeFileSync(facts, JSON.stringify(declaration));
  const hub = await startHub(...levelOption, "--db", db, "--facts", facts);
  expect(await hub.end("SIGTERM")).toBe(0);
});

describe("a file", () => {
  test("its cells, as a table", () => {
    const { status, stdout, stderr } = inspect("--db", db);
    expect(stderr).toBe("");
    expect(stdout).toBe(`cells: 7 at revision 2
level      instance  option    dimension  value  weight
global     *         *         cost                 0.5
global     *         *         latency                1
global     *         cerebras  latency      0.3
global     *         groq      latency      0.4
workspace  w         openai    policy       inf
device     A         groq      latency     0.05
device     B         cerebras  latency     0.01
`);
    expect(status).toBe(0);
  });

  test("its cells as JSON, which a hub takes as facts", async () => {
    const { stdout } = inspect("--db", db, "--json");
    expect(JSON.parse(stdout)).toEqual({ revision: 2, withdrawn: [], ...tensor.toJSON() });
    const copied = inFolder("copied.json");
    writeFileSync(copied, stdout);
    const hub = await startHub(...levelOption, "--memory", "--facts", copied);
    const b = device("B", hub.url);
    await b.settled();
    expect(b.tensor.rank({ device: "B" })).toEqual(tensor.rank({ device: "B" }));
  });

  test("the queue for a cursor, with scores", () => {
    const given = ["--db", db, "--cursor", "device=A,workspace=w"];
    expect(inspect(...given).stdout).toBe(`queue for device A, workspace w: 2 at revision 2
   option    score
1  groq       0.05
2  cerebras    0.3
`);
    const cursor = { device: "A", workspace: "w" };
    expect(JSON.parse(inspect(...given, "--json").stdout)).toEqual({
      ...{ revision: 2, cursor, queue: tensor.rank(cursor) },
    });
    expect(inspect("--db", db, "--cursor", "").stdout).toMatch(/^queue for everyone: 2 at revision 2\n/);
  });

  test("the explanation", () => {
    const cursor = { workspace: "w", device: "A" };
    const given = ["--db", db, "--cursor", "workspace=w", "--cursor", "device=A", "--explain"];
    expect(inspect(...given).stdout).toBe(`${formatExplanation(tensor.explain(cursor))}\n`);
    expect(JSON.parse(inspect(...given, "--json").stdout)).toEqual({ revision: 2, ...tensor.explain(cursor) });
  });

  test("the cells that a cursor reads", () => {
    const { cells } = JSON.parse(inspect("--db", db, "--cursor", "device=A", "--cells", "--json").stdout);
    expect(cells.map(({ level, instance }: { level: string; instance: string }) => level + instance)).toEqual([
      ...["global", "global", "global", "global", "deviceA"],
    ]);
  });

  test("while a hub has it open, and writes", async () => {
    const open = inFolder("open.sqlite");
    const hub = await startHub(...levelOption, "--db", open, "--lease", "2", "--withdraw", "device");
    const a = device("A", hub.url);
    a.writer.setValue("device", "A", "groq", "latency", 1);
    await a.settled();
    const value = () => JSON.parse(inspect("--db", open, "--json").stdout).cells[0]?.value;
    expect(value()).toBe(1);
    a.writer.setValue("device", "A", "groq", "latency", 2);
    await a.settled();
    expect(value()).toBe(2);
    a.disconnect();
    await expect
      .poll(() => inspect("--db", open).stdout, { timeout: 20_000 })
      .toMatch(/^cells: 0 at revision \d+\nwithdrawn until they are back: device A\n$/);
    // Looking does not bring it back, over the wire neither.
    expect(inspect("--url", hub.url, "--cursor", "device=A", "--cells").stdout).toMatch(/^cells for device A: 0 /);
    expect(inspect("--db", open).stdout).toContain("withdrawn");
  });

  test("is not changed by that", () => {
    const before = readFileSync(db);
    inspect("--db", db);
    expect(readFileSync(db).equals(before)).toBe(true);
  });
});

describe("a hub that runs", () => {
  test("that trusts", async () => {
    const { url } = await startHub(...levelOption, "--memory", "--facts", facts);
    expect(inspect("--url", url, "--cursor", "device=A,workspace=w").stdout).toBe(
      "queue for device A, workspace w: 2 at revision 2\n   option    score\n1  groq       0.05\n2  cerebras    0.3\n",
    );
    // Without a cursor and a token, what is shared.
    expect(inspect("--url", url).stdout).toMatch(/^cells: 4 at revision 2\n/);
    const other = inspect("--url", url, "--tensor", "other");
    expect(other.stderr).toContain("The hub has another tensor: --levels and --tensor have to be those");
    expect(other.status).toBe(1);
  });

  test("that asks for grants", async () => {
    const keys = inFolder("inspect-keys.json");
    run("keys", "--out", keys);
    const { url } = await startHub(...levelOption, "--memory", "--facts", facts, "--keys", keys);
    const without = inspect("--url", url);
    expect(without.stderr).toContain("The hub asks for a --token that lets it read this cursor");
    expect(without.status).toBe(1);
    const token = run("grant", "--keys", keys, "--read", "device=B").stdout.trim();
    const { cells } = JSON.parse(inspect("--url", url, "--token", token, "--json").stdout);
    expect(cells).toHaveLength(5);
    expect(cells.at(-1)).toMatchObject({ level: "device", instance: "B" });
    const beside = inspect("--url", url, "--token", token, "--cursor", "device=A");
    expect(beside.status).toBe(1);
  });

  test("and one that does not", () => {
    const { status, stderr } = inspect("--url", "ws://127.0.0.1:1/");
    expect(stderr).toMatch(/^thalweg-hub: No hub answers at ws:\/\/127\.0\.0\.1:1\/ \(.*\); see that it runs/);
    expect(status).toBe(1);
  });
});

test("names that strangers chose do nothing to a terminal", async () => {
  const hub = await startHub(...levelOption, "--memory");
  const name = "\u001b[2J\nevil\u202e";
  const a = device(name, hub.url);
  a.writer.setValue("device", name, `${name}*`, "latency", 1);
  await a.settled();
  const given = ["--url", hub.url, "--cursor", `device=${name}`];
  for (const more of [[], ["--cells"], ["--explain"]]) {
    const { stdout } = inspect(...given, ...more);
    expect(stdout).toContain("\\u001b[2J\\u000aevil\\u202e");
    for (const unit of ["\u001b", "\u202e"]) expect(stdout).not.toContain(unit);
  }
  const b = device("B", hub.url, { tensor: name });
  await hub.line(/^other-tensor: tensor \\u001b\[2J\\u000aevil/, "errors");
  b.disconnect();
});

describe("what cannot be read", () => {
  test("a file that is not there, or something else", () => {
    const nowhere = inspect("--db", inFolder("nowhere.sqlite"));
    expect(nowhere.stderr).toContain("There is no file");
    expect(nowhere.status).toBe(1);
    const other = inspect("--db", facts);
    expect(other.stderr).toContain("is no log of a hub that this release can read (file is not a database)");
    expect(other.status).toBe(1);
  });

  test("a file with other levels", () => {
    const { status, stderr } = run("inspect", "--levels", "global", "--db", db);
    expect(stderr).toMatch(
      /holds the history of default with levels .*; give --levels and --tensor as it was made with/,
    );
    expect(status).toBe(1);
  });
});
