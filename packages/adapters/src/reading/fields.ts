import { AdapterError } from "../errors.ts";

/** What an object of a request has, before anything is known of it. */
export type Fields = { readonly [name: string]: unknown };

/** An object, and no list. */
export function fieldsOf(value: unknown, place: string, known: readonly string[] = []): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new AdapterError("invalid-request", shown(value), place, known);
  }
  return value as Fields;
}

/** A list. */
export function listOf(value: unknown, place: string, known: readonly string[] = []): readonly unknown[] {
  if (!Array.isArray(value)) throw new AdapterError("invalid-request", shown(value), place, known);
  return value;
}

/** The same, where nothing is an empty list. */
export const optionalList = (value: unknown, place: string): readonly unknown[] => listOf(value ?? [], place);

/** What can be printed of anything: an object may have no text of its own, or refuse to give it. */
export function shown(value: unknown): unknown {
  return Array.isArray(value) ? "a list" : Object(value) === value ? `${typeof value}` : value;
}
