import type { Delta, Reader, Writer } from "@thalweg/core";
import type { Hello } from "../codec/frames.ts";
import { decodeHubState, encodeHubState } from "../codec/hub-state.ts";
import { defaultLimits } from "../codec/limits.ts";
import { WireError } from "../errors.ts";
import type { Log } from "../logs/log.ts";
import { hex } from "../session/random.ts";
import type { Transport } from "../transports/transport.ts";
import type { Connection } from "./connection.ts";
import type { Counters } from "./counters.ts";
import type { Authorize } from "./grant.ts";
import type { HubLimits, Way } from "./identity.ts";
import { HubMachine } from "./machine.ts";

/** What a hub is made of. */
export interface HubOptions<Levels extends readonly string[]> {
  /** The levels of the tensor, coarse to fine. */
  readonly levels: Levels;
  /** Its history; `memoryLog()` forgets it, `sqliteLog` and `jetstreamLog` do not. */
  readonly log: Log;
  /** Whom it lets in: `grantAuthorizer` of `@thalweg/wire/grants`, {@link trustEveryone}, or your own. */
  readonly authorize: Authorize;
  /** The name of the tensor, `"default"` where it is left out. */
  readonly tensor?: string | undefined;
  /** Where several hubs share a log, the name of this one, in each of its lives; `"hub"` where it is left out. */
  readonly name?: string | undefined;
  /** A replica that is not heard for so long is absent, in milliseconds; 30,000 by default, 0 for never. */
  readonly lease?: number | undefined;
  /** The levels whose slices are withdrawn while their replica is absent, and come back with it. */
  readonly withdraw?: readonly Levels[number][] | undefined;
  /** The ways up that it goes after publications. */
  readonly ways?: readonly Way<Levels[number]>[] | undefined;
  /** How long it waits for more publications before it goes up, in milliseconds; 50 by default. */
  readonly climbAfter?: number | undefined;
  /** The log is compacted after so many entries; 100,000 by default. */
  readonly compactAfter?: number | undefined;
  readonly limits?: Partial<HubLimits> | undefined;
  /** Told why sessions ended or did not begin, and what fails. */
  readonly onReport?: ((error: WireError, about: { readonly hello?: Hello | undefined }) => void) | undefined;
}

/** The orchestrator's end. */
export interface Hub<Levels extends readonly string[] = readonly string[]> {
  /** All cells, for reading. */
  readonly tensor: Reader<Levels>;
  /** Resolves once the log has been read; transports that come before wait. Rejects where the log cannot be opened. */
  readonly ready: Promise<void>;
  readonly revision: number;
  readonly counters: Readonly<Counters>;
  /** The slices that are withdrawn. */
  readonly withdrawn: readonly { readonly level: string; readonly instance: string }[];
  /** Speaks with the replica at the other end. */
  accept(transport: Transport): void;
  /**
   * Writes facts of the hub's own, as one batch; resolves with what changed once it is in the log. Rejects with
   * `log-failed`, and then nothing stands, or with what the writer throws.
   */
  write(write: (writer: Writer<Levels[number]>) => void): Promise<Delta>;
  /** Has the log keep one state in the place of its entries. */
  compact(): Promise<void>;
  /** Says goodbye to all replicas, and closes the log. */
  close(): Promise<void>;
}

/**
 * Makes a hub: it keeps the tensor, takes what replicas publish into its log, and tells each what it may read.
 *
 * @example
 * import { createHub, trustEveryone } from "@thalweg/wire";
 * import { memoryLog } from "@thalweg/wire/memory-log";
 * const hub = createHub({ levels: ["global", "device"], log: memoryLog(), authorize: trustEveryone("device") });
 * await hub.write((writer) => writer.setWeight("global", "", "latency", 1));
 * console.log(hub.tensor.weight({}, "", "latency")); // 1
 * await hub.close();
 */
export function createHub<const Levels extends readonly string[]>(options: HubOptions<Levels>): Hub<Levels> {
  const {
    levels,
    log,
    authorize,
    tensor = "default",
    name = "hub",
    lease = 30_000,
    withdraw = [],
    ways = [],
  } = options;
  const { climbAfter = 50, compactAfter = 100_000, onReport } = options;
  for (const level of withdraw) {
    if (!levels.includes(level)) throw new WireError("invalid-option", `the level ${level}`, "withdraw");
  }
  const limits: HubLimits = { ...defaultLimits, maxSliceCells: 100_000, maxBuffered: 1_048_576, ...options.limits };
  let isReady = false;
  let isClosed = false;
  let isFlushDue = false;
  let climbing: ReturnType<typeof setTimeout> | undefined;
  let compacting: Promise<void> | undefined;
  const waiting: Transport[] = [];

  const machine: HubMachine = new HubMachine(
    { levels, tensor, hub: name, life: hex(), lease, withdraw, ways: ways as readonly Way[], limits },
    {
      append(entry, id, owner) {
        log.append(entry, id).then(
          () => owner.done?.(),
          (error: WireError) => {
            machine.appendFailed(owner, Date.now());
            report(error);
            owner.done?.(error);
          },
        );
      },
      authorize(connection, hello) {
        // What is thrown at once is a refusal like any other.
        new Promise<Awaited<ReturnType<Authorize>>>((resolve) => resolve(authorize(hello))).then(
          (grant) => machine.authorized(connection, grant, Date.now()),
          (error: unknown) => {
            machine.refused(
              connection,
              error instanceof WireError ? error : new WireError("unauthorized", String(error), "authorize", error),
            );
          },
        );
      },
      flushSoon() {
        if (isFlushDue) return;
        isFlushDue = true;
        queueMicrotask(() => {
          isFlushDue = false;
          machine.flush();
        });
      },
      climbSoon() {
        if (isClosed) return;
        climbing ??= setTimeout(() => {
          climbing = undefined;
          if (isReady) machine.climb();
        }, climbAfter);
      },
      report: (error, connection) => report(error, connection),
    },
  );

  function report(error: WireError, connection?: Connection): void {
    onReport?.(error, { hello: connection?.hello });
  }

  function compact(): Promise<void> {
    compacting ??= (async () => {
      try {
        await log.compact(machine.revision, encodeHubState(machine.state()));
      } finally {
        compacting = undefined;
      }
    })();
    return compacting;
  }

  function begin(transport: Transport): void {
    const connection = machine.opened(transport, Date.now());
    transport.start({
      receive: (bytes) => machine.receive(connection, bytes, Date.now()),
      drain: () => machine.drained(connection),
      close: () => machine.closed(connection, Date.now()),
    });
  }

  /** What was delivered and cannot be taken: from then on nothing is. */
  let fault: WireError | undefined;
  function take(work: () => void): void {
    if (fault !== undefined) return;
    try {
      work();
    } catch (error) {
      if (!(error instanceof WireError)) throw error;
      fault = error;
      report(error);
      machine.leave();
    }
  }

  let begun = (): void => {};
  const ready = log
    .open({
      restore: (_revision, state) => take(() => machine.restore(decodeHubState(state))),
      deliver(revision, entry) {
        take(() => machine.delivered(revision, entry, Date.now()));
        begun();
        if (isReady && log.size.entries >= compactAfter) compact().catch(report);
      },
      fail(error, isOver = false) {
        const failure = error instanceof WireError ? error : new WireError("log-failed", error.message, "log", error);
        if (!isOver) report(failure);
        else
          take(() => {
            throw failure;
          });
      },
    })
    .then(async ({ epoch }) => {
      if (fault !== undefined) throw fault;
      // A log that is new begins with what it is of: nothing comes before that.
      await new Promise<void>((resolve, reject) => {
        begun = resolve;
        machine.started(epoch, Date.now(), reject);
        if (machine.revision > 0) resolve();
      });
      isReady = true;
      for (const transport of waiting.splice(0)) begin(transport);
    });
  // Whoever does not look at it learns of it by `onReport`.
  ready.catch(report);
  const timer = setInterval(
    () => isReady && machine.tick(Date.now()),
    lease === 0 ? 1_000 : Math.min(1_000, lease / 4),
  );

  return {
    tensor: machine.tensor as Reader<Levels>,
    ready,
    get revision() {
      return machine.revision;
    },
    counters: machine.counters,
    get withdrawn() {
      return machine.withdrawn.map(([depth, instance]) => ({ level: levels[depth] as string, instance }));
    },
    accept(transport) {
      if (isClosed) transport.close();
      else if (isReady) begin(transport);
      else waiting.push(transport);
    },
    async write(write) {
      await ready;
      if (isClosed) throw new WireError("closed", "a write to a hub");
      return new Promise((resolve, reject) => {
        const delta: Delta = machine.write(write as (writer: Writer) => void, (error) =>
          // The log may answer at once, when nothing changed.
          queueMicrotask(() => (error === undefined ? resolve(delta) : reject(error))),
        );
      });
    },
    compact: () => ready.then(compact),
    async close() {
      if (isClosed) return;
      isClosed = true;
      clearInterval(timer);
      clearTimeout(climbing);
      for (const transport of waiting.splice(0)) transport.close();
      machine.flush();
      machine.leave();
      await ready.catch(() => {});
      await compacting?.catch(() => {});
      await log.close();
    },
  };
}
