import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { describe, expect, inject, test } from "vitest";
import { sqliteLog } from "../../src/logs/sqlite.ts";
import { entryOf, numberIn, numbers, Recorder } from "./recorder.ts";
import { newPath, opened } from "./sqlite-setting.ts";

/** Runs the writer, and gathers what it says until it ends. */
function startWriter(path: string, limit = "unlimited") {
  const script = fileURLToPath(new URL("sqlite-writer.ts", import.meta.url));
  const child: ChildProcess = spawn(
    "bash",
    ["-c", `ulimit -S -f ${limit}; exec "$@"`, "-", process.execPath, script, path],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const lines: string[] = [];
  const waiting: (() => void)[] = [];
  // A line that was not ended is none.
  const output = createInterface(child.stdout as NodeJS.ReadableStream);
  output.on("line", (line) => {
    lines.push(line);
    for (const look of waiting.splice(0)) look();
  });
  const ended = once(child, "close").then(() => waiting.splice(0).forEach((look) => void look()));
  const count = (start: string): number => lines.filter((line) => line.startsWith(start)).length;
  return {
    child,
    lines,
    /** Resolves once it has said so many lines that begin so. */
    async said(start: string, times: number): Promise<void> {
      while (count(start) < times) {
        if (child.exitCode !== null) throw new Error(`the writer ended with ${child.exitCode}`);
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
    },
    async kill(): Promise<void> {
      child.kill("SIGKILL");
      await ended;
    },
    /** The last number after a word. */
    last: (word: string): number => Number(lines.findLast((line) => line.startsWith(word))?.split(" ")[1] ?? 0),
  };
}

describe("a log in SQLite, among processes", () => {
  test("a file has one writer, in this process or another, and readers beside it", async () => {
    const path = newPath();
    const { log, recorder } = await opened({ path });
    await log.append(entryOf(1), "");
    const second = sqliteLog({ path });
    await expect(second.open(new Recorder())).rejects.toMatchObject({ code: "log-failed", cause: { errcode: 5 } });

    const beside = await opened({ path, readOnly: true });
    expect(beside.recorder.revisions).toStrictEqual([1]);
    await expect(beside.log.append(entryOf(2), "")).rejects.toMatchObject({ code: "invalid-option" });
    await expect(beside.log.compact(1, entryOf(1))).rejects.toMatchObject({ code: "invalid-option" });
    // Nor does a reader hold up who writes.
    await log.append(entryOf(2), "");
    await log.compact(2, entryOf(2));
    expect(recorder.failures).toHaveLength(0);
    await beside.log.close();
    await log.close();
    const third = await opened({ path });
    await third.log.close();

    const writer = startWriter(path);
    await writer.said("opened", 1);
    await expect(second.open(new Recorder())).rejects.toMatchObject({ code: "log-failed", cause: { errcode: 5 } });
    // Whoever held it is gone, however it went.
    await writer.kill();
    await second.open(new Recorder());
    await second.close();
  });

  test.runIf(process.platform === "linux")(
    "a log that cannot be written rejects, says so, and works again when it can",
    async () => {
      const path = newPath();
      // No file of the process may have more than 400 KiB; a write beyond is an error of the disk.
      const writer = startWriter(path, "400");
      try {
        await writer.said("failed", 5);
        const failed = writer.lines.filter((line) => line.startsWith("failed"));
        const acknowledged = writer.last("acknowledged");
        expect(acknowledged).toBeGreaterThan(0);
        // The first is told to the follower, too; none is half done. 778 is SQLite's number for an error of writing.
        expect(failed.map((line) => line.split(" "))).toStrictEqual(
          failed.map((_, i) => ["failed", "log-failed", "778", "whole", i === 0 ? "1" : "0"]),
        );
        spawnSync("prlimit", ["--pid", String(writer.child.pid), "--fsize=unlimited"]);
        const before = writer.lines.filter((line) => line.startsWith("acknowledged")).length;
        await writer.said("acknowledged", before + 20);
      } finally {
        await writer.kill();
      }
      const { log, recorder } = await opened({ path });
      expect(recorder.revision).toBeGreaterThanOrEqual(writer.last("acknowledged"));
      await log.close();
    },
  );

  const kills = Number(process.env.THALWEG_KILLS ?? 10);
  test(`after each of ${kills} kills -9 under load, all that was acknowledged is there`, async () => {
    const path = newPath();
    let seed = inject("seed");
    let acknowledged = 0;
    for (let kill = 0; kill < kills; kill++) {
      const writer = startWriter(path);
      await writer.said("opened", 1);
      expect(writer.last("opened")).toBeGreaterThanOrEqual(acknowledged);
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      await writer.said("acknowledged", 1 + (seed % 40));
      await writer.kill();
      acknowledged = writer.last("acknowledged");
    }
    const { log, recorder } = await opened({ path });
    expect(recorder.revision).toBeGreaterThanOrEqual(acknowledged);
    expect(acknowledged).toBeGreaterThan(kills * 20);
    const base = recorder.restored?.revision ?? 0;
    expect(recorder.entries.map(numberIn)).toStrictEqual(numbers(base + 1, recorder.revision));
    await log.close();
  }, 600_000);
});
