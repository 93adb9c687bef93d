import type { HubIdentity } from "./identity.ts";

/** Which slices are to be withdrawn, and when: those of levels that ask for it, a lease after their replica was heard. */
export class Presence {
  readonly #lease: number;
  readonly #levels: ReadonlySet<number>;
  /** By slice: when its replica is absent, unless it is heard before. */
  readonly #due = new Map<string, number>();

  constructor({ lease, levels, withdraw }: Pick<HubIdentity, "lease" | "levels" | "withdraw">) {
    this.#lease = lease;
    this.#levels = new Set(withdraw.map((level) => levels.indexOf(level)));
  }

  /** Whether a slice is withdrawn where its replica is absent. */
  concerns(slice: string): boolean {
    // The shared slice of a level is nobody's.
    return this.#lease > 0 && slice.indexOf("/") < slice.length - 1 && this.#levels.has(Number.parseInt(slice, 10));
  }

  /** A slice is known, and its replica may come back. */
  expect(slice: string, now: number): void {
    if (this.concerns(slice)) this.#due.set(slice, now + this.#lease);
  }

  arrived(slice: string): void {
    this.#due.delete(slice);
  }

  /** Its session is over; from when it was heard last, it has a lease to come back in. */
  left(slice: string, heardAt: number, now: number): void {
    if (this.concerns(slice)) this.#due.set(slice, Math.max(heardAt + this.#lease, now));
  }

  /** The slices whose replicas are absent by now; each is told once. */
  absent(now: number): readonly string[] {
    const slices = [...this.#due].flatMap(([slice, due]) => (due <= now ? slice : []));
    for (const slice of slices) this.#due.delete(slice);
    return slices;
  }
}
