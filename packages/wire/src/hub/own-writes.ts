import { type Delta, TensorError, type Writer } from "@thalweg/core";
import { WireError } from "../errors.ts";
import type { Appends } from "./appends.ts";
import { writeEntry } from "./entries.ts";
import type { HubIdentity, HubPorts } from "./identity.ts";
import type { State } from "./state.ts";

/** What a hub writes itself: facts of its owner's, and what the ways up come to. */
export class OwnWrites {
  readonly #identity: HubIdentity;
  readonly #ports: HubPorts;
  readonly #state: State;
  readonly #appends: Appends;

  constructor(identity: HubIdentity, ports: HubPorts, state: State, appends: Appends) {
    this.#identity = identity;
    this.#ports = ports;
    this.#state = state;
    this.#appends = appends;
  }

  /** See `HubMachine.write`. */
  write(write: (writer: Writer) => unknown, done?: (error?: WireError) => void): Delta {
    const { tensor, writer } = this.#state;
    const deltas: Delta[] = [];
    const expected = tensor.revision + 1;
    const end = tensor.subscribe((delta, revision) => {
      if (revision === expected) deltas.push(delta);
    });
    try {
      writer.batch(write);
    } finally {
      end();
    }
    if (tensor.revision >= expected && deltas.length === 0) throw new Error("a hub writes in a turn of its own");
    const [delta = []] = deltas;
    if (delta.length === 0) {
      done?.();
      return delta;
    }
    try {
      this.#appends.append(writeEntry(delta, this.#identity.levels), { delta, ...(done && { done }) });
    } catch (error) {
      this.#state.revert(delta);
      throw error;
    }
    return delta;
  }

  /** See `HubMachine.climb`. */
  climb(): void {
    for (const way of this.#identity.ways) {
      try {
        this.write((writer) => (way.kind === "rollUp" ? writer.rollUp(way) : writer.corroborate(way)));
      } catch (error) {
        if (!(error instanceof TensorError || error instanceof WireError)) throw error;
        this.#ports.report(new WireError("way-up-failed", error.message, way.to, error), undefined);
      }
    }
  }
}
