import { decodeEntry } from "../../src/codec/encode-entry.ts";
import type { PublishEntry } from "../../src/codec/entries.ts";
import type { Log } from "../../src/logs/log.ts";
import { Recorder } from "../logs/recorder.ts";
import { cellOf, TWINS } from "./twins.ts";

/** What a log has of the publications of one device. */
export interface Account {
  /** The last publication; every one before it stands there, too. */
  sequence: number;
  /** What they come to, by cell. */
  readonly cells: Map<string, number>;
}

/** What a log has of all publications. */
export interface Ledger {
  /** By incarnation. */
  readonly accounts: ReadonlyMap<string, Account>;
  /** How many there are. */
  readonly taken: number;
  /** How many stand there once more, as they may where several hubs append; they have no effect. */
  readonly repeated: number;
}

/**
 * Reads a log from its beginning, and adds up what each device published. Throws where a publication is missing or
 * refused, is half of what was written together, or brings back an older number.
 */
export async function readLedger(log: Log): Promise<Ledger> {
  const recorder = new Recorder();
  await log.open(recorder);
  await log.close();
  if (recorder.restored !== undefined) throw new Error("a log that was compacted has not all publications");
  const accounts = new Map<string, Account>();
  let [taken, repeated] = [0, 0];
  for (const bytes of recorder.entries) {
    const entry = decodeEntry(bytes);
    if (entry.kind === "refuse") throw new Error(`publication ${entry.sequence} was refused: ${entry.code}`);
    if (entry.kind !== "publish") continue;
    const account = accounts.get(entry.incarnation) ?? { sequence: 0, cells: new Map() };
    accounts.set(entry.incarnation, account);
    if (entry.sequence <= account.sequence) repeated++;
    else {
      taken++;
      enter(entry, account);
    }
  }
  return { accounts, taken, repeated };
}

function enter(entry: PublishEntry, account: Account): void {
  const { incarnation, sequence } = entry;
  const fail = (found: string): never => {
    throw new Error(`publication ${sequence} of ${incarnation} ${found}`);
  };
  if (sequence !== account.sequence + 1) fail(`comes after ${account.sequence}`);
  account.sequence = sequence;
  for (const [cell, number] of contentsOf(entry)) {
    const before = account.cells.get(cell) ?? 0;
    if (number <= before) fail(`makes ${cell} ${number}, which was ${before}`);
    account.cells.set(cell, number);
  }
  for (const cell of account.cells.keys()) {
    const [option = ""] = cell.split("/");
    const [one, other] = TWINS.map((dimension) => account.cells.get(cellOf(option, dimension)));
    if (one !== other) fail(`makes ${option} ${one} and ${other}, which were written together`);
  }
}

function contentsOf({ names, cells }: PublishEntry): [cell: string, number: number][] {
  return Array.from({ length: cells.length }, (_, row) => {
    const [option = "", dimension = ""] = [names[cells.option[row] as number], names[cells.dimension[row] as number]];
    return [cellOf(option, dimension), cells.content[row] as number];
  });
}
