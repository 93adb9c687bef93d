// What looks for the form of data that came from elsewhere is put together from these.

/** What does not have the form that is due: where within the data, as `[3].score`, what is due, and what stands there. */
export interface Misfit {
  readonly at: string;
  readonly expected: string;
  readonly got: unknown;
}

/** Finds what does not have the form that is due; nothing where all has it. */
export type Look = (data: unknown) => Misfit | undefined;

export function isObject(data: unknown): data is { readonly [key: string]: unknown } {
  return typeof data === "object" && data !== null && !Array.isArray(data);
}

export const misfit = (expected: string, got: unknown): Misfit => ({ at: "", expected, got });

/** The same, in the words of what it lies within. */
export function within<Found extends Misfit>(at: string, found: Found | undefined): Found | undefined {
  return found === undefined ? undefined : { ...found, at: at + found.at };
}

/** Looks whether it is what the words say. */
export const expecting =
  (what: string, isIt: (data: unknown) => boolean): Look =>
  (data) =>
    isIt(data) ? undefined : misfit(what, data);

export const text: Look = expecting("a string", (data) => typeof data === "string");
export const number: Look = expecting('a number (or "inf", "-inf", "nan")', (data) => typeof data === "number");

/** One of these, and nothing else. */
export const oneOf = (...words: readonly string[]): Look =>
  expecting(words.map((word) => JSON.stringify(word)).join(" or "), (data) => words.includes(data as string));

export const orNull =
  (look: Look): Look =>
  (data) => {
    const found = data === null ? undefined : look(data);
    return found?.at === "" ? { ...found, expected: `null or ${found.expected}` } : found;
  };

export const list =
  (look: Look): Look =>
  (data) => {
    if (!Array.isArray(data)) return misfit("an array", data);
    for (const [place, item] of data.entries()) {
      const found = look(item);
      if (found !== undefined) return within(`[${place}]`, found);
    }
    return undefined;
  };

type Keys = { readonly [key: string]: Look };

/** An object with these keys, and with those that may be left out; others are not looked at. */
export const object = (keys: Keys, open: Keys = {}): Look => {
  const all = Object.entries({ ...keys, ...open });
  const names = Object.keys(keys).join(", ");
  return (data) => {
    if (!isObject(data)) return misfit(names === "" ? "an object" : `an object with ${names}`, data);
    for (const [key, look] of all) {
      if (data[key] === undefined && key in open) continue;
      const found = look(data[key]);
      if (found !== undefined) return within(`.${key}`, found);
    }
    return undefined;
  };
};

export const coordinate = { level: text, instance: text, option: text, dimension: text };
export const layer: Look = oneOf("value", "weight");
export const cursor: Look = expecting(
  "an object from levels to instances",
  (data) => isObject(data) && Object.values(data).every((instance) => typeof instance === "string"),
);
