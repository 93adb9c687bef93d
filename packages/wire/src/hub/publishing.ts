import type { Entry } from "../codec/entries.ts";
import type { Hello, Publish } from "../codec/frames.ts";
import { WireError, type WireErrorCode } from "../errors.ts";
import type { SliceName } from "../session/path.ts";
import type { Appends } from "./appends.ts";
import { refusalOf } from "./authority.ts";
import type { Connection } from "./connection.ts";
import type { Counters } from "./counters.ts";
import { publishEntry } from "./entries.ts";
import { sliceKey } from "./slice-key.ts";
import type { State } from "./state.ts";

/** So many publications of one session may be outside of its grant: each refusal takes room in the log. */
const MOST_STRAYED = 3;

/** Brings publications, or that they are refused, into the log. */
export class Publishing {
  readonly #state: State;
  readonly #appends: Appends;
  readonly #counters: Counters;
  readonly #maxSliceCells: number;

  constructor(state: State, appends: Appends, counters: Counters, maxSliceCells: number) {
    this.#state = state;
    this.#appends = appends;
    this.#counters = counters;
    this.#maxSliceCells = maxSliceCells;
  }

  /**
   * Takes a publication; says whether it was answered before. Throws `protocol-broken` before the answer to the last,
   * and `unauthorized` for a session that does not keep to its grant.
   */
  take(connection: Connection, { sequence, cells }: Publish): boolean {
    const { hello, slice } = connection;
    const { incarnation } = hello as Hello;
    if (sequence <= (this.#state.answered.get(incarnation)?.sequence ?? 0)) return true;
    if (connection.appending === sequence) return false;
    if (connection.appending !== 0) {
      throw new WireError("protocol-broken", "a publication before the answer to the last");
    }
    const history = slice && this.#state.slice(sliceKey(slice));
    const code = refusalOf(cells, slice, history, this.#maxSliceCells);
    if ((code === "write-up" || code === "foreign-instance") && ++connection.strayed > MOST_STRAYED) {
      throw new WireError("unauthorized", `publication ${sequence}, and ${MOST_STRAYED} before it, to other slices`);
    }
    connection.appending = sequence;
    this.#counters.cellsIn += cells.length;
    const [owner, id] = [{ connection }, `${incarnation}:${sequence}`];
    // A refusal stands in the log, too: another hub, or this one tomorrow, must not answer otherwise (W2).
    const refuse = (code: WireErrorCode): Entry => ({ kind: "refuse", incarnation, sequence, code });
    if (code !== undefined) this.#appends.append(refuse(code), owner, id);
    else {
      const entry = publishEntry(incarnation, sequence, slice as SliceName, cells, this.#state.table);
      // What no log can take would be sent again for ever.
      if (!this.#appends.appendIfFits(entry, owner, id)) this.#appends.append(refuse("too-large"), owner, id);
    }
    return false;
  }
}
