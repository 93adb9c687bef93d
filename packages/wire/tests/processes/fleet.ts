import { Tensor } from "@thalweg/core";
import { afterEach, expect, inject } from "vitest";
import type { Storage } from "../../src/index.ts";
import { levels } from "../command/replicas.ts";
import { Device } from "./device.ts";
import type { Ledger } from "./ledger.ts";

const fleets = new Set<Fleet>();
afterEach(async () => {
  await Promise.all(Array.from(fleets, (fleet) => fleet.end()));
  fleets.clear();
});

/** What the hub's owner states: the weights by which all devices rank. */
export const facts = {
  levels,
  cells: [
    { level: "global", dimension: "latency", weight: 1 },
    { level: "global", dimension: "cost", weight: 0.5 },
  ],
} as const;
/** And what the hub comes to by itself: the largest that any device reports. */
export const way = { from: "device", to: "global", using: "max" } as const;

/** Devices that write all the time; they end with the test. */
export class Fleet {
  readonly devices: readonly Device[];
  #looks: (() => void)[] = [];

  /** So many devices, that know these hubs; `storageOf` makes the storage of each, for each of its lives. */
  constructor(count: number, urls: readonly string[], storageOf: (place: number) => (() => Storage) | undefined) {
    this.devices = Array.from({ length: count }, (_, place) => {
      const changed = () => {
        for (const look of this.#looks) look();
      };
      // Half of them begin at the second hub, if there is one.
      const own = urls.map((_, turn) => urls[(place + turn) % urls.length] as string);
      const seed = inject("seed") + place * 7_919;
      return new Device(`device-${place}`, own, { seed, changed, storage: storageOf(place) });
    });
    fleets.add(this);
  }

  /** Resolves once it is so. */
  async #until(isSo: () => boolean): Promise<void> {
    await new Promise<void>((resolve) => {
      const look = () => {
        if (!isSo()) return;
        this.#looks = this.#looks.filter((other) => other !== look);
        resolve();
      };
      this.#looks.push(look);
      look();
    });
  }

  /** Resolves once so many more publications were acknowledged, of all devices together. */
  answered(more: number): Promise<void> {
    const sum = () => this.devices.reduce((all, { answers }) => all + answers, 0);
    const due = sum() + more;
    return this.#until(() => sum() >= due);
  }

  /** Resolves once so many more publications of each device were acknowledged. */
  everyoneAnswered(more: number): Promise<void> {
    const due = this.devices.map(({ answers }) => answers + more);
    return this.#until(() => this.devices.every(({ answers }, i) => answers >= (due[i] as number)));
  }

  /** Resolves once each device was told that its session ended for this reason, or none began. */
  everyoneTold(code: string): Promise<void> {
    return this.#until(() => this.devices.every(({ errors }) => errors.has(code)));
  }

  /** Writes no more; resolves once all has been answered. */
  async stop(): Promise<void> {
    await Promise.all(this.devices.map((device) => device.stop()));
  }

  async end(): Promise<void> {
    await Promise.all(this.devices.map((device) => device.end()));
  }

  /** What all of it comes to, with no wire in between. */
  get outcome(): Tensor<typeof levels> {
    const tensor = Tensor.fromJSON<typeof levels>(facts);
    const writer = tensor.writer("global");
    for (const { name, written } of this.devices) {
      for (const [cell, number] of written) {
        const [option = "", dimension = ""] = cell.split("/");
        writer.setValue("device", name, option, dimension, number);
      }
    }
    writer.rollUp(way);
    return tensor;
  }

  /** Each device reads what it may of the outcome, to the last cell, and so has the same queue. */
  async expectOutcome(): Promise<void> {
    const { outcome } = this;
    const due = (name: string) => [...outcome.cells()].filter(({ instance }) => instance === "" || instance === name);
    for (const { name, cursor, replica, written, read, strays } of this.devices) {
      // What the hub itself writes comes a moment later.
      await expect.poll(() => [...replica.tensor.cells()], { timeout: 20_000 }).toEqual(due(name));
      expect(replica.tensor.rank(cursor)).toEqual(outcome.rank(cursor));
      expect(replica.status).toMatchObject({ unanswered: 0, storageError: undefined });
      expect(replica.rejections).toEqual([]);
      expect(read).toEqual(written);
      expect(strays).toEqual([]);
    }
  }

  /** All that was acknowledged to any device is in the log. */
  expectKept({ accounts }: Ledger): void {
    for (const { name, incarnation, acknowledged, settled } of this.devices) {
      const account = accounts.get(incarnation);
      expect(account?.sequence ?? 0, `publications of ${name}`).toBeGreaterThanOrEqual(acknowledged);
      for (const [cell, number] of settled) {
        expect(account?.cells.get(cell) ?? 0, `${cell} of ${name}`).toBeGreaterThanOrEqual(number);
      }
    }
  }

  /** All that the devices wrote is in the log, and nobody else's. */
  expectAll({ accounts }: Ledger): void {
    const due = this.devices.map(({ incarnation, acknowledged, written }) => {
      return [incarnation, { sequence: acknowledged, cells: written }] as const;
    });
    expect(accounts).toEqual(new Map(due));
  }
}
