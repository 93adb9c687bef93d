import fc from "fast-check";

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
