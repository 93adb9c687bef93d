import type { Reader, Writer } from "@thalweg/core";
import { decodeHubState, encodeHubState } from "../codec/hub-state.ts";
import { WireError } from "../errors.ts";
import { hex } from "../session/random.ts";
import { tell } from "../session/tell.ts";
import type { Transport } from "../transports/transport.ts";
import { Compaction } from "./compaction.ts";
import type { Connection } from "./connection.ts";
import type { Authorize } from "./grant.ts";
import type { Way } from "./identity.ts";
import { HubMachine } from "./machine.ts";
import { checkOptions, type Hub, type HubOptions, limitsOf } from "./options.ts";
import { WriteQueue } from "./write-queue.ts";

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
  checkOptions(options);
  const { levels, log, authorize, tensor = "default", name = "hub", lease = 30_000 } = options;
  const { withdraw = [], ways = [], climbAfter = 50, compactAfter = 100_000, onReport } = options;
  const limits = limitsOf(options.limits);
  let isReady = false;
  let isClosed = false;
  let isFlushDue = false;
  let climbing: ReturnType<typeof setTimeout> | undefined;
  const waiting: Transport[] = [];

  const machine: HubMachine = new HubMachine(
    { levels, tensor, hub: name, life: hex(), lease, withdraw, ways: ways as readonly Way[], limits },
    {
      append(entry, id, owner) {
        const settle = (error?: WireError): void => {
          owner.done?.(error);
          if (owner.delta !== undefined) writes.ended();
        };
        const appended = log.append(entry, id);
        if (owner.delta !== undefined) writes.begun();
        appended.then(
          () => settle(),
          (error: WireError) => {
            machine.appendFailed(owner, Date.now());
            report(error);
            settle(error);
          },
        );
      },
      maxEntry: () => log.maxEntry,
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
          if (isReady && fault === undefined) machine.climb();
        }, climbAfter);
      },
      report: (error, connection) => report(error, connection),
    },
  );
  const writes = new WriteQueue((write, done) => machine.write(write, done));
  const compaction = new Compaction(compactAfter, log, () => ({
    revision: machine.revision,
    state: encodeHubState(machine.state()),
  }));

  function report(error: WireError, connection?: Connection): void {
    tell(() => onReport?.(error, { hello: connection?.hello }));
  }

  function begin(transport: Transport): void {
    const connection = machine.opened(transport, Date.now());
    transport.start({
      receive: (bytes) => machine.receive(connection, bytes, Date.now()),
      drain: () => machine.drained(connection),
      close: () => machine.closed(connection, Date.now()),
    });
  }

  /** Why the hub cannot go on. */
  let fault: WireError | undefined;
  let tellFailed = (_error: WireError): void => {};
  const failed = new Promise<WireError>((resolve) => {
    tellFailed = resolve;
  });
  function fail(error: WireError): void {
    if (fault !== undefined) return;
    fault = error;
    report(error);
    machine.leave();
    for (const transport of waiting.splice(0)) transport.close();
    writes.end(error);
    if (!isClosed) tellFailed(error);
  }

  /** Where what was delivered cannot be taken, nothing more is. */
  function take(work: () => void): void {
    if (fault !== undefined) return;
    try {
      work();
    } catch (error) {
      if (!(error instanceof WireError)) throw error;
      fail(error);
    }
  }

  let begun = (): void => {};
  const ready = log
    .open({
      restore: (_revision, state) => take(() => machine.restore(decodeHubState(state))),
      deliver(revision, entry) {
        take(() => machine.delivered(revision, entry, Date.now()));
        begun();
        if (isReady && fault === undefined && compaction.isDue) compaction.run().catch(report);
      },
      fail(error, isOver = false) {
        const failure = error instanceof WireError ? error : new WireError("log-failed", error.message, "log", error);
        if (isOver) fail(failure);
        else report(failure);
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
      if (fault !== undefined) throw fault;
      isReady = true;
      for (const transport of waiting.splice(0)) begin(transport);
    });
  // Whoever does not look at it learns of it by `failed` and by `onReport`.
  ready.catch(fail);
  const timer = setInterval(
    () => isReady && fault === undefined && machine.tick(Date.now()),
    lease === 0 ? 1_000 : Math.min(1_000, lease / 4),
  );

  return {
    tensor: machine.tensor as Reader<Levels>,
    ready,
    failed,
    get revision() {
      return machine.revision;
    },
    counters: machine.counters,
    get withdrawn() {
      return machine.withdrawn.map(([depth, instance]) => ({ level: levels[depth] as string, instance }));
    },
    accept(transport) {
      if (isClosed || fault !== undefined) transport.close();
      else if (isReady) begin(transport);
      else waiting.push(transport);
    },
    async write(write) {
      await ready;
      return writes.write(write as (writer: Writer) => void);
    },
    compact: () => ready.then(() => compaction.run()),
    async close() {
      if (isClosed) return;
      isClosed = true;
      clearInterval(timer);
      clearTimeout(climbing);
      for (const transport of waiting.splice(0)) transport.close();
      writes.end(new WireError("closed", "a write to a hub"));
      machine.flush();
      machine.leave();
      await ready.catch(() => {});
      await compaction.settled();
      await log.close();
    },
  };
}
