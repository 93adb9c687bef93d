import { describe, expect, test } from "vitest";
import { hubOrderOf } from "../../command/hub-usage.ts";
import { inspectOrderOf } from "../../command/inspect-usage.ts";
import { durationOf } from "../../command/values.ts";
import packageJson from "../../package.json" with { type: "json" };
import { run } from "./command-line.ts";

const hub = ["--levels", "global,device", "--memory"];

describe("a command line that makes no sense ends with status 2, and with what would make sense", () => {
  test.each([
    [[], "--levels is missing"],
    [["frob"], 'There is no command "frob"; there are keys, grant, inspect'],
    [[...hub, "--frob"], "Unknown option '--frob'. See thalweg-hub --help."],
    [[...hub, "frob"], "Unexpected argument 'frob'."],
    [["--levels", "a,a", "--memory"], "--levels takes 1 to 32 distinct names"],
    [["--levels", "global,device"], "One of --db FILE, --nats URL and --memory is missing"],
    [[...hub, "--db", "x"], "One of --db, --nats and --memory at a time."],
    [["--levels", "a", "--nats", "nats://x", "--tensor", "a b"], "--tensor takes up to 64 letters"],
    [[...hub, "--port", "70000"], '--port takes a whole number from 0 to 65535, not "70000".'],
    [[...hub, "--withdraw", "devices"], 'there is no level "devices"; the levels are global, device.'],
    [[...hub, "--trust", "devices"], 'there is no level "devices"'],
    [[...hub, "--trust", "device", "--keys", "x"], "--trust is for a hub without --keys"],
    [[...hub, "--lease", "-1"], "--lease"],
    [[...hub, "--lease", "0", "--withdraw", "device"], "--withdraw needs a lease"],
    [["--levels", "global,device", "--nats", "nats://127.0.0.1", "--withdraw", "device"], "needs a --name"],
    [[...hub, "--roll-up", "device"], "--roll-up takes two levels"],
    [[...hub, "--roll-up", "global:device"], "device is not coarser than global"],
    [[...hub, "--roll-up", "device:global:best"], "--roll-up knows median, sum, mean"],
    [[...hub, "--roll-up", "device:global:quantile=2"], "--roll-up knows"],
    [[...hub, "--corroborate", "device:global:x"], "The quorum of --corroborate takes a whole number from 1"],
    [[...hub, "--origin", "app.example"], "--origin takes the origin of web pages, as https://app.example"],
    [[...hub, "--log-level", "loud"], "--log-level takes failures, refusals, sessions"],
    [["keys"], "--out is missing"],
    [["keys", "--out", "x", "--algorithm", "HS256"], "--algorithm takes EdDSA or ES256"],
    [["grant"], "--keys is missing"],
    [["grant", "--keys", "x"], "It would grant nothing"],
    [["grant", "--keys", "x", "--level", "device"], "--level and --instance go together"],
    [["grant", "--keys", "x", "--read", "device"], "--read takes instances by level"],
    [["grant", "--keys", "x", "--read", "a=1", "--expires", "30"], "--expires takes a time with its unit"],
    [["inspect"], "One of --db FILE and --url URL is missing"],
    [["inspect", "--db", "x"], "--levels is missing"],
    [["inspect", "--levels", "a", "--db", "x", "--token", "t"], "--db is a file"],
    [["inspect", "--levels", "a", "--url", "http://x"], "--url takes the address of a hub, as ws://"],
    [["inspect", "--levels", "a", "--db", "x", "--explain"], "--explain explains a queue: it needs a --cursor"],
    [["inspect", "--levels", "a", "--db", "x", "--cursor", "b=1"], 'there is no level "b"'],
  ])("%j", (given, said) => {
    const { status, stdout, stderr } = run(...given);
    expect(stderr).toContain(said);
    expect(stderr).toMatch(/^thalweg-hub( \w+)?: .* See thalweg-hub( \w+)? --help\.\n$/);
    expect(stdout).toBe("");
    expect(status).toBe(2);
  });
});

describe("help", () => {
  test.each([[], ["keys"], ["grant"], ["inspect"]].map((part) => [part]))("%j", (part) => {
    const { status, stdout, stderr } = run(...part, "--help");
    expect(stderr).toBe("");
    expect(stdout).toMatch(/^thalweg-hub /);
    expect(stdout).toMatch(/\nExit status: 0 .*; 1 .*; 2 the command line makes no sense\.\n/);
    for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(120);
    expect(status).toBe(0);
  });

  test("the examples in it make sense", () => {
    for (const part of [[], ["inspect"]]) {
      const [, line = ""] = /\n {2}npx thalweg-hub (.*)\n$/.exec(run(...part, "--help").stdout) ?? [];
      const given = line.split(" ");
      if (part.length === 0) expect(hubOrderOf(given)).toMatchObject({ port: 7070, place: { path: "hub.sqlite" } });
      else expect(inspectOrderOf(given.slice(1), {})).toMatchObject({ cursor: { device: "A" }, wanted: "explanation" });
    }
  });

  test("the version", () => {
    expect(run("--version").stdout).toBe(`${packageJson.version}\n`);
  });
});

test("what it is without options", () => {
  expect(hubOrderOf(hub)).toMatchObject({
    ...{ tensor: "default", host: "127.0.0.1", port: 7070, trust: "device", lease: 30_000, logLevel: "refusals" },
    ...{ origins: [], withdraw: [], ways: [], report: undefined, json: false },
  });
});

test("the ways up", () => {
  const ways = [
    "--roll-up",
    "device:global",
    "--roll-up",
    "device:global:trimmed-mean=.1",
    "--corroborate",
    "device:global:3",
  ];
  expect(hubOrderOf([...hub, ...ways])).toMatchObject({
    ways: [
      { kind: "rollUp", from: "device", to: "global" },
      { kind: "rollUp", from: "device", to: "global", using: { trimmedMean: 0.1 } },
      { kind: "corroborate", from: "device", to: "global", quorum: 3 },
    ],
  });
});

test("times", () => {
  expect(["90s", "15m", "12h", "30d"].map((text) => durationOf(text, "--expires") / 1000)).toEqual([
    ...[90, 900, 43_200, 2_592_000],
  ]);
  for (const text of ["0s", "-1d", "1.5h", "1w", "d", ""])
    expect(() => durationOf(text, "--expires")).toThrow("--expires");
});
