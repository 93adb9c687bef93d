import type { HubState } from "./entries.ts";
import { type DecodeLimits, stateLimits } from "./limits.ts";
import { Messages } from "./messages.ts";
import { hubStateSchema } from "./schema.ts";

const states: Messages<HubState & { readonly kind: "hub" }> = new Messages(hubStateSchema);

/** All that a log is compacted into, as bytes. Throws `invalid-option` as {@link encodeFrame} does. */
export function encodeHubState(state: HubState): Uint8Array {
  return states.encode({ ...state, kind: "hub" });
}

/** The state that bytes are. Throws as {@link decodeFrame} does; the limits are large unless others are given. */
export function decodeHubState(bytes: Uint8Array, limits: Partial<DecodeLimits> = {}): HubState {
  const { kind: _, ...state } = states.decode(bytes, { ...stateLimits, ...limits }, false).message;
  return state;
}
