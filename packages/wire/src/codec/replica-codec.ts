import type { ReplicaRecord, ReplicaState } from "./entries.ts";
import { type DecodeLimits, stateLimits } from "./limits.ts";
import { Messages } from "./messages.ts";
import { replicaRecordSchema, replicaStateSchema } from "./schema.ts";

const states: Messages<ReplicaState & { readonly kind: "replica" }> = new Messages(replicaStateSchema);
const records: Messages<ReplicaRecord> = new Messages(replicaRecordSchema);

/** All that a replica keeps, as bytes. Throws `invalid-option` as {@link encodeFrame} does. */
export function encodeReplicaState(state: ReplicaState): Uint8Array {
  return states.encode({ ...state, kind: "replica" });
}

/** The state that bytes are. Throws as {@link decodeFrame} does; the limits are large unless others are given. */
export function decodeReplicaState(bytes: Uint8Array, limits: Partial<DecodeLimits> = {}): ReplicaState {
  const { kind: _, ...state } = states.decode(bytes, { ...stateLimits, ...limits }, false).message;
  return state;
}

/** One thing that happened to a replica, as bytes. Throws `invalid-option` as {@link encodeFrame} does. */
export function encodeReplicaRecord(record: ReplicaRecord): Uint8Array {
  return records.encode(record);
}

/** The record that bytes are. Throws as {@link decodeFrame} does; the limits are large unless others are given. */
export function decodeReplicaRecord(bytes: Uint8Array, limits: Partial<DecodeLimits> = {}): ReplicaRecord {
  return records.decode(bytes, { ...stateLimits, ...limits }, false).message;
}
