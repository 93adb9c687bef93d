import { type Delta, TensorError, type Writer } from "@thalweg/core";
import type { Entry } from "../codec/entries.ts";
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
    if (delta.length === 0) done?.();
    else {
      try {
        if (done === undefined) this.#appendInParts(delta);
        else this.#appends.append(this.#entry(delta), { delta, done });
      } catch (error) {
        this.#state.revert(delta);
        throw error;
      }
    }
    return delta;
  }

  /** What nobody waits for as one batch comes in several entries where a log cannot take it as one. */
  #appendInParts(delta: Delta): void {
    if (delta.length === 1) this.#appends.append(this.#entry(delta), { delta });
    else if (!this.#appends.appendIfFits(this.#entry(delta), { delta })) {
      const half = delta.length >> 1;
      this.#appendInParts(delta.slice(0, half));
      this.#appendInParts(delta.slice(half));
    }
  }

  #entry(delta: Delta): Entry {
    return writeEntry(delta, this.#identity.levels);
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
