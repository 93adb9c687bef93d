import { parseArgs } from "node:util";
import { defaultRuns, defaultSeed } from "../src/defaults.ts";
import { defaultTimeLimit } from "./child.ts";

/** What is to be done, as it stands on the command line. */
export interface Order {
  readonly command: string;
  readonly seed: number;
  readonly runs: number;
  readonly law?: string;
  readonly path?: string;
  /** In milliseconds. */
  readonly timeLimit: number;
  readonly json: boolean;
  /** A file, `-`, or the program itself. */
  readonly program?: string;
  /** The golden vectors, or the digest of all decisions, in place of the laws. */
  readonly instead?: "vectors" | "digest";
}

/** A command line, or a program on it, that makes no sense. */
export class UsageError extends Error {}

const defaultSeconds = defaultTimeLimit / 1000;

export const help = `thalweg-conformance --cmd COMMAND [options]

Holds an engine, in any language, to the laws of the Thalweg algebra. The engine is a program that reads one JSON object
a line and answers each with one line, as PROTOCOL.md of @thalweg/conformance says.

  --cmd COMMAND        the engine, as you would start it in a shell
  --law LAW            the laws of one section (4) or clause (4.3), or one law of a clause (4.3/2)
  --seed INTEGER       which random cases are drawn (${defaultSeed})
  --runs COUNT         how many for each law (${defaultRuns})
  --path PATH          replays one case, with --law and --seed, as it was printed
  --time-limit SECONDS for one answer (${defaultSeconds}); the hello may take six times as long
  --json               the whole report as JSON, and nothing else, on standard output
  --program PROGRAM    performs one program, a file, - for standard input, or the JSON itself, and prints its answers
  --vectors            the golden vectors in place of the laws; --law takes those of a section or clause
  --digest             performs 10,000 random programs and prints one number for all that was decided in them
  --list               lists the laws, with no engine
  --help, --version

An engine that died, hung or printed nonsense breaks the law that asked it, and is started anew for the next one, three
times in all; the laws after that are untried. Nothing that it started is left running.

Exit status: 0 every law that is on holds, and at least one is on; 1 a law is broken, or none is on; 2 the command line
makes no sense; 3 the engine could not be talked to.

  npx thalweg-conformance --cmd "python3 engine.py"
  npx thalweg-conformance --cmd "python3 engine.py" --law 4.3/2 --seed 42 --runs 200 --path "0:1"
  npx thalweg-conformance --cmd "python3 engine.py" --program '{"levels":["a"],"commands":[{"do":"cells"}]}'
`;

const options = {
  cmd: { type: "string" },
  law: { type: "string" },
  seed: { type: "string" },
  runs: { type: "string" },
  path: { type: "string" },
  "time-limit": { type: "string" },
  json: { type: "boolean" },
  program: { type: "string" },
  vectors: { type: "boolean" },
  digest: { type: "boolean" },
  list: { type: "boolean" },
  help: { type: "boolean" },
  version: { type: "boolean" },
} as const;

/** Reads the command line; throws a {@link UsageError}. */
export function orderOf(given: readonly string[]): Order | "help" | "version" | "list" {
  const values = parsed(given);
  if (values.help === true) return "help";
  if (values.version === true) return "version";
  if (values.list === true) return "list";
  const { cmd: command = "", law, path, program, json = false, vectors, digest } = values;
  if (command.trim() === "")
    throw new UsageError('--cmd is missing: the engine to check, as --cmd "python3 engine.py".');
  if (path !== undefined && !/^\d+(:\d+)*$/.test(path))
    throw new UsageError(`--path takes numbers with colons between them, as 0:1:3, not ${quoted(path)}.`);
  if (program !== undefined && (law ?? path ?? values.seed ?? values.runs) !== undefined)
    throw new UsageError("--program performs one program; --law, --seed, --runs and --path are for laws.");
  if ([program !== undefined, vectors, digest].filter(Boolean).length > 1)
    throw new UsageError("One of --program, --vectors and --digest at a time.");
  if (vectors === true && (path ?? values.seed ?? values.runs) !== undefined)
    throw new UsageError("--vectors are the same each time; --seed, --runs and --path are for laws.");
  if (digest === true && (law ?? path ?? values.runs) !== undefined)
    throw new UsageError("--digest is of all decisions; --law, --runs and --path are for laws.");
  return {
    command,
    seed: numberOf(values.seed, defaultSeed, "--seed takes an integer", Number.isSafeInteger),
    runs: numberOf(
      values.runs,
      defaultRuns,
      "--runs takes an integer from 1",
      (runs) => Number.isSafeInteger(runs) && runs > 0,
    ),
    timeLimit:
      1000 *
      numberOf(values["time-limit"], defaultSeconds, "--time-limit takes seconds, above 0 and up to 86400", isDuration),
    json,
    ...(law === undefined ? {} : { law }),
    ...(path === undefined ? {} : { path }),
    ...(program === undefined ? {} : { program }),
    ...(vectors === true ? { instead: "vectors" } : digest === true ? { instead: "digest" } : {}),
  };
}

/** A text as one word of a shell. */
export function quoted(text: string): string {
  return /["$`\\!\n]/.test(text) ? `'${text.replaceAll("'", "'\\''")}'` : `"${text}"`;
}

function isDuration(seconds: number): boolean {
  return seconds > 0 && seconds <= 86_400;
}

function parsed(given: readonly string[]) {
  try {
    return parseArgs({ args: [...given], options }).values;
  } catch (error) {
    throw error instanceof TypeError ? new UsageError(error.message) : error;
  }
}

function numberOf(text: string | undefined, fallback: number, what: string, isIt: (number: number) => boolean): number {
  if (text === undefined) return fallback;
  const number = text.trim() === "" ? Number.NaN : Number(text);
  if (!isIt(number)) throw new UsageError(`${what}, not ${quoted(text)}.`);
  return number;
}
