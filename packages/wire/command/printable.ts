/** A text as one word of a shell. */
export function shellWord(text: string): string {
  return /^[-\w./:=,@%+]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** What can make a terminal do something, or one line look like two; strangers choose names. */
const UNSAFE = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Cs}]/gu;

/** A text of strangers in one line. */
export function printable(text: string): string {
  return text.replace(UNSAFE, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** The same for every text within plain data. */
export function printableWithin<Data>(data: Data): Data {
  if (typeof data === "string") return printable(data) as Data;
  if (Array.isArray(data)) return data.map(printableWithin) as Data;
  if (typeof data !== "object" || data === null) return data;
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [printable(key), printableWithin(value)]),
  ) as Data;
}

/** Data as one line of JSON; numbers that JSON cannot hold are words, as the core has them. */
export function json(data: unknown): string {
  return JSON.stringify(data, (_, value: unknown) => {
    if (typeof value !== "number" || Number.isFinite(value)) return value;
    return value > 0 ? "inf" : value < 0 ? "-inf" : "nan";
  });
}
