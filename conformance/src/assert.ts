import type { Coordinate, TensorErrorCode } from "@thalweg/core";
import fc from "fast-check";
import type { Subject } from "./subject.ts";

/** Fails with a sentence unless it holds. */
export function holds(condition: boolean, otherwise: string | (() => string)): asserts condition {
  if (!condition) throw new Error(typeof otherwise === "string" ? otherwise : otherwise());
}

/** Fails unless two plain things are the same to the last bit: `−0` is not `+0`, `NaN` is `NaN`. */
export function same(actual: unknown, expected: unknown, what: string): void {
  const at = difference(actual, expected, what);
  holds(at === undefined, () => `${at}\n  got:      ${fc.stringify(actual)}\n  expected: ${fc.stringify(expected)}`);
}

/** Whether two plain things are the same to the last bit. */
export function isSame(one: unknown, other: unknown): boolean {
  return difference(one, other, "") === undefined;
}

function difference(actual: unknown, expected: unknown, at: string): string | undefined {
  if (Object.is(actual, expected)) return undefined;
  if (typeof actual !== "object" || typeof expected !== "object" || actual === null || expected === null)
    return `${at} differs`;
  if (Array.isArray(actual) !== Array.isArray(expected)) return `${at} differs`;
  const keys = Object.keys(actual);
  if (keys.length !== Object.keys(expected).length) return `${at} differs in length or keys`;
  for (const key of keys) {
    if (!Object.hasOwn(expected, key)) return `${at} has ${JSON.stringify(key)} too many`;
    const found = difference(Reflect.get(actual, key), Reflect.get(expected, key), `${at}[${JSON.stringify(key)}]`);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Fails unless the act is refused with this code and names at least these axes. */
export function refused(
  subject: Subject,
  code: TensorErrorCode,
  act: () => unknown,
  coordinate: Partial<Coordinate> = {},
): void {
  const error = refusal(subject, act);
  holds(error !== undefined, `not refused; expected ${code}`);
  same(error.code, code, `the code of «${error.message}»`);
  for (const [axis, name] of Object.entries(coordinate))
    same(error.coordinate[axis as keyof Coordinate], name, `${axis} in the coordinate of «${error.message}»`);
  same(typeof error.advice, "string", "the kind of advice");
  holds(error.advice.length > 0, "no advice");
  holds(error.message.includes(error.code), "a message without the code");
}

/** The error that an act is refused with, or nothing where it is not; anything else that is thrown passes. */
export function refusal(subject: Subject, act: () => unknown): InstanceType<Subject["TensorError"]> | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    if (error instanceof subject.TensorError) return error;
    throw error;
  }
}
