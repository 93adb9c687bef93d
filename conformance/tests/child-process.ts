import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach } from "vitest";
import type { ChildOptions, ChildSubject } from "../node/child.ts";
import { ChildError, childSubject } from "../node/child.ts";
import type { Program } from "../src/program/program.ts";

const folder = mkdtempSync(join(tmpdir(), "thalweg-children-"));
/** Where a child puts the process that it leaves behind. */
export const noted = join(folder, "pid");
export const script = (file: string) =>
  `"${process.execPath}" "${fileURLToPath(new URL(`children/${file}`, import.meta.url))}"`;
export const bad = (fault: string) => `${script("bad.mjs")} "${fault}" "${noted}"`;
export const nothing: Program = { levels: ["level"], commands: [] };
export const something: Program = { levels: ["level"], commands: [{ do: "restore" }] };

const opened: ChildSubject[] = [];
/** Starts a child, which is closed after the test. */
export async function start(fault: string, options: Partial<ChildOptions> = {}): Promise<ChildSubject> {
  const child = await childSubject({ command: bad(fault), ...options });
  opened.push(child);
  return child;
}
afterEach(async () => {
  await Promise.all(opened.splice(0).map((child) => child.close()));
  rmSync(noted, { force: true });
});
afterAll(() => rmSync(folder, { recursive: true }));

export async function failure(promise: Promise<unknown>): Promise<ChildError> {
  const error = await promise.then(
    (answer) => new Error(`it answered ${JSON.stringify(answer)}`),
    (reason: unknown) => reason,
  );
  if (!(error instanceof ChildError)) throw error;
  return error;
}

/** The processes of this file's children that run, as Linux tells. */
export function running(): readonly string[] {
  return readdirSync("/proc").filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(noted);
    } catch {
      return false;
    }
  });
}
