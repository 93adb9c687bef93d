// What every runtime does: all laws on the built engine, and the digest of its decisions. It needs nothing but JavaScript;
// esbuild makes one file of it, and each runtime imports that very file.
import { checkConformance, decisionDigest, type LawReport } from "@thalweg/conformance";
import { coreSubject } from "../subjects/core.ts";

/** How much is done; all of it goes through JSON. */
export interface SuiteOptions {
  readonly seed: number;
  /** How many random cases each law tries. */
  readonly runs: number;
  /** How many random programs the digest is of; none is taken of 0. */
  readonly programs: number;
  /** Some laws only, and one case of one law: what replays a failure. */
  readonly law?: string;
  readonly path?: string;
}

/** What a runtime found; all of it goes through JSON, too. */
export interface SuiteResult {
  readonly engine: string;
  /** Versions, where the runtime tells scripts of any. */
  readonly version?: string;
  readonly engineVersion?: string;
  readonly laws: { readonly passed: number; readonly broken: number; readonly off: number };
  readonly failures: readonly Failure[];
  /** Absent where it could not be taken, which is a failure, or was not asked for. */
  readonly digest?: string;
}

/** A law that is broken, or whatever else went wrong. */
export type Failure = Pick<LawReport, "replay"> & {
  readonly law?: string;
  /** Of a broken law: what differed, and the programs that show it. */
  readonly text: string;
};

/** The digest is always of the same programs, so that all runtimes, today's and tomorrow's, can be compared. */
const digestSeed = 42;

/** Does all of it; rejects for nothing that the engine does. */
export async function runSuite({ seed, runs, programs, law, path }: SuiteOptions): Promise<SuiteResult> {
  const subject = coreSubject();
  const { laws } = await checkConformance({ subject, seed, runs, ...(law && { law }), ...(path && { path }) });
  const failures = laws.flatMap(({ law, failure: text, replay }): Failure[] =>
    text === undefined ? [] : [{ law, text, ...(replay && { replay }) }],
  );
  const count = (result: LawReport["result"]) => laws.filter((report) => report.result === result).length;
  const result = { passed: count("passed"), broken: failures.length, off: count("off") };
  let digest: string | undefined;
  try {
    if (programs > 0) digest = await decisionDigest({ subject, seed: digestSeed, programs });
  } catch (error) {
    failures.push({ text: `the digest could not be taken: ${error}` });
  }
  return { engine: engine(), ...versions(), laws: result, failures, ...(digest && { digest }) };
}

/** Which engine runs this. No script is told, but each engine has words of its own for the same mistake. */
function engine(): string {
  try {
    const nothing = JSON.parse("null");
    return String(nothing.property);
  } catch (error) {
    const { message } = error as Error;
    if (message.startsWith("Cannot read properties of null")) return "V8";
    if (message.startsWith("null is not an object")) return "JavaScriptCore";
    if (message.includes("property") && message.includes("null")) return "SpiderMonkey";
    return `unknown (${message})`;
  }
}

interface Told {
  readonly Bun?: { readonly version: string };
  readonly Deno?: { readonly version: { readonly deno: string; readonly v8: string } };
  readonly process?: { readonly versions?: { readonly [part: string]: string | undefined } };
}

function versions(): Pick<SuiteResult, "version" | "engineVersion"> {
  const { Bun, Deno, process } = globalThis as Told;
  if (Deno) return { version: Deno.version.deno, engineVersion: Deno.version.v8 };
  const { node, v8, webkit } = process?.versions ?? {};
  if (Bun) return { version: Bun.version, ...(webkit && { engineVersion: webkit.slice(0, 12) }) };
  return { ...(node && { version: node }), ...(v8 && { engineVersion: v8 }) };
}
