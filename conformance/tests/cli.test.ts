import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { describe, expect, test } from "vitest";
import type { Report } from "../src/check.ts";
import { bundled, cli, engine, folder, noted, path, run, script } from "./command-line.ts";
import { isGone } from "./gone.ts";

describe("a right engine", () => {
  test("holds, law by law, and the last line counts", () => {
    const { status, stdout, stderr } = run(["--cmd", engine(), "--law", "1", "--runs", "3", "--seed", "7"]);
    expect(stderr).toBe("");
    expect(stdout).toMatch(/^the core in a child: every feature; 3 runs, seed 7\n/);
    expect(stdout).toMatch(/^✓ 1\.2 +3 cases +\d+ ms +the shared instance stands for every instance of its level$/m);
    expect(stdout).toMatch(/\n\n\d+ passed, 0 broken, 0 off; \d+\.\d s; seed 7\n$/);
    expect(stdout).not.toContain("\u001b");
    expect(status).toBe(0);
  });

  test("as JSON, and nothing else", () => {
    const { status, stdout, stderr } = run(["--cmd", engine(), "--law", "1.5/1", "--json"]);
    const report: Report = JSON.parse(stdout);
    expect(report).toMatchObject({ subject: "the core in a child", seed: 42, runs: 200, passed: true });
    expect(report.laws).toMatchObject([{ law: "1.5/1", number: "1.5", result: "passed", cases: 200 }]);
    expect(stderr).toBe("");
    expect(status).toBe(0);
  });
});

test("the example of a child in Node is right", async () => {
  const example = join(folder, "engine.mjs");
  await build({ ...bundled, entryPoints: [path("../examples/node/engine.mjs")], outfile: example });
  const { status, stdout } = run(["--cmd", `"${process.execPath}" "${example}"`, "--law", "D", "--runs", "20"]);
  expect(stdout).toMatch(/^@thalweg\/core in a child: every feature; 20 runs, seed 42\n/);
  expect(stdout).toMatch(/\n3 passed, 0 broken, 0 off; /);
  expect(status).toBe(0);
});

describe("a wrong engine", () => {
  test("is told which law it breaks, by what, and how to see it again", () => {
    const { status, stdout } = run(["--cmd", engine("ranks backwards"), "--law", "4.4", "--time-limit", "9"]);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^✗ 4\.4/m);
    const found = stdout.slice(stdout.indexOf("law 4.4 is broken"));
    expect(found).toContain("program 1, to paste:");
    const [replay = ""] = found.match(/(?<=^replay: ).*/m) ?? [];
    expect(replay).toMatch(
      /^npx thalweg-conformance --cmd .* --law 4\.4\/1 --seed 42 --runs 200 --path "[\d:]+" --time-limit 9$/,
    );

    const again = spawnSync(replay.replace("npx thalweg-conformance", `"${process.execPath}" "${cli}"`), {
      shell: true,
      encoding: "utf8",
    });
    expect(again.status).toBe(1);
    const upToReplay = (text: string) => text.slice(text.indexOf("law 4.4 is broken"), text.indexOf("\nreplay: "));
    expect(upToReplay(again.stdout)).toBe(upToReplay(stdout));
  });

  test("is started anew where it died, and given up the fourth time", () => {
    const { status, stdout } = run(["--cmd", engine("dies of weights"), "--runs", "2", "--json"]);
    const { laws, passed }: Report = JSON.parse(stdout);
    expect(status).toBe(1);
    expect(passed).toBe(false);
    const died = laws.filter(({ failure }) => failure?.includes("child-died"));
    expect(died.filter(({ result }) => result === "broken")).toHaveLength(4);
    expect(died[0]?.failure).toContain("ended with status 9");
    const last = laws.findLastIndex(({ result }) => result === "broken");
    expect(new Set(laws.slice(last + 1).map(({ result }) => result))).toEqual(new Set(["untried"]));
    // The case that it died of is shown, and not a smaller one that was never performed.
    for (const { result, failure, replay } of died) {
      if (result !== "broken") continue;
      expect(failure).toContain('{"do":"weight"');
      expect(replay?.path).toMatch(/^\d+$/);
    }
  });

  test("says so in the summary", () => {
    const { stdout } = run(["--cmd", engine("dies of weights"), "--runs", "2"]);
    expect(stdout).toMatch(/\? 8\.4\/1 +untried /);
    expect(stdout).toContain("The engine was given up");
    expect(stdout).toMatch(/\n\d+ passed, 4 broken, 0 off, \d+ untried; .*\n$/);
  });
});

describe("what is off", () => {
  test("is shown as off, with what is missing", () => {
    const { status, stdout } = run(["--cmd", engine("is plain"), "--law", "1.5", "--runs", "2"]);
    expect(stdout).toContain("without batches, deltas, attenuation, waysUp,");
    expect(stdout).toMatch(/^– 1\.5\/2 {3}off .* explained \(needs waysUp, explanations\)$/m);
    expect(status).toBe(0);
  });

  test("is no pass where there is nothing else", () => {
    const { status, stdout } = run(["--cmd", engine("is plain"), "--law", "7"]);
    expect(stdout).toMatch(/^0 passed, 0 broken, \d+ off; .*; all are off, so nothing was shown$/m);
    expect(status).toBe(1);
  });
});

describe("one program", () => {
  const program =
    '{"levels":["a"],"commands":[\n{"do":"rank","cursor":{}},\n{"do":"set","writer":0,"layer":"value","level":"a","instance":"","option":"o","dimension":"k","content":"inf"},\n{"do":"cells"}\n]}';
  const lines = [
    '{"do":"rank","cursor":{}}',
    "  → []",
    '{"do":"set","writer":0,"layer":"value","level":"a","instance":"","option":"o","dimension":"k","content":"inf"}',
    "  → null",
    '{"do":"cells"}',
    '  → [{"level":"a","instance":"","option":"o","dimension":"k","value":"inf"}]',
    "",
  ].join("\n");

  test("as JSON, from a file and from standard input", () => {
    const file = join(folder, "program.json");
    writeFileSync(file, program);
    for (const [given, input] of [[program], [file], ["-", program]] as const) {
      const { status, stdout, stderr } = run(["--cmd", engine(), "--program", given], input);
      expect(stderr).toBe("");
      expect(stdout).toBe(lines);
      expect(status).toBe(0);
    }
  });

  test("with its answers as JSON", () => {
    const { stdout } = run([
      "--cmd",
      engine(),
      "--json",
      "--program",
      '{"levels":["a"],"commands":[{"do":"revision"}]}',
    ]);
    expect(stdout).toBe('{"answers":[0]}\n');
  });

  test("whose levels are refused", () => {
    const { status, stdout } = run(["--cmd", engine(), "--program", '{"levels":[],"commands":[]}']);
    expect(stdout).toMatch(/^levels \[\]\n {2}→ \{"refused":"invalid-levels",/);
    expect(status).toBe(0);
  });

  test("that the engine does not answer", () => {
    const { status, stderr } = run([
      "--cmd",
      script("bad.mjs", "knows no answer"),
      "--program",
      '{"levels":["a"],"commands":[]}',
    ]);
    expect(stderr).toContain(
      "child-error: program 1 ended in an error that the child did not foresee: KeyError: 'cost'",
    );
    expect(status).toBe(3);
  });
});

describe("a command line that makes no sense", () => {
  test.each([
    [[], "--cmd is missing"],
    [["--cmd", " "], "--cmd is missing"],
    [["--cmd", "x", "--verbose"], "Unknown option '--verbose'"],
    [["--cmd", "x", "y"], "Unexpected argument 'y'"],
    [["--cmd", "x", "--runs", "0"], '--runs takes an integer from 1, not "0".'],
    [["--cmd", "x", "--runs", "many"], "--runs takes an integer"],
    [["--cmd", "x", "--seed", "1.5"], '--seed takes an integer, not "1.5".'],
    [["--cmd", "x", "--seed", ""], '--seed takes an integer, not "".'],
    [["--cmd", "x", "--time-limit", "-1"], "'--time-limit' argument is ambiguous"],
    [["--cmd", "x", "--time-limit", "0"], "--time-limit takes seconds"],
    [["--cmd", "x", "--law", "9.9"], "There is no law 9.9"],
    [["--cmd", "x", "--law", "1.5", "--path", "0"], "A path replays one law, and these are 1.5/1, 1.5/2"],
    [["--cmd", "x", "--path", "0"], "A path replays one law"],
    [["--cmd", "x", "--law", "1.2", "--path", "0:x"], "--path takes numbers with colons"],
    [["--cmd", "x", "--law", "1", "--program", "{}"], "--program performs one program"],
    [["--cmd", "x", "--program", "/no/such/file"], "The program cannot be read"],
    [["--cmd", "x", "--program", "{"], "The program is no JSON"],
    [["--cmd", "x", "--program", "{}"], "A program has levels"],
    [
      ["--cmd", "x", "--program", '{"levels":[],"commands":[{"do":"rnak"}]}'],
      'commands[0] does "rnak"; commands are writer,',
    ],
  ])("%j", (given, says) => {
    const { status, stdout, stderr } = run(given);
    expect(stderr).toContain(says);
    expect(stderr).toMatch(/^thalweg-conformance: .* See --help\.\n$/s);
    expect(stdout).toBe("");
    expect(status).toBe(2);
  });
});

test("an engine that says no hello is no broken law", () => {
  for (const given of [[], ["--json"]]) {
    const { status, stdout, stderr } = run(["--cmd", script("bad.mjs", "dies at once"), ...given]);
    expect(stderr).toContain("child-died");
    expect(stderr).toContain("ImportError");
    expect(stdout).toBe("");
    expect(status).toBe(3);
  }
});

test("help and version", () => {
  const { version } = JSON.parse(readFileSync(path("../package.json"), "utf8"));
  expect(run(["--version"])).toMatchObject({ status: 0, stdout: `${version}\n`, stderr: "" });
  const { status, stdout } = run(["--help"]);
  expect(stdout).toMatch(/^thalweg-conformance --cmd COMMAND/);
  expect(status).toBe(0);
  for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(120);
});

describe("nothing is left running", () => {
  test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("after %s", async (signal) => {
    const parent = spawn(process.execPath, [cli, "--cmd", script("bad.mjs", "ignores SIGTERM")], { stdio: "pipe" });
    await once(parent.stdout, "data");
    parent.kill(signal);
    expect(await once(parent, "exit")).toEqual([null, signal]);
    expect(await isGone(noted)).toBe(true);
  });

  test.each([
    ["throws", "ignores SIGTERM", 1],
    ["throws", "leaves a stubborn grandchild", 1],
    ["forgets", "ignores SIGTERM", 0],
    ["forgets", "leaves a stubborn grandchild", 0],
    ["waits", "leaves a stubborn grandchild", 0],
  ])("after an owner that %s, of a child that %s", async (how, fault, status) => {
    const owner = spawnSync(process.execPath, [path("children/owner.ts"), how, script("bad.mjs", fault)], {
      encoding: "utf8",
      timeout: 20_000,
    });
    expect(owner.stdout).toBe(`started ${fault}\n`);
    expect(owner.status).toBe(status);
    expect(await isGone(noted)).toBe(true);
  });
});
