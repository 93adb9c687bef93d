import { PolicyError } from "./errors.ts";

/**
 * Returns an object of options if it is one and has no key but the known ones; nothing at all is an object without keys.
 * Throws `invalid-option`, with what is known: a misspelt option would otherwise be one that was never given.
 */
export function checkKeys<Options extends object>(
  given: Options | undefined,
  known: readonly string[],
  place: string,
): Options {
  if (given === undefined) return {} as Options;
  checkObject(given, place);
  for (const key of Object.keys(given)) {
    if (!known.includes(key)) throw new PolicyError("invalid-option", key, place, `known are ${known.join(", ")}`);
  }
  return given;
}

/** Returns `given` if it is an object that is no list; throws `invalid-option`. */
export function checkObject<Given extends object>(given: Given, place: string): Given {
  if (typeof given === "object" && given !== null && !Array.isArray(given)) return given;
  throw new PolicyError("invalid-option", given, place, "give an object");
}

/** Returns `given` if it is a function; throws `invalid-option`. */
export function checkFunction<Given extends (...all: never) => unknown>(given: Given, place: string): Given {
  if (typeof given === "function") return given;
  throw new PolicyError("invalid-option", given, place, "give a function");
}

/** Returns `given` if it is a list, as an array or a typed one; throws `invalid-option`. */
export function checkList<Given extends ArrayLike<unknown>>(given: Given, place: string): Given {
  if (Array.isArray(given) || (ArrayBuffer.isView(given) && "length" in given)) return given;
  throw new PolicyError("invalid-option", given, place, "give a list");
}

/** Returns `given` if it is true or false; throws `invalid-option`: a text such as "no" would count as true. */
export function checkFlag(given: boolean, place: string): boolean {
  if (typeof given === "boolean") return given;
  throw new PolicyError("invalid-option", given, place, "give true or false");
}

/** Returns `given` if it is a text; throws `invalid-option`. */
export function checkText(given: string, place: string): string {
  if (typeof given === "string") return given;
  throw new PolicyError("invalid-option", given, place, "give a text");
}

/** Returns `given` if it is a list or another iterable that is no text; throws `invalid-option`. */
export function checkSamples<Given extends Iterable<unknown>>(given: Given, place: string): Given {
  if (typeof given === "object" && given !== null && typeof given[Symbol.iterator] === "function") return given;
  throw new PolicyError("invalid-option", given, place, "give a list");
}
