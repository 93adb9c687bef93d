import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach } from "vitest";
import type { Log } from "../../src/logs/log.ts";
import { type SqliteLogOptions, sqliteLog } from "../../src/logs/sqlite.ts";
import { Recorder } from "./recorder.ts";

const folders: string[] = [];

/** Of a file that is not there yet, in a folder that goes with the test. */
export function newPath(): string {
  const folder = mkdtempSync(join(tmpdir(), "thalweg-log-"));
  folders.push(folder);
  return join(folder, "hub.sqlite");
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

export async function opened(options: SqliteLogOptions): Promise<{ log: Log; recorder: Recorder }> {
  const log = sqliteLog(options);
  const recorder = new Recorder();
  await log.open(recorder);
  return { log, recorder };
}
