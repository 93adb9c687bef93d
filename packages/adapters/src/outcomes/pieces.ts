import { objectOf } from "./failure.ts";

type Body = { readonly [name: string]: unknown };

/** Every platform has it, and the library of the language alone does not name it. */
declare const TextDecoder: new () => {
  decode(bytes?: ArrayBufferView, options?: { readonly stream: boolean }): string;
};

/** Text that has come in pieces is parsed up to this length before its line has ended; a longer one waits for that. */
const LONGEST = 16_384;
/** A line, or a text, that begins as JSON, with `data:` before it or without. */
const JSON_LINE = /^(data:)?\s*([{[].*)/s;
/** The marker at the end, comments, empty lines, and what else belongs to an event. */
const MARK = /^(data:)?\s*(\[DONE|$)|^(:|event|id|retry)/;

/** Puts a text together that was cut anywhere, and finds the objects in it: a line each, or the text as a whole. */
export class Pieces {
  readonly #decoder = new TextDecoder();
  #rest = "";
  /** Whether the rest is JSON over several lines, which waits for its end. */
  #isOpen = false;
  /** Whether there was a line that is none of a stream. */
  isStrange = false;

  /** The objects that are whole with this piece; of the last piece, with what is left. */
  take(piece: string | ArrayBufferView, isLast = false): readonly Body[] {
    const text = typeof piece === "string" ? piece : this.#decoder.decode(piece, { stream: true });
    const all = this.#rest + text + (isLast ? this.#decoder.decode() : "");
    const isShort = this.#rest === "" || all.length < LONGEST;
    const whole = isLast || (isShort && /[}\]]$/.test(text.trimEnd().slice(-1))) ? jsonIn(all).object : undefined;
    this.#rest = whole || isLast ? "" : all;
    this.#isOpen &&= !whole;
    if (whole) return [whole];
    if (!isLast && (this.#isOpen || !/[\r\n]/.test(text))) return [];
    const lines = all.split(/[\r\n]+/);
    if (!isLast) this.#rest = lines.pop() as string;
    const objects: Body[] = [];
    for (const [i, line] of lines.entries()) {
      const { object, isBegun } = jsonIn(line);
      if (object) objects.push(object);
      else if (isBegun) {
        if (!isLast) this.#rest = [...lines.slice(i), this.#rest].join("\n");
        this.#isOpen = true;
        break;
      } else this.isStrange ||= !JSON_LINE.test(line) && !MARK.test(line);
    }
    return objects;
  }
}

/** The object that a text is, and whether it could be the beginning of one that has more lines. */
function jsonIn(text: string): { readonly object: Body | undefined; readonly isBegun: boolean } {
  const [, field, json] = JSON_LINE.exec(text) ?? [];
  const object = objectOf(json);
  return { object, isBegun: json !== undefined && field === undefined && !MARK.test(text) };
}

/** The objects in a body: itself, what it parses to, or what its lines parse to. */
export function objectsOf(body: unknown): readonly Body[] {
  if (typeof body === "string") return new Pieces().take(body, true);
  const object = objectOf(body);
  return object === undefined ? [] : [object];
}
