import { automerge, yjs } from "./documents.ts";
import { json, msgpackr } from "./plain.ts";
import type { Subject } from "./subject.ts";

/** Those that this package is compared with, and what is missing among them. */
export interface Rivals {
  readonly subjects: readonly [msgpackr: Subject, ...others: Subject[]];
  /** For a note; `""` where nothing is missing. */
  readonly missing: string;
}

/** All that are installed. */
export async function rivals(): Promise<Rivals> {
  const documents = { Yjs: await yjs(), Automerge: await automerge() };
  const found = Object.values(documents).filter((subject) => subject !== undefined);
  const missing = Object.entries(documents).flatMap(([name, subject]) => (subject === undefined ? name : []));
  return {
    subjects: [msgpackr(), json(), ...found],
    missing: missing.length === 0 ? "" : `; not installed: ${missing.join(", ")}`,
  };
}
