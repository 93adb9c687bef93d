/** Evidence ages in so many steps a half-life: between two, nothing has to be computed anew. */
const STEPS = 64;

/**
 * By what evidence ages: its weight halves every half-life (exponential discount). Time goes in steps that are the same for
 * everyone, from 0 on; so it makes no difference in which order observations come, or how often the time is told.
 */
export class EvidenceClock {
  readonly halfLife: number;
  /** The latest time that it was told; −∞ before the first. */
  now: number = -Infinity;

  constructor(halfLife: number) {
    this.halfLife = halfLife;
  }

  /** It is `now`: says what evidence counts for from here on, of what it did. One that runs backwards stands still. */
  advance(now: number): number {
    if (!(now > this.now)) return 1;
    const before = this.now;
    this.now = now;
    return before === -Infinity ? 1 : this.#share(before, now);
  }

  /** What evidence of a time counts for now; what is later than now counts as of now. */
  share(then: number): number {
    return then < this.now ? this.#share(then, this.now) : 1;
  }

  #share(then: number, now: number): number {
    if (this.halfLife === Infinity) return 1;
    const steps = Math.floor((now / this.halfLife) * STEPS) - Math.floor((then / this.halfLife) * STEPS);
    return 2 ** (-steps / STEPS);
  }
}
