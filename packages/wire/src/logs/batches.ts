interface Waiting<Item> {
  readonly item: Item;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Puts items through one commit together: those that come before it begins, or while another one runs. Batches keep
 * their order, and each ends whole before the next begins.
 */
export class Batches<Item> {
  readonly #schedule: (run: () => void) => void;
  readonly #commit: (items: readonly Item[]) => void | Promise<void>;
  #waiting: Waiting<Item>[] = [];
  /** Settles once nothing waits any more. */
  #running: Promise<void> | undefined;

  /** `schedule` runs a task later; `commit` takes a whole batch, or throws and takes nothing of it. */
  constructor(schedule: (run: () => void) => void, commit: (items: readonly Item[]) => void | Promise<void>) {
    this.#schedule = schedule;
    this.#commit = commit;
  }

  /** Settles as the commit does that the item is in. */
  add(item: Item): Promise<void> {
    const added = new Promise<void>((resolve, reject) => this.#waiting.push({ item, resolve, reject }));
    this.#running ??= this.#run();
    return added;
  }

  /** Resolves once nothing waits and nothing runs; never rejects. */
  async settled(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      await new Promise<void>(this.#schedule);
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        await this.#commit(batch.map(({ item }) => item));
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#running = undefined;
  }
}
