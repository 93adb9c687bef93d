/** What was expected, and so what to do, by code. */
const ADVICE = {
  "invalid-number": "give a finite number within the documented bounds",
  "invalid-name": "give a name that the tensor can have, or a known field",
  "invalid-request": "give a request in the documented form",
  "invalid-response": "give the whole response, in the form that the provider documents",
  "invalid-declaration": "give {models: [{provider, model, …}], steps?, hardware?, providers?, preset?}, each a list",
  "unknown-level": "give the names of the tensor's own levels",
  "unknown-step": "use one of the known step types, or declare your own",
  "unknown-hardware": "use one of the known kinds of hardware, or declare your own",
  "unknown-provider": "use one of the known providers, or declare your own",
  "unknown-model": "use a model of the catalogue, or declare it with its numbers",
  "unknown-capability": "use a known capability, or one of your own as yours:name",
  "unknown-dimension": "use a known dimension, or one of your own as yours:name",
  "duplicate-name": "declare each option, step, provider and kind of hardware once",
  "unknown-preset": "use one of the known presets, or give weights",
  "private-steps": "describe steps at the shared instance, for they are everybody's, or give `steps: []`",
} as const;

/** How many of the known names a message has. */
const SHOWN = 30;

/** The stable codes of {@link AdapterError}; the table in the docs says what each means. */
export type AdapterErrorCode = keyof typeof ADVICE;

/**
 * The one error of this package. Whatever was under way when it was thrown had no effect.
 *
 * @example
 * import { AdapterError } from "@thalweg/adapters";
 * const error = new AdapterError("invalid-number", NaN, "model.price");
 * console.log(error.code, error.place); // invalid-number model.price
 */
export class AdapterError extends Error {
  override readonly name = "AdapterError";
  /** Stable: safe to branch on. */
  readonly code: AdapterErrorCode;
  /** Where the mistake stands, as `model.price`. */
  readonly place: string;
  /** What was found there. */
  readonly found: unknown;
  /** What was expected, and what to do. */
  readonly advice: string;
  /** The names that would have been understood, where there is a list of them. */
  readonly known: readonly string[];

  /** Of what was found at a place, the names that are known there, and what to do, if that is not what the code says. */
  constructor(
    code: AdapterErrorCode,
    found: unknown,
    place: string,
    known: readonly string[] = [],
    advice: string = ADVICE[code],
  ) {
    const more = known.length > SHOWN ? `, and ${known.length - SHOWN} more` : "";
    const list = known.length === 0 ? "" : `: ${known.slice(0, SHOWN).join(", ")}${more}`;
    super(`${code}: ${shortly(found)} at ${place}; ${advice}${list}`);
    this.code = code;
    this.place = place;
    this.found = found;
    this.advice = advice;
    this.known = known;
  }
}

/** A printable form of whatever was found, an object without a prototype included. */
function shortly(found: unknown): string {
  if (typeof found === "string") return JSON.stringify(found.slice(0, 60));
  return (Object(found) === found ? typeof found : String(found)).slice(0, 60);
}
