import type { Frame } from "../src/codec/frames.ts";
import type { HubIdentity } from "../src/hub/identity.ts";
import { Broken } from "./broken.ts";
import type { Device } from "./device.ts";
import { Model, type PlainCells, plainCells } from "./model.ts";
import type { SharedLog } from "./shared-log.ts";
import type { Station } from "./station.ts";

/** All that is looked at. */
export interface Scene {
  readonly levels: readonly string[];
  readonly log: SharedLog;
  readonly model: Model;
  readonly stations: readonly Station[];
  readonly devices: readonly Device[];
  readonly clock: { readonly now: number };
  readonly hubOptions: Pick<HubIdentity, "withdraw" | "ways">;
  /** Whether what is written together may be published apart. */
  readonly isSplit: boolean;
  /** Whether the log takes the entries of a hub in the order in which it appends them. */
  readonly keepsOrder: boolean;
  /** When a device's grant has ended for certain, and the last of its session has arrived. */
  endOf(device: Device): number;
  /** Whether another device writes the same slice. */
  isShared(device: Device): boolean;
}

/** Throws where two sets of cells differ, and says in which. */
function same(invariant: string, what: string, found: PlainCells, due: PlainCells): void {
  for (const text of new Set([...found.keys(), ...due.keys()])) {
    const [a, b] = [found.get(text), due.get(text)];
    if (Object.is(a, b)) continue;
    throw new Broken(invariant, `${what}: ${text} is ${a}, and should be ${b}`);
  }
}

/** The cells that were written together are there together, or not at all. */
function whole({ isSplit }: Scene, what: string, cells: PlainCells): void {
  if (isSplit) return;
  for (const [text, content] of cells) {
    if (!text.includes('"left"')) continue;
    const other = cells.get(text.replace('"left"', '"right"'));
    if (!Object.is(other, content)) throw new Broken("W2", `${what}: ${text} is ${content}, its twin ${other}`);
  }
}

/** The hub has what the log says at its revision, all of it and nothing else (W1, W2, W9). */
export function checkStation(world: Scene, { machine, name }: Station): void {
  const due = world.model.states[machine.revision];
  if (due === undefined) throw new Broken("W6", `hub ${name} is ahead of the log`);
  const found = plainCells(machine.state().standing);
  same("W1", `hub ${name} at revision ${machine.revision}`, found, due.cells);
  whole(world, `hub ${name} at revision ${machine.revision}`, found);
}

/** A replica has what its path was at its revision (W5), and its own writes on top of that (W7). */
export function checkDevice(world: Scene, device: Device): void {
  const { machine, options } = device;
  const state = machine.state();
  const what = `replica ${options.name} at revision ${machine.revision}`;
  const due = machine.epoch === "" ? undefined : world.model.states[machine.revision];
  const standing = plainCells(state.standing);
  if (due !== undefined) same("W5", what, standing, Model.onPath(due.cells, options.cursor));
  const read = new Map<string, number>();
  for (const { level, instance, option, dimension, value, weight } of machine.tensor.cells()) {
    const at = [world.levels.indexOf(level), instance, option, dimension];
    if (value !== undefined) read.set(JSON.stringify([...at, 0]), value);
    if (weight !== undefined) read.set(JSON.stringify([...at, 1]), weight);
  }
  const overlaid = new Map([...standing, ...plainCells(state.sent), ...plainCells(state.pending)]);
  for (const [text, content] of overlaid) if (Number.isNaN(content)) overlaid.delete(text);
  same("W7", what, read, overlaid);
  whole(world, what, read);
  const isWithdrawn = due !== undefined && due.withdrawn.size > 0;
  if (isWithdrawn || world.isShared(device) || world.model.blurred.has(device) || options.isLiar) return;
  for (const [text, content] of world.model.writtenBy(device)) {
    const found = read.get(text) ?? NaN;
    if (!Object.is(found, content)) throw new Broken("W7", `${what} wrote ${content} to ${text}, and reads ${found}`);
  }
  const own = new Set([...plainCells(state.sent).keys(), ...plainCells(state.pending).keys()]);
  if (machine.unanswered > own.size) throw new Broken("W8", `${what} holds ${machine.unanswered} cells`);
}

/** What a replica is sent has been promised to the log (W6), and names nothing beside its path (W4). */
export function checkFrame(world: Scene, device: Device, frame: Frame, bytes: Uint8Array): void {
  if (frame.kind === "acknowledge") {
    const answered = world.model.latest.answered.get(device.incarnation) ?? 0;
    if (frame.sequence > answered) throw new Broken("W6", `${device.options.name} is told of ${frame.sequence}`);
  }
  if (frame.kind === "welcome" && device.options.grant !== "good") {
    throw new Broken("W4", `${device.options.name} is let in by a grant ${device.options.grant}`);
  }
  if (frame.kind !== "bye" && world.clock.now > world.endOf(device)) {
    throw new Broken("W3", `${device.options.name} has a session after the end of its grant`);
  }
  const text = Buffer.from(bytes).toString("latin1");
  for (const other of world.devices) {
    const secret = `secret-${other.options.slice[1]}`;
    if (other.options.slice[1] !== device.options.slice[1] && text.includes(secret)) {
      throw new Broken("W4", `${device.options.name} is told of ${secret}`);
    }
  }
}

/** What publications wrote lies in the slices of those who may write there (W3). */
export function checkAuthority(world: Scene): void {
  for (const [text, content] of world.model.latest.cells) {
    if (!text.includes('"left"')) continue;
    const writer = world.devices[Math.floor(content / 1_000_000)];
    const instance = JSON.parse(text)[1];
    if (writer === undefined || writer.options.slice[1] !== instance) {
      throw new Broken("W3", `${text} is ${content}, which ${writer?.options.name} may not write there`);
    }
  }
}

/** Whether a device is to be at a hub, when nothing fails. */
const isPresent = ({ isAlive, isCutOff, options }: Device): boolean => isAlive && !isCutOff && options.grant === "good";

/** What devices report is what it comes to above, where the hubs are to see to that. */
function checkWays({ model, hubOptions, keepsOrder }: Scene): void {
  // A hub does not go up again for what it has written itself, and so relies on the order.
  if (hubOptions.ways.length === 0 || !keepsOrder) return;
  const loads = [...model.latest.cells].filter(([text]) => /^\[2,"..+","shared","load",0\]$/.test(text));
  if (loads.length === 0) return;
  const due = Math.max(...loads.map(([, load]) => load));
  const found = model.latest.cells.get(JSON.stringify([0, "", "shared", "load", 0]));
  if (found !== due) throw new Broken("W9", `the greatest load is ${due}, and ${found} stands above`);
}

/** When nothing fails any more and nothing is under way, all agree, and nothing that was kept is lost. */
export function checkPeace(world: Scene): void {
  const { model } = world;
  for (const station of world.stations) {
    if (!station.isAlive) continue;
    if (station.machine.revision !== world.log.entries.length) {
      throw new Broken("W9", `hub ${station.name} stands at revision ${station.machine.revision}`);
    }
    const read = new Map<string, number>();
    for (const { level, instance, option, dimension, value, weight } of station.machine.tensor.cells()) {
      const at = [world.levels.indexOf(level), instance, option, dimension];
      if (value !== undefined) read.set(JSON.stringify([...at, 0]), value);
      if (weight !== undefined) read.set(JSON.stringify([...at, 1]), weight);
    }
    same("W9", `the tensor of hub ${station.name}`, read, model.latest.cells);
  }
  for (const device of world.devices) {
    const { name, cursor, slice } = device.options;
    if (!isPresent(device)) continue;
    const { machine } = device;
    if (!machine.isCurrent) throw new Broken("W9", `replica ${name} is not current`);
    if (machine.unanswered > 0) throw new Broken("W9", `replica ${name} waits for an answer`);
    const due = Model.onPath(model.latest.cells, cursor);
    same("W9", `replica ${name}, in peace`, plainCells(machine.state().standing), due);
    if (model.latest.withdrawn.has(JSON.stringify(slice))) throw new Broken("W11", `${name} is here, its slice not`);
    if (world.isShared(device) || model.blurred.has(device) || device.options.isLiar) continue;
    for (const [text, content] of model.writtenBy(device)) {
      const found = model.latest.cells.get(text) ?? NaN;
      if (!Object.is(found, content))
        throw new Broken("W1", `${name} wrote ${content} to ${text}, the hub has ${found}`);
    }
  }
  checkWays(world);
  if (world.hubOptions.withdraw.length === 0) return;
  for (const device of world.devices) {
    const { slice, name } = device.options;
    const isHere = world.devices.some((other) => isPresent(other) && other.options.slice.join() === slice.join());
    if (isHere) continue;
    // Prices are the hub's, whoever is there.
    const left = [...model.latest.cells.keys()].some(
      (text) => text.startsWith(`[${slice[0]},${JSON.stringify(slice[1])},`) && !text.includes('"price"'),
    );
    if (left) throw new Broken("W11", `${name} is absent, and its slice stands`);
  }
}
