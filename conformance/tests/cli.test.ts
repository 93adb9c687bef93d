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

test("a path tries one case and no other, and one that leads nowhere is none", () => {
  const path = (given: string) => run(["--cmd", engine(), "--law", "4.3/1", "--path", given]);
  expect(path("7").stdout).toMatch(/^the core in a child: every feature; one case, seed 42\n✓ 4\.3\/1 +1 case /);
  for (const nowhere of ["200", "999999", "0:99999"]) {
    const { status, stderr } = path(nowhere);
    expect(stderr).toContain(
      `expected a path that leads to one of 200 cases of this law, or a smaller one, got "${nowhere}"`,
    );
    expect(status).toBe(2);
  }
});

test("what an engine does wrong after its last answer is a warning", () => {
  const program = '{"levels":["a"],"commands":[]}';
  const { status, stdout, stderr } = run(["--cmd", script("bad.mjs", "says goodbye"), "--json", "--program", program]);
  expect(stderr).toMatch(
    /^warning: child-out-of-turn: a line came without a question, after the answer to program 1: bye\n/,
  );
  expect(stdout).toBe('{"answers":[]}\n');
  expect(status).toBe(0);
});

describe("a command line that makes no sense", () => {
  test.each([
    [[], "--cmd: expected the engine to check"],
    [["--cmd", " "], '--cmd: expected the engine to check, as "python3 engine.py", got " ".'],
    [["--cmd"], "--cmd: expected a value, as --cmd=VALUE, got nothing."],
    [["--cmd", "x", "--verbose"], 'argument 3: expected an option that --help names, got "--verbose".'],
    [["--cmd", "x", "y"], 'argument 3: expected an option that --help names, got "y".'],
    [["--cmd", "x", "--cmd", "y"], '--cmd: expected to stand once, got ["x","y"].'],
    [["--cmd", "x", "--json=yes"], '--json: expected no value, got "yes".'],
    [["--cmd", "x", "--runs", "0"], '--runs: expected an integer from 1, got "0".'],
    [["--cmd", "x", "--runs", "many"], '--runs: expected an integer from 1, got "many".'],
    [["--cmd", "x", "--seed", "1.5"], '--seed: expected an integer, got "1.5".'],
    [["--cmd", "x", "--seed", ""], '--seed: expected an integer, got "".'],
    [["--cmd", "x", "--time-limit", "-1"], '--time-limit: expected a value, as --time-limit=VALUE, got "-1".'],
    [["--cmd", "x", "--time-limit", "0"], '--time-limit: expected seconds, above 0 and up to 86400, got "0".'],
    [
      ["--cmd", "x", "--law", "9.9"],
      "unknown-law: law: expected a section that there is (4), a clause (4.3) or one law",
    ],
    [["--cmd", "x", "--law", ""], 'of it (4.3/2), got "".'],
    [
      ["--cmd", "x", "--law", "4.3", "--path", "0"],
      "law: expected the one law that the path is of, and not 4.3/1, 4.3/2",
    ],
    [["--cmd", "x", "--path", "0"], "law: expected the one law that the path is of, and not "],
    [["--cmd", "x", "--law", "1.2", "--path", "0:x"], "--path: expected numbers with colons between them, as 0:1:3"],
    [["--cmd", "x", "--law", "1", "--program", "{}"], '--law: expected nothing beside --program, got "1".'],
    [["--cmd", "x", "--vectors", "--seed", "1"], '--seed: expected nothing beside --vectors, got "1".'],
    [["--cmd", "x", "--digest", "--vectors"], "expected nothing beside --"],
    [["--list", "--runs", "7"], '--runs: expected nothing beside --list, got "7".'],
    [["--cmd", "x", "--program", "/no/such/file"], "--program: expected a program, or a file that can be read (ENOENT"],
    [["--cmd", "x", "--program", "{"], "invalid-program: program: expected JSON ("],
    [["--cmd", "x", "--program", "{}"], "program.levels: expected an array, got nothing."],
    [
      ["--cmd", "x", "--program", '{"levels":[],"commands":[{"do":"rnak"}]}'],
      "program.commands[0].do: expected one of writer, attenuate,",
    ],
    [
      ["--cmd", "x", "--program", '{"levels":["a"],"commands":[{"do":"cells"},{"do":"set"}]}'],
      "program.commands[1].writer: expected a number",
    ],
  ])("%j", (given, says) => {
    const { status, stdout, stderr } = run(given);
    expect(stderr).toContain(says);
    expect(stderr).toMatch(/^thalweg-conformance: (invalid-option|unknown-law|invalid-program): .*\. See --help\.\n$/s);
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

  test.runIf(process.platform === "linux")("of what went into a group of its own", async () => {
    const command = `cd / && timeout 30 ${script("bad.mjs", "ignores SIGTERM")}`;
    const parent = spawn(process.execPath, [cli, "--cmd", command], { stdio: "pipe" });
    await once(parent.stdout, "data");
    parent.kill("SIGINT");
    await once(parent, "exit");
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
