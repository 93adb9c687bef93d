import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { format, inspect } from "node:util";
import { runInThisContext } from "node:vm";
import * as adapters from "@thalweg/adapters";
import * as conformance from "@thalweg/conformance";
import * as core from "@thalweg/core";
import * as testing from "@thalweg/core/testing";
import * as policy from "@thalweg/policy";
import * as wire from "@thalweg/wire";
import * as grants from "@thalweg/wire/grants";
import * as memoryLog from "@thalweg/wire/memory-log";
import * as memoryStorage from "@thalweg/wire/memory-storage";
import * as messagePort from "@thalweg/wire/message-port";
import * as pair from "@thalweg/wire/pair";
import * as sqliteLog from "@thalweg/wire/sqlite-log";
import * as sqliteStorage from "@thalweg/wire/sqlite-storage";
import * as webSocket from "@thalweg/wire/websocket";
import * as webSocketServer from "@thalweg/wire/websocket-server";
import { root } from "../documents.ts";
import { instrument } from "./instrument.ts";
import type { Script } from "./scripts.ts";

/** The packages of the repository, as the examples import them: their sources. */
const packages: { readonly [name: string]: unknown } = {
  "@thalweg/core": core,
  "@thalweg/core/testing": testing,
  "@thalweg/adapters": adapters,
  "@thalweg/conformance": conformance,
  "@thalweg/policy": policy,
  "@thalweg/wire": wire,
  "@thalweg/wire/grants": grants,
  "@thalweg/wire/memory-log": memoryLog,
  "@thalweg/wire/memory-storage": memoryStorage,
  "@thalweg/wire/message-port": messagePort,
  "@thalweg/wire/pair": pair,
  "@thalweg/wire/sqlite-log": sqliteLog,
  "@thalweg/wire/sqlite-storage": sqliteStorage,
  "@thalweg/wire/websocket": webSocket,
  "@thalweg/wire/websocket-server": webSocketServer,
};

/** The errors of the packages, each with a code. */
const refusals = [core.TensorError, policy.PolicyError, wire.WireError, adapters.AdapterError];

/** What an instrumented script reports to. */
interface Probe {
  /** The line of the statement that runs. */
  line: number;
  /** Claim `id` is about this value. */
  value<T>(id: number, actual: T): T;
  /** A console.log that claim `id` is about. */
  log(id: number): (...printed: readonly unknown[]) => void;
  /** A console.log without a claim, in the block with this number. */
  print(block: number): (...printed: readonly unknown[]) => void;
  /** The statement that claim `id` is about threw nothing. */
  silent(id: number): void;
  /** The statement that claim `id` is about threw this. */
  threw(id: number, error: unknown): void;
}

type Run = (require: (name: string) => unknown, exports: object, probe: Probe) => Promise<void>;

/** Runs a script; returns each claim that did not hold, with file and line. */
export async function run(script: Script): Promise<readonly string[]> {
  const { path, blocks } = script;
  const { code, claims, imports, problems } = instrument(script);
  const failures: string[] = [...problems];
  const fail = (line: number, what: string) => failures.push(`${path}:${line}: ${what}`);
  const reached = new Set<number>();
  const printed = blocks.map((): string[] => []);

  const check = (id: number, actual: string, isExpected: (expected: string) => boolean): void => {
    const claim = claims[id];
    if (claim === undefined) throw new Error(`There is no claim ${id}.`);
    reached.add(id);
    if (!isExpected(claim.expected)) fail(claim.line, `says ${claim.expected}, but is ${actual}`);
  };
  const probe: Probe = {
    line: 0,
    value(id, actual) {
      check(id, inspect(actual), (expected) => says(expected, actual));
      return actual;
    },
    log:
      (id) =>
      (...values) => {
        const text = format(...values);
        check(id, text, (expected) => text === expected || (values.length === 1 && says(expected, values[0])));
      },
    print:
      (block) =>
      (...values) => {
        printed[block]?.push(format(...values));
      },
    silent(id) {
      check(id, "not refused", () => false);
    },
    threw(id, error) {
      const code = refusals.some((refusal) => error instanceof refusal)
        ? (error as { readonly code: string }).code
        : inspect(error);
      check(id, code, (expected) => code === expected);
    },
  };

  // Tests that an example registers run in it, and their failures are its own.
  const registered: Promise<void>[] = [];
  const runner = { test: (_name: string, body: () => Promise<void>) => void registered.push(body()) };
  const modules = new Map<string, unknown>([["node:test", runner]]);
  for (const name of imports) if (!modules.has(name)) modules.set(name, await load(name, path));
  const main: Run = runInThisContext(`(async (require, exports, probe) => {${code}\n})`, { filename: path });
  try {
    await main((name) => modules.get(name), {}, probe);
    await Promise.all(registered);
    await setImmediate();
  } catch (error) {
    fail(probe.line, `throws ${error instanceof Error ? error.message : inspect(error)}`);
  }

  for (const [id, { line }] of claims.entries()) if (!reached.has(id)) fail(line, "never ran");
  for (const [at, { from, prints, strict }] of blocks.entries()) {
    const output = printed[at] ?? [];
    if (prints === undefined && output.length > 0 && strict)
      fail(from, `does not say that it prints:\n${output.join("\n")}`);
    if (prints !== undefined && prints !== output.join("\n")) fail(from, `prints:\n${output.join("\n")}`);
  }
  return failures;
}

/** Whether a comment says what a value is: as `util.inspect` would, or as an expression of the same value. */
function says(comment: string, actual: unknown): boolean {
  if (inspect(actual) === comment) return true;
  try {
    return inspect(runInThisContext(`(${comment})`), whole) === inspect(actual, whole);
  } catch {
    return false;
  }
}

const whole = { depth: Number.POSITIVE_INFINITY, maxArrayLength: Number.POSITIVE_INFINITY };

async function load(name: string, importer: string): Promise<unknown> {
  if (Object.hasOwn(packages, name)) return packages[name];
  const url = name.startsWith(".") ? pathToFileURL(join(root, importer, "..", name)).href : name;
  return import(/* @vite-ignore */ url);
}
