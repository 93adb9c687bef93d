import type { Writer } from "@thalweg/core";
import type { WireError } from "../src/errors.ts";
import { type Rejection, ReplicaMachine } from "../src/replica/machine.ts";
import { Disk } from "./disk.ts";
import type { Line } from "./network.ts";
import type { DeviceOptions, Somebody, Surroundings } from "./surroundings.ts";

/** A device with a replica that connects, fails, and comes back. */
export class Device implements Somebody {
  readonly options: DeviceOptions;
  readonly #world: Surroundings;
  readonly disk: Disk;
  machine: ReplicaMachine;
  writer: Writer;
  incarnation = "";
  line: Line | undefined;
  isAlive = true;
  /** Whether its network works at all. */
  isCutOff = false;
  readonly rejections: Rejection[] = [];
  /** How often it has had a new life with nothing kept. */
  lives = 0;
  #generation = 0;
  #isFlushDue = false;

  constructor(world: Surroundings, options: DeviceOptions) {
    this.#world = world;
    this.options = options;
    this.disk = new Disk(world.clock, world.random, world.diskDelay);
    [this.machine, this.writer] = this.#begin();
    this.#reconnect();
    this.#tick();
  }

  /** A new life: from its disk, if it has one and something is on it. */
  #begin(): [ReplicaMachine, Writer] {
    const kept = this.options.hasDisk ? this.disk.load() : undefined;
    this.incarnation = kept?.state.incarnation ?? this.#world.random.hex();
    if (kept === undefined) this.lives++;
    const generation = ++this.#generation;
    const isCurrent = () => generation === this.#generation;
    const { name, cursor, slice } = this.options;
    const machine: ReplicaMachine = new ReplicaMachine(
      { levels: this.#world.levels, tensor: "t", cursor, slice, incarnation: this.incarnation, token: () => name },
      {
        send: (bytes) => isCurrent() && this.line?.send(0, this.#world.spoil(this, bytes)),
        close: (error) => isCurrent() && this.#left(error),
        keep: (record, then) => {
          const taken = () => {
            if (!isCurrent()) return;
            this.#world.model.kept(this, record);
            then?.();
          };
          if (this.options.hasDisk) this.disk.append(record, taken);
          else taken();
        },
        rejected: (rejection) => {
          this.rejections.push(rejection);
          this.#world.model.rejected(this);
        },
        flushSoon: () => {
          if (this.#isFlushDue) return;
          this.#isFlushDue = true;
          this.#world.clock.after(this.#world.random.below(5), () => {
            this.#isFlushDue = false;
            if (isCurrent() && this.isAlive) machine.flush();
          });
        },
        changed: () => {},
      },
    );
    if (kept !== undefined) machine.restore(kept.state, kept.records);
    else if (this.options.hasDisk) this.disk.replace(machine.state());
    const level = this.#world.levels[slice[0]] as string;
    return [machine, (machine.tensor as typeof machine.tensor).writer(level, slice[1])];
  }

  #left(_error: WireError): void {
    this.line?.finish(0);
  }

  #reconnect(): void {
    this.#world.clock.after(10 + this.#world.random.below(60), () => {
      if (this.line === undefined && this.isAlive && !this.isCutOff) this.#connect();
      this.#reconnect();
    });
  }

  #connect(): void {
    const line = this.#world.connect();
    if (line === undefined) return;
    this.line = line;
    line.attach(0, {
      receive: (bytes) => {
        if (this.line === line && this.isAlive)
          this.#world.watch(this, bytes, () => this.machine.receive(bytes, this.#world.clock.now));
      },
      closed: () => {
        if (this.line !== line) return;
        this.line = undefined;
        this.machine.closed();
      },
    });
    this.machine.opened(this.#world.clock.now);
  }

  #tick(): void {
    this.#world.clock.after(50, () => {
      if (this.isAlive) this.machine.tick(this.#world.clock.now);
      this.#tick();
    });
  }

  /** Ends without a word. */
  crash(): void {
    if (!this.isAlive) return;
    this.isAlive = false;
    this.disk.crash(this.options.forgets);
    this.#world.model.crashed(this);
    this.#drop();
  }

  /** Comes back, with what it has kept. */
  restart(): void {
    if (this.isAlive) return;
    this.#isFlushDue = false;
    [this.machine, this.writer] = this.#begin();
    this.isAlive = true;
  }

  /** Keeps all it has in one piece. */
  compact(): void {
    if (this.isAlive && this.options.hasDisk) this.disk.replace(this.machine.state());
  }

  cutOff(): void {
    this.isCutOff = true;
    this.#drop();
  }

  comeBack(): void {
    this.isCutOff = false;
  }

  #drop(): void {
    const { line } = this;
    this.line = undefined;
    line?.cut();
    if (this.isAlive) this.machine.closed();
  }
}
