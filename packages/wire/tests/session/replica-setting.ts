import { Cells } from "../../src/codec/cells.ts";
import type { ReplicaRecord, ReplicaState } from "../../src/codec/entries.ts";
import type { Frame, Welcome } from "../../src/codec/frames.ts";
import type { WireError } from "../../src/errors.ts";
import { type Rejection, ReplicaMachine } from "../../src/replica/machine.ts";
import { Link } from "../../src/session/link.ts";
import { NameTable } from "../../src/session/names.ts";

export const epoch: string = "e".repeat(32);
type Row = readonly [place: number, option: string, content: number];
/** What a hub says first. */
export const welcome: Welcome = {
  kind: "welcome",
  version: 1,
  epoch,
  revision: 5,
  answered: 0,
  refusal: "",
  lease: 3_000,
  maxBytes: 1_000_000,
  maxCells: 1_000,
};

/** A replica of device A, with what an earlier life kept, and a hub that says whatever a test has it say. */
export function meet(kept?: { readonly state: ReplicaState; readonly records: readonly ReplicaRecord[] }) {
  const table = new NameTable();
  const heard: (Frame | undefined)[] = [];
  const closed: WireError[] = [];
  const rejections: Rejection[] = [];
  const records: ReplicaRecord[] = [];
  /** Called once a record is kept; those that wait for it while the storage is slow. */
  const waiting: (() => void)[] = [];
  const storage = { isSlow: false };
  let link = new Link(table, () => {});
  const replica: ReplicaMachine = new ReplicaMachine(
    {
      levels: ["global", "device"],
      tensor: "t",
      cursor: ["", "A"],
      slice: [1, "A"],
      incarnation: "a".repeat(32),
      token: () => "let me in",
    },
    {
      send: (bytes) => {
        const frame = link.receive(bytes);
        if (frame !== undefined) heard.push(frame);
      },
      close: (error) => closed.push(error),
      keep: (record, then) => {
        records.push(record);
        if (then !== undefined) waiting.push(then);
        if (!storage.isSlow) for (const each of waiting.splice(0)) each();
      },
      rejected: (rejection) => rejections.push(rejection),
      flushSoon() {},
      changed() {},
    },
  );
  if (kept !== undefined) replica.restore(kept.state, kept.records);
  /** Begins a session, up to the welcome. */
  const begin = (said: Partial<Welcome> = {}) => {
    link = new Link(table, (bytes) => replica.receive(bytes, 0));
    replica.opened(0);
    link.send({ ...welcome, ...said });
  };
  /** What the replica published last, by names. */
  const published = () => {
    const frame = heard.findLast((one) => one?.kind === "publish");
    if (frame?.kind !== "publish") return undefined;
    const { length, option, dimension, content } = frame.cells;
    const nameAt = (column: Uint32Array, row: number) => table.name(column[row] as number);
    const rows = Array.from(
      { length },
      (_, i) => [`${nameAt(option, i)} ${nameAt(dimension, i)}`, content[i]] as const,
    );
    return { sequence: frame.sequence, cells: Object.fromEntries(rows) };
  };
  const cellsOf = (rows: readonly Row[]) => {
    const cells = new Cells();
    for (const [place, option, content] of rows) {
      cells.push(place, 0, table.number(option), table.number("latency"), content);
    }
    return cells;
  };
  const delta = (base: number, revision: number, ...rows: readonly Row[]) =>
    link.send({ kind: "delta", base, revision, cells: cellsOf(rows) });
  const read = (option: string) => replica.tensor.value({ device: "A" }, option, "latency");
  const write = (option: string, value: number) =>
    replica.tensor.writer("device", "A").setValue("device", "A", option, "latency", value);
  return {
    replica,
    heard,
    closed,
    records,
    storage,
    waiting,
    rejections,
    begin,
    published,
    delta,
    cellsOf,
    read,
    write,
    say: (frame: Frame) => link.send(frame),
  };
}

/** What an earlier life of {@link meet}'s replica begins with. */
export const nothingKept = (): ReplicaState => meet().replica.state();
