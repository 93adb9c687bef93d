/** What was expected, and so what to do, by code. */
const ADVICE = {
  // Bytes
  "invalid-bytes": "give all bytes of one frame, entry, record or state, as PROTOCOL.md has them",
  "too-large": "send less at a time, or raise the limit on both ends",
  "unknown-name": "send the name before its number",
  "unsupported-version": "use a version of the protocol that both ends know",
  // Sessions, as a bye tells them
  "protocol-broken": "send what the protocol has at this point",
  "frames-missing": "connect again; a frame was lost on the way",
  "other-tensor": "connect to a hub of this tensor, with the same levels",
  unauthorized: "get a grant for this tensor and cursor",
  superseded: "nothing: another connection of this replica has taken over",
  "lease-expired": "connect again, and renew in time",
  "going-away": "connect again, to this hub or another",
  "log-unavailable": "connect again later; the hub cannot write its log",
  // Connections
  "connection-failed": "try again later; nobody answered in time, or the other side refused",
  // Publications, as a refusal tells them
  "write-up": "write to the granted slice; it is coarser",
  "foreign-instance": "write to the granted slice; it is another one",
  "too-many-cells": "write fewer cells, or raise the hub's limit for a slice",
  // Logs and storage
  "log-failed": "see the cause; nothing of the entry was acknowledged",
  "log-corrupt": "restore the log from a backup",
  "storage-failed": "see the cause; give the replica another storage, or none",
  "way-up-failed": "see the cause; what stood above before stands",
  // Grants, for the hub's own log and not for the caller
  "grant-expired": "issue a new grant",
  "grant-forged": "sign grants with a key of the hub",
  "grant-foreign": "issue the grant for this tensor",
  "grant-malformed": "issue grants with issueGrant",
  // Calls
  "invalid-option": "see the documentation of the option",
  closed: "make a new one; this one was closed",
} as const;

/** The stable codes of {@link WireError}; the table in the docs says what each means. */
export type WireErrorCode = keyof typeof ADVICE;

/**
 * The one error of this package. Whatever was under way when it was thrown had no effect.
 *
 * @example
 * import { decodeFrame, WireError } from "@thalweg/wire";
 * try {
 *   decodeFrame(new Uint8Array([1, 2, 3]));
 * } catch (error) {
 *   if (error instanceof WireError) console.log(error.code); // invalid-bytes
 * }
 */
export class WireError extends Error {
  override readonly name = "WireError";
  /** Stable: safe to branch on. */
  readonly code: WireErrorCode;
  /** Where the mistake stands, as `publish.cells`. */
  readonly place: string | undefined;
  /** What was expected, and what to do. */
  readonly advice: string;

  /** Made by the library; `found` says what was met. */
  constructor(code: WireErrorCode, found: string, place?: string, cause?: unknown) {
    super(`${code}: ${found}${place === undefined ? "" : ` at ${place}`}; ${ADVICE[code]}`, cause ? { cause } : {});
    this.code = code;
    this.place = place;
    this.advice = ADVICE[code];
  }
}

/** Whether a text from afar is one of the codes. */
export const isCode = (text: string): text is WireErrorCode => Object.hasOwn(ADVICE, text);
