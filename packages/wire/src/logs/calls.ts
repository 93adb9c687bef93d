import { WireError } from "../errors.ts";

/** For what is asked of a log or a storage that is not open. */
export const notOpen = (): WireError => new WireError("closed", "it is not open, or not any more");

/** For a second opening of what is open. */
export const isOpenAlready = (): WireError => new WireError("log-failed", "the log is open already");

/** Throws `invalid-option` unless entries up to this revision were delivered. */
export function checkDelivered(revision: number, delivered: number): void {
  if (Number.isSafeInteger(revision) && revision >= 0 && revision <= delivered) return;
  throw new WireError("invalid-option", `revision ${revision} where ${delivered} were delivered`, "compact.revision");
}
