import { AdapterError } from "../errors.ts";

/**
 * Throws `invalid-declaration` unless it is an object that is no list, and `invalid-name` where it has a field besides
 * the known ones: a misspelt field would be an unknown number that its author takes for known.
 */
export function checkObject(value: unknown, place: string, fields?: readonly string[]): asserts value is object {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new AdapterError("invalid-declaration", value, place, fields, "give an object");
  }
  if (fields === undefined) return;
  for (const field of Object.keys(value)) {
    if (!fields.includes(field)) throw new AdapterError("invalid-name", field, `${place}.${field}`, fields);
  }
}

/** Throws `invalid-declaration` unless it is a list, and what `check` throws for one of its entries. */
export function checkList(list: unknown, place: string, check?: (entry: unknown, place: string) => void): void {
  if (!Array.isArray(list)) throw new AdapterError("invalid-declaration", list, place, [], "give a list");
  for (const [i, entry] of list.entries()) check?.(entry, `${place}[${i}]`);
}

/** Throws `invalid-declaration` unless it is a writer, which is all that a tensor can be written through. */
export function checkWriter(writer: unknown): void {
  if (typeof (writer as { readonly apply?: unknown } | null | undefined)?.apply === "function") return;
  throw new AdapterError("invalid-declaration", writer, "writer", [], "give a writer, as tensor.writer(…) makes them");
}

/** The table itself, frozen to the bottom: what is exported to everyone is nobody's to change. */
export function frozen<const Table extends object>(table: Table): Table {
  for (const part of Object.values(table)) if (Object(part) === part) frozen(part);
  return Object.freeze(table);
}
