import { decodeFrame } from "../src/codec/decode.ts";
import { encodeFrame } from "../src/codec/encode.ts";
import { defaultLimits } from "../src/codec/limits.ts";
import type { WireError } from "../src/errors.ts";
import type { HubEdges } from "../src/hub/edges.ts";
import type { Grant } from "../src/hub/grant.ts";
import type { HubIdentity, Way } from "../src/hub/identity.ts";
import type { Action, DeviceAction, HubAction } from "./actions.ts";
import { VirtualClock } from "./clock.ts";
import { Device } from "./device.ts";
import { checkAuthority, checkDevice, checkFrame, checkPeace, checkStation, type Scene } from "./invariants.ts";
import { Model } from "./model.ts";
import { type Faults, Line, noFaults } from "./network.ts";
import { Random } from "./random.ts";
import { SharedLog } from "./shared-log.ts";
import { Station } from "./station.ts";
import type { DeviceOptions, Surroundings } from "./surroundings.ts";

/** What a world is made of; what happens in it besides is a matter of the seed. */
export interface WorldOptions {
  readonly seed: number;
  readonly hubs: number;
  readonly devices: readonly Omit<DeviceOptions, "name">[];
  readonly faults: Faults;
  /** Whether absent replicas' slices are withdrawn. */
  readonly withdraws: boolean;
  /** How long, in milliseconds, the log and the disks of the devices may take. */
  readonly logDelay: number;
  readonly diskDelay: number;
  /** How long a hub may take to hear of an entry, and a frame to arrive. */
  readonly logLag: number;
  /** Whether the log takes the entries of a hub in the order in which it appends them. */
  readonly keepsOrder: boolean;
  readonly lineDelay: number;
  readonly ways: boolean;
  /** How long a grant is good for. */
  readonly grantTime: number;
  /** How many cells a publication may have, and how many bytes may be under way to a replica. */
  readonly maxCells: number;
  readonly maxBuffered: number;
  readonly edges: Partial<HubEdges>;
}

/** The publications of a liar that say that they belong elsewhere. */
export const isLie = (sequence: number): boolean => sequence % 2 === 0;

const LEASE = 2_000;

/** How wrong the clock of a hub is at most, in milliseconds. */
export const MOST_SKEW = 1_000;

/** A device writes at most so many cell layers at once. */
const CELLS_OF_A_WRITE = 8;

const ways: readonly Way[] = [
  { kind: "rollUp", from: "device", to: "global", dimension: "load", using: "max" },
  { kind: "corroborate", from: "device", to: "workspace", dimension: "vote", into: "" },
];

/** Hubs, devices, a log and a network between them, all of which fail as a seed will have it. */
export class World implements Surroundings, Scene {
  readonly levels = ["global", "workspace", "device"];
  readonly clock = new VirtualClock();
  readonly random: Random;
  readonly log: SharedLog;
  readonly model: Model;
  readonly stations: readonly Station[];
  readonly devices: readonly Device[];
  readonly diskDelay: number;
  readonly hubOptions: Omit<HubIdentity, "hub" | "life">;
  readonly isSplit: boolean;
  readonly keepsOrder: boolean;
  readonly #lineDelay: number;
  #grantTime: number;
  /** When the last session of a device may go on until. */
  readonly #ends = new Map<string, number>();
  #faults: Faults;
  #written = 0;
  readonly #liars = new Set<string>();
  /** By code: why sessions ended. */
  readonly ends: Record<string, number> = {};

  constructor(options: WorldOptions) {
    const { seed, hubs, devices, faults, withdraws, logDelay, diskDelay, logLag, lineDelay, grantTime } = options;
    const { maxCells, maxBuffered, edges } = options;
    this.random = new Random(seed);
    this.diskDelay = diskDelay;
    this.#lineDelay = lineDelay;
    this.#grantTime = grantTime;
    this.keepsOrder = options.keepsOrder;
    this.isSplit = maxCells < CELLS_OF_A_WRITE;
    this.log = new SharedLog(this.clock, this.random, logDelay, logLag, options.keepsOrder);
    this.model = new Model(this.log, (incarnation, sequence) => this.#liars.has(incarnation) && isLie(sequence));
    this.#faults = faults;
    this.hubOptions = {
      levels: this.levels,
      tensor: "t",
      lease: LEASE,
      withdraw: withdraws ? ["device"] : [],
      ways: options.ways ? ways : [],
      limits: { ...defaultLimits, maxCells, maxSliceCells: 1_000, maxBuffered },
      edges,
    };
    this.stations = Array.from({ length: hubs }, (_, i) => new Station(this, `hub${i}`));
    this.devices = devices.map((options, i) => new Device(this, { ...options, name: `device${i}` }));
  }

  /** A line to a hub that is there, if there is one. */
  connect(): Line | undefined {
    const ready = this.stations.filter(({ isAlive, isReady }) => isAlive && isReady);
    const station = ready[this.random.below(ready.length)];
    if (station === undefined) return undefined;
    const line = new Line(this.clock, this.random, this.#lineDelay, () => this.#faults);
    station.accept(line);
    return line;
  }

  grantOf(token: string): Grant {
    const { cursor, slice, grant } = (this.devices.find(({ options }) => options.name === token) as Device).options;
    const isElsewhere = grant === "for another cursor";
    const granted = cursor.flatMap((instance, i) =>
      instance === "" ? [] : [[this.levels[i] as string, isElsewhere ? "elsewhere" : instance]],
    );
    const [level, instance] = slice;
    const expires = this.clock.now + this.#grantTime;
    this.#ends.set(token, expires);
    return {
      tensor: grant === "for another tensor" ? "another" : "t",
      cursor: Object.fromEntries(granted),
      slice: { level: this.levels[level] as string, instance },
      expires,
    };
  }

  endOf({ options }: Device): number {
    // Clocks of hubs are late, they look at them now and then, and what was sent is on its way.
    return (this.#ends.get(options.name) ?? Infinity) + MOST_SKEW + 200 + 2 * this.#lineDelay;
  }

  reported(error: WireError): void {
    this.ends[error.code] = (this.ends[error.code] ?? 0) + 1;
  }

  /** Whether another device writes the same slice. */
  isShared({ options }: Device): boolean {
    const slice = options.slice.join();
    return this.devices.filter((other) => other.options.slice.join() === slice).length > 1;
  }

  /** What a liar sends: its writes, as if they were somebody else's. */
  spoil(device: Device, bytes: Uint8Array): Uint8Array {
    if (!device.options.isLiar) return bytes;
    this.#liars.add(device.incarnation);
    const { frame, number } = decodeFrame(bytes);
    if (frame.kind !== "publish" || !isLie(frame.sequence)) return bytes;
    const places = device.options.cursor.flatMap((instance, level) =>
      instance === "" || level === device.options.slice[0] ? [level * 2] : [level * 2, level * 2 + 1],
    );
    frame.cells.place.fill(places[this.random.below(places.length)] as number);
    return encodeFrame(frame, number);
  }

  /** A frame has come to a device. */
  watch(device: Device, bytes: Uint8Array, receive: () => void): void {
    this.model.catchUp();
    let frame: ReturnType<typeof decodeFrame>["frame"] | undefined;
    try {
      frame = decodeFrame(bytes).frame;
    } catch {
      // Spoilt on the way: the replica has to find out by itself.
    }
    if (frame !== undefined) checkFrame(this, device, frame, bytes);
    receive();
    checkDevice(this, device);
  }

  perform(action: Action): void {
    if ("device" in action) this.#performAt(this.devices[action.device % this.devices.length] as Device, action);
    else if (!("hub" in action)) {
      if (action.do === "wait") this.#run(action.time);
      else this.log.isFull = action.do === "fill disk";
    } else this.#performHub(this.stations[action.hub % this.stations.length] as Station, action);
    this.#check();
  }

  #performAt(device: Device, action: DeviceAction): void {
    if (action.do === "crash device") device.crash();
    else if (action.do === "restart device") device.restart();
    else if (action.do === "compact device") device.compact();
    else if (action.do === "cut off") device.cutOff();
    else if (action.do === "come back") device.comeBack();
    else if (device.isAlive && (action.do === "write" || action.do === "unset")) {
      const [level, instance] = device.options.slice;
      const name = this.levels[level] as string;
      // Its own slice has its own options, which nobody beside its path may learn of.
      const isWide = action.do === "write" && action.isWide;
      const options = [action.option, action.option + 1]
        .slice(0, isWide ? 2 : 1)
        .map((number) => `secret-${instance}-${number % 3}`);
      const content =
        action.do === "unset" ? NaN : this.devices.indexOf(device) * 1_000_000 + (++this.#written % 1_000_000);
      device.writer.batch((writer) => {
        for (const [option, dimension] of options.flatMap((name) => [
          [name, "left"] as const,
          [name, "right"] as const,
        ])) {
          // What it does not know of, it cannot unset.
          const isKnown = device.machine.tensor.value({ [name]: instance }, option, dimension) !== undefined;
          if (isKnown || action.do === "write") {
            this.model.wrote(device, JSON.stringify([level, instance, option, dimension, 0]), content);
          }
          if (action.do === "unset") writer.unsetValue(name, instance, option, dimension);
          else writer.setValue(name, instance, option, dimension, content);
        }
        if (action.do === "unset") return;
        writer.setValue(name, instance, "shared", "price", content % 50);
        writer.setValue(name, instance, "shared", "load", content % 97);
        writer.setValue(name, instance, "peer", "vote", content % 2);
        this.model.wrote(device, JSON.stringify([level, instance, "shared", "load", 0]), content % 97);
        this.model.wrote(device, JSON.stringify([level, instance, "peer", "vote", 0]), content % 2);
        if (!action.isWeighed) return;
        writer.setWeight(name, instance, "load", content % 7);
        this.model.wrote(device, JSON.stringify([level, instance, "", "load", 1]), content % 7);
      });
    }
  }

  #performHub(station: Station, action: HubAction): void {
    if (action.do === "crash hub") station.crash();
    else if (action.do === "renew hub") {
      station.compact();
      station.crash();
      station.restart();
    } else if (action.do === "restart hub") station.restart();
    else if (action.do === "compact hub") station.compact();
    else if (action.do === "skew") station.skew = action.time;
    else if (station.isAlive && station.isReady) {
      const price = ++this.#written % 50;
      station.machine.write((writer) => {
        // Also in the slices of devices, which write there themselves: whoever is later in the log has the last word.
        for (const [level, instance] of [
          ["global", ""],
          ...this.devices.map(({ options }) => ["device", options.slice[1]]),
        ]) {
          if (action.do === "unset at hub") writer.unsetValue(level as string, instance as string, "shared", "price");
          else writer.setValue(level as string, instance as string, "shared", "price", price);
        }
      });
    }
  }

  #run(time: number): void {
    const until = this.clock.now + time;
    while (this.clock.step(until));
    this.clock.now = until;
  }

  #check(): void {
    this.model.catchUp();
    for (const station of this.stations) if (station.isAlive) checkStation(this, station);
    for (const device of this.devices) if (device.isAlive) checkDevice(this, device);
    checkAuthority(this);
  }

  /** Nothing fails any more; what is down comes up, but for devices that are to stay away. */
  makePeace(): void {
    this.#faults = noFaults;
    this.#grantTime = Infinity;
    this.log.isFull = false;
    for (const station of this.stations) {
      station.skew = 0;
      station.restart();
    }
    // Longer than any lease, and than any patience.
    this.#run(30_000);
    this.#check();
    checkPeace(this);
  }
}
