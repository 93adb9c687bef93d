// Programs and answers as JSON, which has no infinities, no NaN and, in JavaScript, no −0: they are words where a number
// is due. Which keys hold numbers is fixed, and the one object whose keys are names, a cursor, is left alone.

const numeric = new Set(["content", "value", "weight", "score", "product", "replaces", "reduced"]);
const numbers = new Map([
  ["inf", Number.POSITIVE_INFINITY],
  ["-inf", Number.NEGATIVE_INFINITY],
  ["nan", Number.NaN],
  ["-0", -0],
]);

/** One line of JSON, in which every number is exact. */
export function encode(data: unknown): string {
  return JSON.stringify(worded(data));
}

/** The data with words in place of numbers that JSON does not hold; what has none is handed back, as most has none. */
function worded(data: unknown): unknown {
  if (typeof data === "number") return Number.isFinite(data) && !Object.is(data, -0) ? data : wordOf(data);
  if (typeof data !== "object" || data === null) return data;
  if (Array.isArray(data)) {
    const items = data.map(worded);
    return items.every((item, at) => item === data[at]) ? data : items;
  }
  let copy: { [name: string]: unknown } | undefined;
  for (const name in data) {
    const item: unknown = Reflect.get(data, name);
    const word = worded(item);
    if (word === item) continue;
    // A name may be "__proto__": only what defines sets it as a key of its own.
    copy ??= Object.fromEntries(Object.entries(data));
    Object.defineProperty(copy, name, { value: word, enumerable: true });
  }
  return copy ?? data;
}

/** What {@link encode} wrote, numbers again; throws a SyntaxError where it is no JSON. */
export function decode(line: string): unknown {
  return numbered(JSON.parse(line));
}

/** Puts numbers in place of their words. */
function numbered(data: unknown): unknown {
  if (typeof data !== "object" || data === null) return data;
  if (Array.isArray(data)) {
    for (const item of data) numbered(item);
    return data;
  }
  for (const [name, item] of Object.entries(data)) {
    if (typeof item !== "string") {
      if (name !== "cursor") numbered(item);
    } else if (numeric.has(name)) {
      const number = numbers.get(item);
      if (number !== undefined) Reflect.set(data, name, number);
    }
  }
  return data;
}

/** The word for a number that JSON does not hold. */
function wordOf(number: number): string {
  for (const [word, meant] of numbers) if (Object.is(meant, number)) return word;
  return String(number);
}
