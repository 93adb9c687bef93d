import { type Connect, createReplica, type Storage } from "../../src/index.ts";
import { TWINS } from "../processes/twins.ts";

export const levels = ["global", "device"] as const;
/** What devices in browsers write about. */
export const OPTION = "groq";

/** How a device in a browser is, as plain data. */
export interface Seen {
  readonly phase: string;
  readonly isCurrent: boolean;
  readonly unanswered: number;
  readonly storageError: string;
  readonly rejections: number;
  readonly cells: readonly unknown[];
  readonly queue: readonly string[];
  /** What it wrote last, and up to which of these its storage has said that it is kept. */
  readonly written: number;
  readonly kept: number;
}

/** What a test asks of a device in a browser. */
export interface BrowserDevice {
  /** Writes once. */
  write(): Seen;
  /** Writes whenever there is time for it. */
  begin(): Seen;
  /** Ends that. */
  stop(): Seen;
  look(): Seen;
  /** Waits until what it kept is there. */
  ready(): Promise<Seen>;
  /** Waits until the hub has answered for everything. */
  settled(): Promise<Seen>;
}

/** A device, in a page or in a worker. */
export function browserDevice(name: string, connect: Connect, storage?: Storage): BrowserDevice {
  let [written, kept] = [0, 0];
  let timer: ReturnType<typeof setInterval> | undefined;
  /** A record comes to the storage in the turn in which it happened. */
  const counted = async (keeping: Promise<void>): Promise<void> => {
    const last = written;
    await keeping;
    kept = Math.max(kept, last);
  };
  const replica = createReplica({
    levels,
    cursor: { device: name },
    backoff: { least: 50, most: 200 },
    ...(storage && {
      storage: {
        load: () => storage.load(),
        append: (record) => counted(storage.append(record)),
        replace: (state) => counted(storage.replace(state)),
        close: () => storage.close(),
      },
    }),
  });
  replica.connect(connect);
  const look = (): Seen => {
    const { phase, isCurrent, unanswered, storageError } = replica.status;
    return {
      ...{ phase, isCurrent, unanswered, written, kept, rejections: replica.rejections.length },
      storageError: storageError?.code ?? "",
      cells: [...replica.tensor.cells()],
      queue: replica.tensor.resolve({ device: name }),
    };
  };
  const write = (): Seen => {
    // A new life goes on from what an earlier one kept.
    const own = [...replica.tensor.cells()].find(({ level }) => level === "device");
    written = (own?.value ?? 0) + 1;
    replica.writer.batch((writer) => {
      for (const dimension of TWINS) writer.setValue("device", name, OPTION, dimension, written);
    });
    return look();
  };
  return {
    write,
    begin() {
      timer ??= setInterval(write, 1);
      return look();
    },
    stop() {
      clearInterval(timer);
      timer = undefined;
      return look();
    },
    look,
    async ready() {
      await replica.ready;
      return look();
    },
    async settled() {
      await replica.settled();
      return look();
    },
  };
}
