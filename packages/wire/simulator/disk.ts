import type { ReplicaRecord, ReplicaState } from "../src/codec/entries.ts";
import {
  decodeReplicaRecord,
  decodeReplicaState,
  encodeReplicaRecord,
  encodeReplicaState,
} from "../src/codec/replica-codec.ts";
import type { VirtualClock } from "./clock.ts";
import type { Random } from "./random.ts";

/** A replica's disk: what was given to it is kept some time later, in order, or lost in a crash before that. */
export class Disk {
  #state: Uint8Array | undefined;
  #records: Uint8Array[] = [];
  readonly #clock: VirtualClock;
  readonly #random: Random;
  readonly #delay: number;
  #latest = 0;
  /** Counts crashes: what was on its way then never arrives. */
  #life = 0;

  /** It takes up to `delay` milliseconds. */
  constructor(clock: VirtualClock, random: Random, delay: number) {
    this.#clock = clock;
    this.#random = random;
    this.#delay = delay;
  }

  append(record: ReplicaRecord, then: () => void): void {
    const bytes = encodeReplicaRecord(record);
    this.#soon(() => {
      this.#records.push(bytes);
      then();
    });
  }

  replace(state: ReplicaState): void {
    const bytes = encodeReplicaState(state);
    this.#soon(() => {
      this.#state = bytes;
      this.#records = [];
    });
  }

  /** What is kept; nothing where there was no replica yet. */
  load(): { state: ReplicaState; records: readonly ReplicaRecord[] } | undefined {
    if (this.#state === undefined) return undefined;
    return {
      state: decodeReplicaState(this.#state),
      records: this.#records.map((bytes) => decodeReplicaRecord(bytes)),
    };
  }

  /** What was on its way is lost, and so may be what had been kept last, where the disk is one that `forgets`. */
  crash(forgets: boolean): void {
    this.#life++;
    if (forgets) this.#records.length -= Math.min(this.#records.length, this.#random.below(8));
  }

  #soon(call: () => void): void {
    const life = this.#life;
    this.#latest = Math.max(this.#latest, this.#clock.now + this.#random.below(this.#delay));
    this.#clock.after(this.#latest - this.#clock.now, () => {
      if (this.#life === life) call();
    });
  }
}
