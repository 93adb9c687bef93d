import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** A process of the demo, and what it says. */
export class Child<From extends { readonly says: string }, To extends object> {
  readonly #process: ChildProcess;
  readonly #heard = new Map<string, (message: From) => void>();

  constructor(file: string, args: readonly string[]) {
    this.#process = fork(fileURLToPath(new URL(file, import.meta.url)), args, { stdio: "inherit" });
    this.#process.on("message", (message: From) => this.#heard.get(message.says)?.(message));
  }

  /** Calls back whenever it says this. */
  on<Says extends From["says"]>(says: Says, listener: (message: Extract<From, { says: Says }>) => void): void {
    this.#heard.set(says, listener as (message: From) => void);
  }

  /** What it says next of this kind; rejects where it ends before. */
  async hear<Says extends From["says"]>(says: Says): Promise<Extract<From, { says: Says }>> {
    return new Promise((resolve, reject) => {
      this.on(says, resolve);
      this.#process.once("exit", (status) => reject(new Error(`a process ended with status ${status}`)));
    });
  }

  tell(message: To): void {
    this.#process.send(message as object);
  }

  /** Ends it as a power cut does. */
  async kill(): Promise<void> {
    this.#process.kill("SIGKILL");
    await once(this.#process, "exit");
  }

  /** Resolves once it has ended by itself. */
  async ended(): Promise<void> {
    if (this.#process.exitCode === null && this.#process.signalCode === null) await once(this.#process, "exit");
  }

  /** Ends it, if it has not ended. */
  end(): void {
    this.#process.kill("SIGKILL");
  }
}
