import { randomBytes } from "node:crypto";

/** What tells one life of a replica's storage from another. */
export const hex = (): string => randomBytes(16).toString("hex");
