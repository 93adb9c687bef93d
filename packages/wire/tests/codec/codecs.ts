import type fc from "fast-check";
import { decodeFrame } from "../../src/codec/decode.ts";
import { encodeFrame } from "../../src/codec/encode.ts";
import { decodeEntry, encodeEntry } from "../../src/codec/encode-entry.ts";
import type { Entry, HubState, ReplicaRecord, ReplicaState } from "../../src/codec/entries.ts";
import type { Frame } from "../../src/codec/frames.ts";
import { decodeHubState, encodeHubState } from "../../src/codec/hub-state.ts";
import type { DecodeLimits } from "../../src/codec/limits.ts";
import {
  decodeReplicaRecord,
  decodeReplicaState,
  encodeReplicaRecord,
  encodeReplicaState,
} from "../../src/codec/replica-codec.ts";
import * as arbitraries from "./arbitraries.ts";

/** One kind of document, whatever it is. */
export interface Codec {
  readonly arbitrary: fc.Arbitrary<unknown>;
  encode(message: unknown): Uint8Array;
  decode(bytes: Uint8Array, limits?: Partial<DecodeLimits>): unknown;
}

/** Everything that has bytes, so that what holds for one is asked of all. */
export const codecs: Readonly<Record<"frame" | "entry" | "hubState" | "replicaState" | "replicaRecord", Codec>> = {
  frame: {
    arbitrary: arbitraries.frame,
    // The number of the frame goes with it.
    encode: (message) => {
      const { number = 7, ...frame } = message as Frame & { number?: number };
      return encodeFrame(frame as Frame, number);
    },
    decode: (bytes, limits) => {
      const { frame, number } = decodeFrame(bytes, limits);
      return { ...frame, number };
    },
  },
  entry: { arbitrary: arbitraries.entry, encode: (message) => encodeEntry(message as Entry), decode: decodeEntry },
  hubState: {
    arbitrary: arbitraries.hubState,
    encode: (message) => encodeHubState(message as HubState),
    decode: decodeHubState,
  },
  replicaState: {
    arbitrary: arbitraries.replicaState,
    encode: (message) => encodeReplicaState(message as ReplicaState),
    decode: decodeReplicaState,
  },
  replicaRecord: {
    arbitrary: arbitraries.replicaRecord,
    encode: (message) => encodeReplicaRecord(message as ReplicaRecord),
    decode: decodeReplicaRecord,
  },
};
