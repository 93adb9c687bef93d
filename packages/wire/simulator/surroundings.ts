import type { ReplicaRecord } from "../src/codec/entries.ts";
import type { WireError } from "../src/errors.ts";
import type { Grant } from "../src/hub/grant.ts";
import type { HubIdentity } from "../src/hub/identity.ts";
import type { ReplicaMachine } from "../src/replica/machine.ts";
import type { SliceName } from "../src/session/path.ts";
import type { VirtualClock } from "./clock.ts";
import type { Line } from "./network.ts";
import type { Random } from "./random.ts";
import type { SharedLog } from "./shared-log.ts";

/** What a device is, whatever becomes of it. */
export interface DeviceOptions {
  readonly name: string;
  readonly cursor: readonly string[];
  readonly slice: SliceName;
  /** Whether what it keeps outlives it. */
  readonly hasDisk: boolean;
  /** Whether its disk may lose what it has kept. */
  readonly forgets: boolean;
  /** Whether it publishes to slices that are not its own. */
  readonly isLiar: boolean;
  /** What is wrong with its grant, if anything is. */
  readonly grant: "good" | "for another tensor" | "for another cursor";
}

/** A device, as others see it. */
export interface Somebody {
  readonly options: DeviceOptions;
  readonly incarnation: string;
  readonly machine: ReplicaMachine;
}

/** Who takes down what befalls devices. */
export interface Recorder {
  kept(device: Somebody, record: ReplicaRecord): void;
  rejected(device: Somebody): void;
  crashed(device: Somebody): void;
}

/** What devices and hubs live in. */
export interface Surroundings {
  readonly levels: readonly string[];
  readonly clock: VirtualClock;
  readonly random: Random;
  readonly log: SharedLog;
  readonly model: Recorder;
  readonly diskDelay: number;
  readonly hubOptions: Omit<HubIdentity, "hub" | "life">;
  /** A line to a hub that is there, if there is one. */
  connect(): Line | undefined;
  grantOf(token: string): Grant;
  /** Why a hub ended a session. */
  reported(error: WireError): void;
  /** What a device really sends: not what its replica would, where it lies. */
  spoil(device: Somebody, bytes: Uint8Array): Uint8Array;
  /** Sees to it that a frame is looked at before and after a device takes it. */
  watch(device: Somebody, bytes: Uint8Array, receive: () => void): void;
}
