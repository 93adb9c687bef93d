import type { Entry } from "../codec/entries.ts";
import type { Hello } from "../codec/frames.ts";
import type { SliceName } from "../session/path.ts";
import type { Connection } from "./connection.ts";
import type { HubIdentity } from "./identity.ts";
import type { Presence } from "./presence.ts";
import { sliceKey } from "./slice-key.ts";
import type { State } from "./state.ts";

/** So long, in milliseconds, a replica that knows more than the hub waits for it to catch up. */
const PATIENCE = 5_000;

/** Replicas that are to be let in, but know more than this hub does yet, or whose slice is not back yet. */
export class Threshold {
  readonly #hub: string;
  readonly #state: State;
  readonly #presence: Presence;
  readonly #waiting = new Set<Connection>();

  constructor({ hub }: HubIdentity, state: State, presence: Presence) {
    this.#hub = hub;
    this.#state = state;
    this.#presence = presence;
  }

  get isEmpty(): boolean {
    return this.#waiting.size === 0;
  }

  add(connection: Connection): void {
    this.#waiting.add(connection);
  }

  remove(connection: Connection): void {
    this.#waiting.delete(connection);
  }

  /** Whether a slice is withdrawn, or nobody would notice here that its replica is absent. */
  isAway(slice: SliceName): boolean {
    const key = sliceKey(slice);
    const isElsewhere = this.#presence.concerns(key) && this.#state.held.get(key) !== this.#hub;
    return isElsewhere || this.#state.withdrawn.has(key);
  }

  /** The slices that come back with an entry, before it is applied, if their replicas are this hub's. */
  comingBack(entry: Entry, isHere: (incarnation: string) => boolean): readonly string[] {
    if (entry.kind === "return") return entry.hub === this.#hub ? [sliceKey(entry.slice)] : [];
    const { withdrawn, held } = this.#state;
    if (entry.kind !== "publish" || held.size === 0) return [];
    // It was under way for longer than its replica was waited for, which may have left nothing to be withdrawn before.
    const slices = entry.slices.map(sliceKey).filter((slice) => held.get(slice) === this.#hub);
    return isHere(entry.incarnation) ? slices.filter((slice) => withdrawn.has(slice)) : slices;
  }

  /** Takes out those for whom the hub knows enough: as much as they do, and that their slice is back. */
  *ready(ownEpoch: string, now: number): Generator<Connection> {
    for (const connection of this.#waiting) {
      const { slice, heardAt } = connection;
      const { epoch, revision } = connection.hello as Hello;
      const isBehind = epoch === ownEpoch && revision > this.#state.revision;
      const isAway = slice !== undefined && this.isAway(slice);
      // Whoever knows more than there is by then knows another history.
      if ((isBehind || isAway) && now - heardAt <= PATIENCE) continue;
      this.#waiting.delete(connection);
      yield connection;
    }
  }
}
