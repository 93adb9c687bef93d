import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { describe, expect, test, vi } from "vitest";
import { type Figures, figuresLine, short } from "../../command/figures.ts";
import { measured } from "../../command/measured-log.ts";
import { printable, shellWord } from "../../command/printable.ts";
import { Reports } from "../../command/reports.ts";
import { Screen } from "../../command/screen.ts";
import { WireError } from "../../src/errors.ts";
import type { Log } from "../../src/index.ts";
import { memoryLog } from "../../src/logs/memory.ts";
import { inFolder } from "./command-line.ts";
import { levelOption } from "./replicas.ts";

const figures: Figures = {
  ...{ revision: 1, lag: 2.5, withdrawn: 0, log: { entries: 1, bytes: 1 }, connections: 12, taken: 1_060, refused: 3 },
  ...{ repeated: 0, resynced: 0, ended: {}, framesIn: 0, framesOut: 0, bytesIn: 0, bytesOut: 123_456 },
  ...{ cellsIn: 10_600, cellsOut: 1_234_567 },
};

test("numbers are short", () => {
  const numbers = [0, 7, 9_999, 9_999.4, 10_000, 12_345, 99_950, 999_499, 999_999, 1_234_567, 2 ** 40];
  expect(numbers.map(short)).toEqual([
    ...["0", "7", "9999", "9999", "10k", "12.3k", "100k", "999k", "1M", "1.23M", "1.1T"],
  ]);
});

test("counters fit into a line, and what matters least is left out first", () => {
  const whole = figuresLine(figures);
  expect(whole).toBe(
    "12 connected  1060 taken  3 refused  lag 2.5 ms  cells 10.6k in, 1.23M out  bytes 0 in, 123k out  frames 0 in, 0 out",
  );
  expect(figuresLine(figures, 80)).toBe("12 connected  1060 taken  3 refused  lag 2.5 ms  cells 10.6k in, 1.23M out");
  for (let columns = 1; columns < 130; columns++) expect(figuresLine(figures, columns).length).toBeLessThan(columns);
});

test("names are one word of a shell, and one line", () => {
  const names = ["device=A", "a b", "it's", "$(reboot)", ""];
  for (const name of names) {
    expect(spawnSync("sh", ["-c", `printf %s ${shellWord(name)}`], { encoding: "utf8" }).stdout).toBe(name);
  }
  expect(printable("a\r\nb\u009b\u2028\ud800ü")).toBe("a\\u000d\\u000ab\\u009b\\u2028\\ud800ü");
});

test("lag is the longest that anything waited, and is waiting", async () => {
  let now = 0;
  vi.spyOn(performance, "now").mockImplementation(() => now);
  const waiting: (() => void)[] = [];
  const append = () => new Promise<void>((resolve) => waiting.push(resolve));
  const log = measured({ ...memoryLog(), append } as unknown as Log);
  expect(log.lag()).toBe(0);
  const first = log.append(new Uint8Array(1), "1");
  now = 30;
  const second = log.append(new Uint8Array(1), "2");
  now = 40;
  expect(log.lag()).toBe(40);
  waiting.shift()?.();
  await first;
  now = 60;
  expect(log.lag()).toBe(40);
  waiting.shift()?.();
  await second;
  expect(log.lag()).toBe(30);
  expect(log.lag()).toBe(0);
  vi.restoreAllMocks();
});

describe("reports", () => {
  function reporting(level: "failures" | "refusals" | "sessions") {
    vi.useFakeTimers();
    const lines: string[] = [];
    const stream = { write: (text: string) => lines.push(text), isTTY: false } as unknown as NodeJS.WriteStream;
    return { lines, reports: new Reports(new Screen(stream, stream, {}), level, false) };
  }

  test("a flood of one kind is counted, and does not hide another", () => {
    const { lines, reports } = reporting("refusals");
    for (let i = 0; i < 1000; i++) reports.add(new WireError("grant-forged", `${i}`));
    reports.add(new WireError("log-failed", "the disk is full"));
    expect(lines).toHaveLength(6);
    expect(lines[5]).toMatch(/^log-failed: the disk is full; see the cause/);
    vi.advanceTimersByTime(1_000);
    expect(lines.slice(6)).toEqual(["grant-forged: 995 more\n"]);
    reports.add(new WireError("grant-forged", "again"));
    expect(lines[7]).toMatch(/^grant-forged: again/);
    reports.end();
    vi.useRealTimers();
  });

  test("only what is asked for", () => {
    const codes = ["log-failed", "grant-expired", "lease-expired"] as const;
    for (const [i, level] of (["failures", "refusals", "sessions"] as const).entries()) {
      const { lines, reports } = reporting(level);
      for (const code of codes) reports.add(new WireError(code, "x"));
      expect(lines.map((line) => line.split(":")[0])).toEqual(codes.slice(0, i + 1));
      reports.end();
      vi.useRealTimers();
    }
  });

  test("a token is not told, even where a message has it", () => {
    const { lines, reports } = reporting("refusals");
    reports.add(new WireError("grant-malformed", "header.claims.signature is none"), "header.claims.signature");
    expect(lines).toEqual(["grant-malformed: … is none; issue grants with issueGrant\n"]);
    reports.end();
    vi.useRealTimers();
  });
});

/** What comes to a terminal of so many columns until some lines were drawn, and ^C was pressed. */
async function onTerminal(environment: NodeJS.ProcessEnv, columns: number): Promise<string> {
  const words = [
    process.execPath,
    inFolder("command.mjs"),
    ...levelOption,
    "--memory",
    "--port",
    "0",
    "--report",
    "0.2",
  ];
  // The shell gets the ^C, too, and is to go on.
  const command = `stty cols ${columns}; trap : INT; ${words.map(shellWord).join(" ")}; echo status $?`;
  const { NO_COLOR: _, ...others } = process.env;
  const terminal = spawn("script", ["-qc", command, "/dev/null"], {
    env: { ...others, TERM: "xterm", ...environment },
  });
  let shown = "";
  let isPressed = false;
  terminal.stdout.setEncoding("utf8").on("data", (text: string) => {
    shown += text;
    if (isPressed || shown.split(drawn).length < 5) return;
    isPressed = true;
    terminal.stdin.write("\u0003");
  });
  await once(terminal, "close");
  return shown;
}

/** What comes before a line that is drawn in the place of another. */
const drawn = "\r\u001b[K";

describe.skipIf(process.platform !== "linux")("on a terminal", () => {
  test("one line of counters is drawn anew, in colours", async () => {
    const shown = await onTerminal({}, 60);
    expect(shown).toContain("\u001b[1mthalweg-hub\u001b[0m listens at \u001b[32mws:");
    const [, ...lines] = shown.split(drawn);
    const last = lines.pop();
    for (const line of lines) expect(line).toMatch(/^0 connected {2}0 taken {2}0 refused {2}lag \S+ ms(\^C)?$/);
    expect(last).toMatch(/^stopped at revision 1: .*\r\nstatus 0\r\n$/);
  });

  test("without colours where they are not wanted", async () => {
    const shown = await onTerminal({ NO_COLOR: "1" }, 100);
    expect(shown).toMatch(/^thalweg-hub listens at ws:/);
    expect(shown.replaceAll(drawn, "")).not.toContain("\u001b");
  });
});
