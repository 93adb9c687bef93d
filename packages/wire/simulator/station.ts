import { decodeHubState, encodeHubState } from "../src/codec/hub-state.ts";
import { HubMachine } from "../src/hub/machine.ts";
import type { Line } from "./network.ts";
import { Pace } from "./pace.ts";
import type { Surroundings } from "./surroundings.ts";

/** A hub that dies and comes back. */
export class Station {
  readonly name: string;
  readonly #world: Surroundings;
  machine: HubMachine;
  isAlive = true;
  isReady = false;
  /** How far its clock is from the true time, in milliseconds. */
  skew = 0;
  readonly #lines = new Set<Line>();
  #generation = 0;
  #follower = { deliver: (_revision: number, _entry: Uint8Array): void => {} };

  constructor(world: Surroundings, name: string) {
    this.#world = world;
    this.name = name;
    this.machine = this.#begin();
    this.#tick();
  }

  get #now(): number {
    return this.#world.clock.now + this.skew;
  }

  #begin(): HubMachine {
    const world = this.#world;
    const { clock, random, log } = world;
    const generation = ++this.#generation;
    const isCurrent = () => generation === this.#generation && this.isAlive;
    let isFlushDue = false;
    let isClimbDue = false;
    const machine: HubMachine = new HubMachine(
      { ...world.hubOptions, hub: this.name, life: `${this.name}.${generation}` },
      {
        append: (entry, id, owner) =>
          log.append(entry, id, isCurrent, (isTaken) => {
            if (!isTaken) machine.appendFailed(owner, this.#now);
          }),
        authorize: (connection, hello) =>
          clock.after(random.below(5), () => {
            if (!isCurrent()) return;
            const grant = world.grantOf(hello.token);
            machine.authorized(connection, grant, this.#now);
          }),
        flushSoon: () => {
          if (isFlushDue) return;
          isFlushDue = true;
          clock.after(random.below(4), () => {
            isFlushDue = false;
            if (isCurrent()) machine.flush();
          });
        },
        climbSoon: () => {
          if (isClimbDue) return;
          isClimbDue = true;
          clock.after(random.below(30), () => {
            isClimbDue = false;
            if (isCurrent() && this.isReady) machine.climb();
          });
        },
        report: (error) => world.reported(error),
      },
    );
    this.isReady = false;
    const after = log.state?.revision ?? 0;
    if (log.state !== undefined) machine.restore(decodeHubState(log.state.bytes));
    const goal = log.entries.length;
    const start = (): void => {
      if (this.isReady || machine.revision < goal) return;
      this.isReady = true;
      machine.started(log.epoch, this.#now);
    };
    this.#follower = {
      deliver: (revision, entry) => {
        if (!isCurrent()) return;
        machine.delivered(revision, entry, this.#now);
        start();
      },
    };
    log.follow(this.#follower, after);
    clock.after(1, () => isCurrent() && start());
    return machine;
  }

  /** A device connects. */
  accept(line: Line): void {
    this.#lines.add(line);
    const generation = this.#generation;
    const pace = new Pace(this.#world.hubOptions.limits.maxBuffered, () => line.buffered(1));
    const connection = this.machine.opened(
      {
        send: (bytes) => {
          pace.sends(bytes);
          line.send(1, bytes);
        },
        close: () => line.finish(1),
        get buffered() {
          return line.buffered(1);
        },
      },
      this.#now,
    );
    line.attach(1, {
      receive: (bytes) => {
        if (generation === this.#generation && this.isAlive) this.machine.receive(connection, bytes, this.#now);
      },
      closed: () => {
        this.#lines.delete(line);
        if (generation === this.#generation && this.isAlive) this.machine.closed(connection, this.#now);
      },
      drained: () => {
        if (generation === this.#generation && this.isAlive) this.machine.drained(connection);
      },
    });
  }

  #tick(): void {
    this.#world.clock.after(70, () => {
      if (this.isAlive && this.isReady) this.machine.tick(this.#now);
      this.#tick();
    });
  }

  /** Ends without a word. */
  crash(): void {
    if (!this.isAlive) return;
    this.isAlive = false;
    this.isReady = false;
    this.#world.log.leave(this.#follower);
    for (const line of this.#lines) line.close();
    this.#lines.clear();
  }

  restart(): void {
    if (this.isAlive) return;
    this.isAlive = true;
    this.machine = this.#begin();
  }

  /** Has the log keep one state in the place of its entries. */
  compact(): void {
    if (this.isReady) this.#world.log.compact(this.machine.revision, encodeHubState(this.machine.state()));
  }
}
