import type { Reader, Writer } from "@thalweg/core";
import { WireError } from "../errors.ts";
import type { SliceName } from "../session/path.ts";
import { hex } from "../session/random.ts";
import { tell } from "../session/tell.ts";
import type { Storage } from "../storage/storage.ts";
import type { Connect, Transport } from "../transports/transport.ts";
import { Connector } from "./connector.ts";
import { Keeper } from "./keeper.ts";
import { type Rejection, ReplicaMachine } from "./machine.ts";

/** What a replica is made of. */
export interface ReplicaOptions<Levels extends readonly string[]> {
  /** The levels of the tensor, coarse to fine; the hub's. */
  readonly levels: Levels;
  /** What it reads: the instance at each level that it names, and the shared ones. */
  readonly cursor: Readonly<Partial<Record<Levels[number], string>>>;
  /** The slice that it writes: of the finest level that the cursor names, that instance, where it is left out. */
  readonly slice?: { readonly level: Levels[number]; readonly instance: string } | undefined;
  /** The name of the tensor, `"default"` where it is left out. */
  readonly tensor?: string | undefined;
  /** What the hub's `authorize` is to see, as a grant; a function is asked at each connection. */
  readonly token?: string | (() => string) | undefined;
  /** Where what is not acknowledged outlives the process. */
  readonly storage?: Storage | undefined;
  /** Between attempts to connect, in milliseconds: 250 at first, twice as long each time, up to 30,000. */
  readonly backoff?: { readonly least?: number; readonly most?: number } | undefined;
  /** Told of publications that the hub refused. */
  readonly onRejection?: ((rejection: Rejection) => void) | undefined;
}

/** How a replica is. */
export interface ReplicaStatus {
  readonly phase: "offline" | "connecting" | "live" | "closed";
  /** Whether it has all that the hub had when this session began. */
  readonly isCurrent: boolean;
  /** What it knows of the hub's history. */
  readonly revision: number;
  /** How many of its cells the hub has not answered for. */
  readonly unanswered: number;
  /** Attempts to connect since it was current, or told to connect. */
  readonly attempts: number;
  /** Why the last session ended, or none began. */
  readonly error: WireError | undefined;
  /** Why nothing is kept for now: it is tried again, ever less often; where the storage could not be read, in the next life. */
  readonly storageError: WireError | undefined;
}

/** A device's end. */
export interface Replica<Levels extends readonly string[] = readonly string[]> {
  /** What the device may read, its own writes on top; there is always something to resolve by. */
  readonly tensor: Reader<Levels>;
  /** Writes the device's slice, connected or not; a replica whose cursor names nothing only reads, and it is revoked. */
  readonly writer: Writer<Levels[number]>;
  readonly status: ReplicaStatus;
  /** The latest hundred publications that the hub refused; what they wrote is undone. */
  readonly rejections: readonly Rejection[];
  /** Resolves once what its storage kept is there. */
  readonly ready: Promise<void>;
  /** Calls back when the status has changed; returns what ends that. */
  watch(listener: (status: ReplicaStatus) => void): () => void;
  /** Resolves once it is live, has all that the hub has, and the hub has answered for all that was written. */
  settled(): Promise<void>;
  /**
   * Connects by a transport, once, or by what makes transports, again and again until {@link close}; in the place of any
   * connection there is.
   */
  connect(to: Transport | Connect): void;
  /** Ends the connection, and what makes new ones. */
  disconnect(): void;
  /** Waits until the hub has answered for everything, at most so long (5,000 ms), and ends all. */
  close(wait?: number): Promise<void>;
}

const KEPT_REJECTIONS = 100;

/**
 * Makes a replica: a tensor that a device reads and writes as if it were alone, and that is in step with the hub's
 * whenever there is a connection.
 *
 * @example
 * import { createReplica } from "@thalweg/wire";
 * const replica = createReplica({ levels: ["global", "device"], cursor: { device: "A" } });
 * replica.writer.setValue("device", "A", "groq", "latency", 0.05);
 * console.log(replica.status.unanswered); // 1
 * await replica.close(0);
 */
export function createReplica<const Levels extends readonly string[]>(
  options: ReplicaOptions<Levels>,
): Replica<Levels> {
  const { levels, tensor = "default", token = "", storage, onRejection } = options;
  const { least = 250, most = 30_000 } = options.backoff ?? {};
  const given = options.cursor as Readonly<Record<string, string | undefined>>;
  for (const level of Object.keys(given)) {
    if (!levels.includes(level)) throw new WireError("invalid-option", `the level ${level}`, "cursor");
  }
  const cursor = levels.map((level) => given[level] ?? "");
  const depth = options.slice === undefined ? cursor.findLastIndex(Boolean) : levels.indexOf(options.slice.level);
  const instance = options.slice?.instance ?? cursor[depth] ?? "";
  if ((options.slice !== undefined && depth < 0) || (instance !== "" && instance !== cursor[depth])) {
    throw new WireError("invalid-option", `the slice of ${instance}, which is not on the cursor`, "slice");
  }
  const slice: SliceName | undefined = depth < 0 ? undefined : [depth, instance];

  const rejections: Rejection[] = [];
  const listeners = new Set<(status: ReplicaStatus) => void>();
  let isClosed = false;
  let isFlushDue = false;
  let storageError: WireError | undefined;

  const machine: ReplicaMachine = new ReplicaMachine(
    {
      levels,
      tensor,
      cursor,
      slice,
      incarnation: hex(),
      token: () => (typeof token === "function" ? token() : token),
    },
    {
      send: (bytes) => connector.send(bytes),
      close: (reason) => connector.finish(reason),
      keep: storage && ((record, then) => keeper?.keep(record, then)),
      rejected(rejection) {
        rejections.push(rejection);
        if (rejections.length > KEPT_REJECTIONS) rejections.shift();
        tell(() => onRejection?.(rejection));
      },
      flushSoon() {
        if (isFlushDue) return;
        isFlushDue = true;
        // What one turn writes is one publication.
        queueMicrotask(() => {
          isFlushDue = false;
          machine.flush();
        });
      },
      changed,
    },
  );
  const keeper: Keeper | undefined =
    storage &&
    new Keeper(storage, {
      restore: (state, records) => machine.restore(state, records),
      state: () => machine.state(),
      failed(failure) {
        storageError = failure;
        changed();
      },
    });
  const ready = keeper?.loaded ?? Promise.resolve();
  const connector: Connector = new Connector({ machine, ready, least, most, changed });
  const ticks = setInterval(() => machine.tick(Date.now()), 250);

  function statusNow(): ReplicaStatus {
    const { phase, isCurrent, revision, unanswered } = machine;
    const { isConnecting, attempts, error } = connector;
    const now = isClosed ? "closed" : phase === "live" ? "live" : isConnecting ? "connecting" : "offline";
    return { phase: now, isCurrent, revision, unanswered, attempts, error, storageError };
  }

  function changed(): void {
    connector.look();
    if (listeners.size === 0) return;
    const status = statusNow();
    for (const listener of listeners) tell(() => listener(status));
  }

  const isSettled = (): boolean => machine.isCurrent && machine.unanswered === 0;
  const replica: Replica<Levels> = {
    tensor: machine.tensor.reader() as unknown as Reader<Levels>,
    writer: writerOf(machine.tensor, slice) as Writer<Levels[number]>,
    get status() {
      return statusNow();
    },
    rejections,
    ready,
    watch(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    settled: () =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (isSettled()) resolve();
          else if (isClosed) reject(new WireError("closed", "a replica"));
          else return;
          listeners.delete(look);
        };
        listeners.add(look);
        look();
      }),
    connect(to) {
      if (isClosed) throw new WireError("closed", "a replica");
      connector.connect(to);
    },
    disconnect() {
      connector.disconnect();
      changed();
    },
    async close(wait = 5_000) {
      if (isClosed) return;
      if (wait > 0 && machine.unanswered > 0 && connector.isHopeful) {
        let late: ReturnType<typeof setTimeout> | undefined;
        const time = new Promise<void>((resolve) => {
          late = setTimeout(resolve, wait);
        });
        await Promise.race([replica.settled(), time]);
        clearTimeout(late);
      }
      isClosed = true;
      connector.disconnect();
      clearInterval(ticks);
      changed();
      await keeper?.close();
    },
  };
  return replica;
}

function writerOf(tensor: ReplicaMachine["tensor"], slice: SliceName | undefined): Writer {
  if (slice !== undefined) return tensor.writer(tensor.levels[slice[0]] as string, slice[1]);
  const writer = tensor.writer(tensor.levels[0] as string);
  writer.revoke();
  return writer;
}
