const SIGNALS = ["SIGTERM", "SIGINT"] as const;
const NUMBERS: Readonly<Record<(typeof SIGNALS)[number], number>> = { SIGTERM: 15, SIGINT: 2 };

/** So long, in milliseconds, a second signal counts as the first: npx passes on what the terminal has sent already. */
const ECHO = 300;

/** What ends a process in order: its signals, or {@link Stop.ask}. */
export class Stop {
  /** Resolves when it is first asked. */
  readonly asked: Promise<void>;
  #ask: () => void = () => {};
  #since: number | undefined;

  constructor() {
    this.asked = new Promise((resolve) => {
      this.#ask = resolve;
    });
    for (const signal of SIGNALS) {
      process.on(signal, () => {
        if (this.#since !== undefined && performance.now() - this.#since > ECHO) process.exit(128 + NUMBERS[signal]);
        this.ask();
      });
    }
  }

  get isAsked(): boolean {
    return this.#since !== undefined;
  }

  ask(): void {
    this.#since ??= performance.now();
    this.#ask();
  }
}
