import { WireError } from "../errors.ts";
import type { Connect, Transport } from "../transports/transport.ts";
import type { ReplicaMachine } from "./machine.ts";

/** What a connector asks of the replica that it connects. */
export interface Connected {
  readonly machine: ReplicaMachine;
  /** Resolves once the replica may say hello. */
  readonly ready: Promise<void>;
  /** Between attempts, in milliseconds: at first, and at most. */
  readonly least: number;
  readonly most: number;
  changed(): void;
}

/** Sees to it that a replica has a connection: one that it is given, or one after the other, ever less often. */
export class Connector {
  readonly #connected: Connected;
  #transport: Transport | undefined;
  #connect: Connect | undefined;
  #abort = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Attempts since the replica was current, or was told to connect. */
  attempts = 0;
  isConnecting = false;
  /** Why the last session ended, or none began. */
  error: WireError | undefined;

  constructor(connected: Connected) {
    this.#connected = connected;
  }

  /** Whether there is a connection, or one may come. */
  get isHopeful(): boolean {
    return this.isConnecting || this.#connect !== undefined || this.#transport !== undefined;
  }

  send(bytes: Uint8Array): void {
    this.#transport?.send(bytes);
  }

  /** The session is over. */
  finish(reason: WireError): void {
    this.error = reason;
    // Another connection of this replica has taken over: two would take turns for ever.
    if (reason.code === "superseded") this.#connect = undefined;
    this.#transport?.close();
  }

  /** The machine has changed. */
  look(): void {
    const { machine } = this.#connected;
    if (machine.phase === "live") this.isConnecting = false;
    // A session that never gets so far is another that failed, and more often would not help.
    if (machine.isCurrent) this.attempts = 0;
  }

  /** In the place of any connection that there is. */
  connect(to: Transport | Connect): void {
    this.disconnect();
    this.attempts = 0;
    this.error = undefined;
    this.#connect = typeof to === "function" ? to : undefined;
    void this.#attempt(typeof to === "function" ? to : () => to);
  }

  disconnect(): void {
    this.#connect = undefined;
    clearTimeout(this.#timer);
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#connected.machine.leave();
    this.#transport?.close();
    this.#transport = undefined;
    this.isConnecting = false;
  }

  async #attempt(make: Connect): Promise<void> {
    const { ready, changed } = this.#connected;
    const { signal } = this.#abort;
    this.isConnecting = true;
    this.attempts++;
    changed();
    try {
      await ready;
      const made = await make(signal);
      if (signal.aborted) {
        made.close();
        return;
      }
      this.error = undefined;
      this.#begin(made);
    } catch (failure) {
      if (signal.aborted) return;
      const begun = this.#transport;
      this.#transport = undefined;
      begun?.close();
      this.#fail(
        failure instanceof WireError ? failure : new WireError("going-away", String(failure), "connect", failure),
      );
    }
  }

  #begin(made: Transport): void {
    const { machine } = this.#connected;
    this.#transport = made;
    made.start({
      receive: (bytes) => {
        if (this.#transport === made) machine.receive(bytes, Date.now());
      },
      drain() {},
      close: (reason) => {
        if (this.#transport !== made) return;
        machine.closed();
        this.#fail(this.error ?? new WireError("going-away", reason, "transport"));
      },
    });
    // A transport that was closed before it began has told so by now.
    if (this.#transport === made) machine.opened(Date.now());
  }

  /** There is no connection any more, or there was none: another attempt follows, if one can. */
  #fail(error: WireError): void {
    this.#transport = undefined;
    this.isConnecting = false;
    this.error = error;
    this.#connected.changed();
    const make = this.#connect;
    if (make === undefined) return;
    const { least, most } = this.#connected;
    const pause = Math.min(most, least * 2 ** Math.min(30, Math.max(0, this.attempts - 1)));
    // Anything from half of it on, so that a thousand replicas do not come back at once.
    this.#timer = setTimeout(() => void this.#attempt(make), pause * (0.5 + Math.random() / 2));
  }
}
