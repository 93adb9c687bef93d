import { checkNumber } from "../check-number.ts";
import { checkList } from "../check-options.ts";

/** A clock as plain data: the latest time, and, where readings are behind it, the first and the latest of these. */
export interface ClockState {
  /** Milliseconds; `null` before the first reading. */
  readonly at: number | null;
  readonly behind?: readonly [from: number, last: number] | undefined;
}

/**
 * Time as a tool sees it who is told what others read from their clocks. It never runs backwards: a reading behind the latest
 * one changes nothing. But one reading that is far ahead must not stop it for years: where those behind have gone on by
 * themselves for as long as its patience, it is they that are right, and time goes on from there.
 */
export class Clock {
  readonly #patience: number;
  #at: number | undefined;
  #behind: { from: number; last: number } | undefined;

  /** Of so many milliseconds of patience. Throws `invalid-number`, `invalid-option`. */
  constructor(patience: number, { at, behind }: Partial<ClockState> = {}) {
    this.#patience = patience;
    this.#at = at == null ? undefined : checkNumber(at, "state.at");
    if (behind === undefined) return;
    const [first, latest] = checkList(behind, "state.behind");
    const from = checkNumber(first, "state.behind[0]", -Infinity, this.#at);
    this.#behind = { from, last: checkNumber(latest, "state.behind[1]", from, this.#at) };
  }

  /** The latest time; nothing before the first reading. */
  get at(): number | undefined {
    return this.#at;
  }

  /** The latest reading of those that go on: one behind the latest time, where there are such. */
  get last(): number | undefined {
    return this.#behind?.last ?? this.#at;
  }

  /** From when on, if readings go on behind the latest time, these count; nothing where none are. */
  get heals(): number | undefined {
    return this.#behind === undefined ? undefined : this.#behind.from + this.#patience;
  }

  /** Takes a reading; returns how many milliseconds have passed by it. Throws `invalid-number`. */
  tell(reading: number): number {
    const now = checkNumber(reading, "now");
    const at = this.#at ?? now;
    if (now >= at) {
      this.#at = now;
      this.#behind = undefined;
      return now - at;
    }
    const from = Math.min(now, this.#behind?.from ?? now);
    this.#behind = { from, last: Math.max(now, this.#behind?.last ?? now) };
    const passed = now - (from + this.#patience);
    if (!(passed >= 0)) return 0;
    this.#at = now;
    this.#behind = undefined;
    return passed;
  }

  /** What a clock that goes on from here needs. */
  toJSON(): ClockState {
    const behind = this.#behind && ([this.#behind.from, this.#behind.last] as const);
    return { at: this.#at ?? null, ...(behind && { behind }) };
  }
}
