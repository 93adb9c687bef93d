import { encode } from "./program/json.ts";

/** What may be wrong with what is handed over, by stable code. */
export const conformanceErrorCodes = [
  "invalid-option",
  "unknown-law",
  "invalid-subject",
  "invalid-program",
  "invalid-vectors",
] as const;

/** One of {@link conformanceErrorCodes}. */
export type ConformanceErrorCode = (typeof conformanceErrorCodes)[number];

/** What was handed over makes no sense: nothing was tried, or nothing further. What a subject does is never told so. */
export class ConformanceError extends Error {
  override readonly name = "ConformanceError";
  /** Stable: safe to branch on. */
  readonly code: ConformanceErrorCode;
  /** Where it stands: the option, or the place within it, as `supports[0]` or `commands[3].option`. */
  readonly at: string;
  /** What is due there, in words. */
  readonly expected: string;

  constructor(code: ConformanceErrorCode, at: string, expected: string, found: unknown) {
    super(`${code}: ${at}: expected ${expected}, got ${shown(found)}.`);
    this.code = code;
    this.at = at;
    this.expected = expected;
  }
}

/** What an error says, or whatever else was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

const longest = 200;

/** Whatever it is, in a few words. */
export function shown(found: unknown): string {
  const whole = found === undefined ? "nothing" : written(found);
  return whole.length <= longest ? whole : `${whole.slice(0, longest)}…`;
}

function written(found: unknown): string {
  if (typeof found === "function") return "a function";
  if (typeof found !== "object" && typeof found !== "string") return String(found);
  try {
    return encode(found);
  } catch {
    return "what is no data";
  }
}
