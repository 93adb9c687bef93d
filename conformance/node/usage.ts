import { parseArgs } from "node:util";
import { ConformanceError } from "../src/conformance-error.ts";
import { checkOption, defaultRuns, defaultSeed, defaultTimeLimit, longestTimeLimit } from "../src/options.ts";
import type { ChildSubject } from "./child.ts";

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

/** What is done with an engine; answers whether all holds. */
export type Trial = (subject: ChildSubject, print: (text: string) => void) => Promise<boolean>;

/** The laws to list. */
export interface Listing {
  readonly law?: string;
  readonly json: boolean;
}

const defaultSeconds = defaultTimeLimit / 1000;
const longestSeconds = longestTimeLimit / 1000;

export const help = `thalweg-conformance --cmd COMMAND [options]

Holds an engine, in any language, to the laws of the Thalweg algebra. The engine is a program that reads one JSON object
a line and answers each with one line, as PROTOCOL.md of @thalweg/conformance says.

  --cmd COMMAND        the engine, as you would start it in a shell
  --law LAW            the laws of one section (4) or clause (4.3), or one law of a clause (4.3/2)
  --seed INTEGER       which random cases are drawn (${defaultSeed})
  --runs COUNT         how many for each law (${defaultRuns})
  --path PATH          tries one case again, with --law, --seed and --runs, as it was printed
  --time-limit SECONDS for one answer (${defaultSeconds}); the hello may take six times as long
  --json               the whole report as JSON, and nothing else, on standard output
  --program PROGRAM    performs one program, a file, - for standard input, or the JSON itself, and prints its answers
  --vectors            the golden vectors in place of the laws; --law takes those of a section or clause
  --digest             performs 10,000 random programs and prints one number for all that was decided in them
  --list               lists the laws, with no engine; all of them, or those that --law takes
  --help, --version

An engine that died, hung or printed nonsense breaks the law that asked it, and is started anew for the next one, three
times in all; the laws after that are untried. What it does wrong after its last answer, or when its input ends, is a
warning. Nothing that it started is left running, but for a daemon: what has a session of its own, and no parent.

Exit status: 0 every law that is on holds, and at least one is on; 1 a law is broken, or none is on; 2 the command line
makes no sense; 3 the engine could not be talked to; 70 this command failed by a mistake of its own.

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

type Name = keyof typeof options;
type Values = ReadonlyMap<Name, string>;

/** What is done in place of trying the laws, and what goes with it. */
const instead: { readonly [mode in Name]?: readonly Name[] } = {
  program: ["cmd", "time-limit", "json"],
  vectors: ["cmd", "time-limit", "json", "law"],
  digest: ["cmd", "time-limit", "json", "seed"],
  list: ["json", "law"],
};

/** Reads the command line; throws a {@link ConformanceError}. */
export function orderOf(given: readonly string[]): Order | "help" | "version" | { readonly list: Listing } {
  const values = valuesOf(given);
  if (values.has("help")) return "help";
  if (values.has("version")) return "version";
  checkCompany(values);
  const [law, path, program] = [values.get("law"), values.get("path"), values.get("program")];
  const json = values.has("json");
  const which = law === undefined ? {} : { law };
  if (values.has("list")) return { list: { ...which, json } };
  const command = values.get("cmd");
  if (command === undefined || command.trim() === "")
    throw new ConformanceError("invalid-option", "--cmd", 'the engine to check, as "python3 engine.py"', command);
  if (path !== undefined) checkOption("path", path, "--path");
  return {
    command,
    seed: integerOf("seed", values, defaultSeed),
    runs: integerOf("runs", values, defaultRuns),
    timeLimit: 1000 * secondsOf(values.get("time-limit")),
    json,
    ...which,
    ...(path === undefined ? {} : { path }),
    ...(program === undefined ? {} : { program }),
    ...(values.has("vectors") ? { instead: "vectors" } : values.has("digest") ? { instead: "digest" } : {}),
  };
}

/** A text as one word of a shell. */
export function quoted(text: string): string {
  return /["$`\\!\n]/.test(text) ? `'${text.replaceAll("'", "'\\''")}'` : `"${text}"`;
}

/** Each option with its value, which is empty for those that take none. */
function valuesOf(given: readonly string[]): Values {
  const values = new Map<Name, string>();
  const { tokens } = parseArgs({ args: [...given], options, strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind === "option-terminator") continue;
    if (token.kind === "positional" || !Object.hasOwn(options, token.name)) {
      const stands = given[token.index];
      throw new ConformanceError(
        "invalid-option",
        `argument ${token.index + 1}`,
        "an option that --help names",
        stands,
      );
    }
    const at = `--${token.name}`;
    const name = token.name as Name;
    const isText = options[name].type === "string";
    if (!isText && token.value !== undefined) throw new ConformanceError("invalid-option", at, "no value", token.value);
    // What begins with a dash is more likely the next option than a value.
    if (isText && (token.value === undefined || (!token.inlineValue && /^-./.test(token.value))))
      throw new ConformanceError("invalid-option", at, `a value, as ${at}=VALUE`, token.value);
    if (values.has(name))
      throw new ConformanceError("invalid-option", at, "to stand once", [values.get(name), token.value]);
    values.set(name, token.value ?? "");
  }
  return values;
}

/** What would be ignored is refused. */
function checkCompany(values: Values): void {
  const names = [...values.keys()];
  const mode = names.find((name) => instead[name] !== undefined);
  const stranger =
    mode === undefined ? undefined : names.find((name) => name !== mode && !instead[mode]?.includes(name));
  if (stranger === undefined) return;
  throw new ConformanceError("invalid-option", `--${stranger}`, `nothing beside --${mode}`, values.get(stranger));
}

function integerOf(name: "seed" | "runs", values: Values, fallback: number): number {
  const text = values.get(name);
  if (text === undefined) return fallback;
  const number = numberIn(text);
  checkOption(name, number, `--${name}`, text);
  return number;
}

function secondsOf(text: string | undefined): number {
  if (text === undefined) return defaultSeconds;
  const seconds = numberIn(text);
  if (seconds > 0 && seconds <= longestSeconds) return seconds;
  throw new ConformanceError("invalid-option", "--time-limit", `seconds, above 0 and up to ${longestSeconds}`, text);
}

function numberIn(text: string): number {
  return text.trim() === "" ? Number.NaN : Number(text);
}
