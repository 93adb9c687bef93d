import { bitsOf } from "./by-hand/binary64.ts";
import { ConformanceError, messageOf } from "./conformance-error.ts";
import type { Answers } from "./program/answer.ts";
import { decode, encode } from "./program/json.ts";
import { expecting, list, object, text } from "./program/look.ts";
import type { Program } from "./program/program.ts";
import type { Feature, Subject } from "./subject.ts";
import { checkSubject } from "./subject.ts";

/** A program and what it must answer, as data: `conformance/vectors/README.md` says how it is read. */
export interface Vector extends Program {
  readonly id: string;
  /** The clause that it is about, as `4.3`. */
  readonly law: string;
  readonly says: string;
  /** What a subject must support for the vector to be on. */
  readonly needs: readonly Feature[];
  /** One for each command; nothing where the levels are refused. */
  readonly answers?: readonly unknown[];
  /** The code, where not even the tensor is made. */
  readonly refused?: string;
}

/** How one vector went. */
export interface VectorReport {
  readonly id: string;
  readonly law: string;
  readonly says: string;
  /** `off`: the subject does not support what the vector needs. `untried`: an earlier one lost the subject for good. */
  readonly result: "passed" | "failed" | "off" | "untried";
  /** Of a vector that failed: the command and what differed. Of an untried one: why. */
  readonly failure?: string;
  /** Of a vector that is off: what the subject would have to support. */
  readonly missing?: readonly Feature[];
}

/** How all of them went. */
export interface VectorsReport {
  readonly subject: string;
  readonly vectors: readonly VectorReport[];
  /** Whether every vector that is on passed, and one at least is on. */
  readonly passed: boolean;
}

/** What to hold to which vectors. */
export interface VectorOptions {
  readonly subject: Subject;
  readonly vectors: readonly Vector[];
  /** Told of each vector. */
  readonly onVector?: (report: VectorReport) => void;
}

// What a newer suite may know, as features and commands, is left to whoever performs it.
const head = { id: text, law: text, says: text, needs: list(text), levels: list(text) };
const body = { ...head, commands: list(object({ do: text })) };
const answered = object({ ...body, answers: list(() => undefined) });
const refused = object({ ...body, refused: text });
const look = list((data) => (isObject(data) && "refused" in data ? refused : answered)(data));
const file = object({ protocol: expecting("1", (protocol) => protocol === 1), cases: look });

/**
 * The vectors of one file, from its text: a host's own JSON reader would leave the words for numbers as they are. Throws
 * a {@link ConformanceError} where it holds no vectors of protocol 1.
 */
export function readVectors(text: string): readonly Vector[] {
  const data = dataOf(text);
  const found = file(data);
  if (found !== undefined)
    throw new ConformanceError("invalid-vectors", `the file${found.at}`, found.expected, found.got);
  return (data as { readonly cases: readonly Vector[] }).cases;
}

function dataOf(text: string): unknown {
  try {
    return decode(text);
  } catch {
    throw new ConformanceError("invalid-vectors", "the file", "JSON", text);
  }
}

/**
 * Holds a subject to vectors, one after the other, and reports how each went; rejects for nothing that a subject does.
 * Rejects with a {@link ConformanceError} where they are no vectors.
 */
export async function checkVectors({ subject, vectors, onVector }: VectorOptions): Promise<VectorsReport> {
  checkSubject(subject);
  const found = look(vectors);
  if (found !== undefined)
    throw new ConformanceError("invalid-vectors", `vectors${found.at}`, found.expected, found.got);
  const reports: VectorReport[] = [];
  for (const vector of vectors) {
    const report = await reportOn(subject, vector);
    reports.push(report);
    onVector?.(report);
  }
  const on = reports.filter(({ result }) => result !== "off");
  const passed = on.length > 0 && on.every(({ result }) => result === "passed");
  return { subject: subject.name, vectors: reports, passed };
}

async function reportOn(subject: Subject, vector: Vector): Promise<VectorReport> {
  const { id, law, says, needs, levels, commands } = vector;
  const missing = needs.filter((feature) => !subject.supports.includes(feature));
  if (missing.length > 0) return { id, law, says, result: "off", missing };
  try {
    if (subject.isLost) await subject.restart?.();
  } catch (error) {
    return { id, law, says, result: "untried", failure: messageOf(error) };
  }
  try {
    const failure = failureOf(vector, await subject.perform({ levels, commands }));
    return failure === undefined ? { id, law, says, result: "passed" } : { id, law, says, result: "failed", failure };
  } catch (error) {
    return { id, law, says, result: "failed", failure: messageOf(error) };
  }
}

/** What is wrong with the answers to a vector's program, in a sentence; nothing where they are as they must be. */
export function failureOf({ commands, answers, refused }: Vector, given: Answers): string | undefined {
  if (answers === undefined) return compareAnswers({ refused }, given, "what is answered to the levels");
  if (!Array.isArray(given)) return `the levels are refused: ${encode(given)}`;
  if (given.length !== answers.length) return `${given.length} answers to ${answers.length} commands`;
  for (const [at, expected] of answers.entries()) {
    const failure = compareAnswers(expected, given[at], `answer ${at}`);
    if (failure === undefined) continue;
    const [wanted, got] = [encode(expected), encode(given[at])];
    return `${failure}\n  command:  ${encode(commands[at])}\n  got:      ${got}\n  expected: ${wanted}`;
  }
  return undefined;
}

/** What an answer may have beyond what is expected of it: words and marks that are the implementation's own. */
const own: readonly string[] = ["coordinate", "expected", "fingerprint", "flips"];
const bits = "Bits";

/**
 * Where an answer differs from the expected one, in words; nothing where it does not. Numbers are the same to the last bit,
 * NaN is NaN. A key `scoreBits` is not looked for in the answer: it says the bits of its `score`, in hexadecimal digits.
 */
export function compareAnswers(expected: unknown, given: unknown, what = "the answer"): string | undefined {
  if (Object.is(expected, given)) return undefined;
  if (!isObject(expected) || !isObject(given) || Array.isArray(expected) !== Array.isArray(given))
    return `${what} is ${encode(given)}, not ${encode(expected)}`;
  if (Array.isArray(expected) && expected.length !== Object.keys(given).length)
    return `${what} has ${Object.keys(given).length} entries, not ${expected.length}`;
  for (const [key, wanted] of Object.entries(expected)) {
    const at = `${what}[${JSON.stringify(key)}]`;
    const difference = isBits(key)
      ? compareAnswers(wanted, digitsOf(Reflect.get(given, key.slice(0, -bits.length))), at)
      : Object.hasOwn(given, key)
        ? compareAnswers(wanted, Reflect.get(given, key), at)
        : `${at} is missing`;
    if (difference !== undefined) return difference;
  }
  // Of a coordinate an implementation may know more axes.
  if (what.endsWith('["coordinate"]')) return undefined;
  const more = Object.keys(given).find((key) => !Object.hasOwn(expected, key) && !own.includes(key));
  return more === undefined ? undefined : `${what} has ${JSON.stringify(more)}, which is not expected`;
}

/** Whether a key of an expected answer says the bits of a number beside it. */
function isBits(key: string): boolean {
  return ["score", "reduced", "product", "value", "weight"].some((numeric) => key === numeric + bits);
}

/** The bits of a number; NaN has many, and counts as one. */
export function digitsOf(number: unknown): string | undefined {
  if (typeof number !== "number") return undefined;
  return Number.isNaN(number) ? "7ff8000000000000" : bitsOf(number);
}

function isObject(data: unknown): data is object {
  return typeof data === "object" && data !== null;
}
