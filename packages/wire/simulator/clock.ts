/** A clock that only goes on when it is told to, and then calls what is due, in order. */
export class VirtualClock {
  now = 0;
  #order = 0;
  readonly #events: { time: number; order: number; call: () => void }[] = [];

  /** Calls back after so many milliseconds. */
  after(delay: number, call: () => void): void {
    const event = { time: this.now + delay, order: this.#order++, call };
    let at = this.#events.length;
    while (at > 0 && (this.#events[at - 1] as typeof event).time > event.time) at--;
    this.#events.splice(at, 0, event);
  }

  /** Performs the next event, if there is one before `until`; says whether there was. */
  step(until = Infinity): boolean {
    const [event] = this.#events;
    if (event === undefined || event.time > until) return false;
    this.#events.shift();
    this.now = event.time;
    event.call();
    return true;
  }
}
