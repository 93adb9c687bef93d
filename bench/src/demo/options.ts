import { parseArgs } from "node:util";

/** What the command line asks for. */
export interface Options {
  readonly help: boolean;
  readonly json: boolean;
  readonly seed: number;
  /** How many questions to route; all that there are where it is absent. */
  readonly questions: number | undefined;
}

/** A command line that cannot be understood; the message is one sentence for people. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** What `--help` prints. */
export const usage = `Usage: demo [options]

Runs the quick start, then routes the recorded outcomes of nine models one question at a time.

  --seed N        the order of the questions (default: 42)
  --questions N   how many of them to route (default: all)
  --json          print the results as JSON
  --help          print this text

NO_COLOR=1 prints without colour. Exit code: 0 done, 1 failed, 2 wrong usage.
`;

/** Reads the arguments that follow the script's name. Throws {@link UsageError}. */
export function parseOptions(args: readonly string[]): Options {
  const { help, json, seed, questions } = parse(args);
  return {
    help,
    json,
    seed: wholeNumber("--seed", seed, 0),
    questions: questions === undefined ? undefined : wholeNumber("--questions", questions, 1),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        help: { type: "boolean", short: "h", default: false },
        json: { type: "boolean", default: false },
        seed: { type: "string", default: "42" },
        questions: { type: "string" },
      },
    }).values;
  } catch (error) {
    // Node's first sentence names the flag; what follows is about other ways to write it.
    throw new UsageError(error instanceof Error ? error.message.replace(/\.\s.*$/s, "") : String(error));
  }
}

function wholeNumber(flag: string, text: string, least: number): number {
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= 0xffffffff) return number;
  throw new UsageError(`${flag} takes a whole number from ${least} to ${0xffffffff}, not "${text}"`);
}
