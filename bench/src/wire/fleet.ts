import { setImmediate as nextTurn } from "node:timers/promises";
import type { Transport } from "@thalweg/wire";
import { transportPair } from "@thalweg/wire/pair";
import { named } from "../speed/world.ts";
import { LightReplica } from "./light-replica.ts";
import { measured } from "./telemetry.ts";

/** So many replicas publish within one turn of the event loop. */
const TURN = 100;

/** Light replicas, each with an in-memory transport of which somebody accepts the other end. */
export class Fleet {
  readonly replicas: readonly LightReplica[];
  #awaited = 0;
  #done = (): void => {};

  constructor(count: number, accept: (transport: Transport) => void) {
    this.replicas = named("device", count).map((device) => {
      const [here, there] = transportPair();
      accept(there);
      return new LightReplica(device, here, () => {
        if (--this.#awaited === 0) this.#done();
      });
    });
  }

  /** Resolves once all of them have been welcomed. */
  greet(): Promise<void> {
    return this.#answered(this.replicas.length, () => {
      for (const replica of this.replicas) replica.greet();
    });
  }

  /** Makes a publication of each replica ready. */
  prepare(): void {
    for (const replica of this.replicas) replica.prepare(measured);
  }

  /** Publishes what was made ready, a few replicas a turn, and resolves once all of it is acknowledged. */
  async publish(): Promise<void> {
    for (let from = 0; from < this.replicas.length; from += TURN) {
      const to = Math.min(from + TURN, this.replicas.length);
      await this.#answered(to - from, () => {
        for (let i = from; i < to; i++) this.replicas[i]?.publish();
      });
      await nextTurn();
    }
  }

  #answered(count: number, ask: () => void): Promise<void> {
    this.#awaited = count;
    return new Promise((resolve) => {
      this.#done = resolve;
      ask();
    });
  }
}
