import { ConformanceError } from "./conformance-error.ts";

/** The seed that is taken where none is given. */
export const defaultSeed = 42;
/** How many random cases each law tries where it is not said. */
export const defaultRuns = 200;

/** How many milliseconds a child's answer may take where it is not said, and at most: a day. */
export const defaultTimeLimit = 10_000;
export const longestTimeLimit = 86_400_000;

/** What to check a law with: the same seed and runs draw the same inputs everywhere. */
export interface LawOptions {
  readonly seed: number;
  readonly runs: number;
  /** Replays one case, as it was printed. */
  readonly path?: string;
}

const isCount = (given: unknown): boolean => Number.isSafeInteger(given) && (given as number) > 0;
const isCommand = (given: unknown): boolean =>
  typeof given === "string" && given.trim() !== "" && !given.includes("\0");
const isTimeLimit = (given: unknown): boolean => typeof given === "number" && given > 0 && given <= longestTimeLimit;
const isPath = (given: unknown): boolean => typeof given === "string" && /^\d+(:\d+)*$/.test(given);

/** What each option takes. Were it something else, a law would try no cases and hold of nothing, or a child have no time. */
const options = {
  seed: { expected: "an integer", isIt: Number.isSafeInteger },
  runs: { expected: "an integer from 1", isIt: isCount },
  programs: { expected: "an integer from 1", isIt: isCount },
  path: { expected: "numbers with colons between them, as 0:1:3", isIt: isPath },
  command: { expected: "a command, as one types it in a shell", isIt: isCommand },
  timeLimit: { expected: "milliseconds, above 0 and up to a day of them", isIt: isTimeLimit },
} as const;

/** Throws a {@link ConformanceError} unless an option is what it takes; `at` and `found` say how it was given. */
export function checkOption(option: keyof typeof options, given: unknown, at: string = option, found = given): void {
  const { expected, isIt } = options[option];
  if (!isIt(given)) throw new ConformanceError("invalid-option", at, expected, found);
}

/** What a law is checked with, where it is not said, too; throws a {@link ConformanceError} where it makes no sense. */
export function lawOptions({
  seed = defaultSeed,
  runs = defaultRuns,
  path,
}: { readonly [option in keyof LawOptions]?: LawOptions[option] | undefined }): LawOptions {
  checkOption("seed", seed);
  checkOption("runs", runs);
  if (path === undefined) return { seed, runs };
  checkOption("path", path);
  return { seed, runs, path };
}
