import { createHub, type Hub, WireError } from "../src/index.ts";
import { type WebSocketServer, webSocketServer } from "../src/transports/websocket-server.ts";
import { doorkeeper } from "./doorkeeper.ts";
import { readFacts } from "./facts.ts";
import { CommandError } from "./failures.ts";
import { type Figures, figuresLine, figuresOf } from "./figures.ts";
import { exposedLine } from "./grant.ts";
import { heading } from "./heading.ts";
import type { HubOrder } from "./hub-usage.ts";
import { importKeys, isExposed } from "./key-file.ts";
import { measured } from "./measured-log.ts";
import { causeOf, logAt, notOpened } from "./place.ts";
import { Reports } from "./reports.ts";
import type { Screen } from "./screen.ts";
import { Stop } from "./stop.ts";

/** Runs a hub until it is asked to stop. Rejects with a {@link CommandError} where it cannot start, or not go on. */
export async function serve(order: HubOrder, screen: Screen): Promise<void> {
  const { levels, tensor, place, name, lease, withdraw, ways, maxSliceCells, json } = order;
  const keys = order.keys === undefined ? undefined : await importKeys(order.keys);
  if (order.keys !== undefined && isExposed(order.keys, keys ?? [])) screen.printError(exposedLine(order.keys));
  const facts = order.facts === undefined ? undefined : readFacts(order.facts, levels);
  const log = measured(await logAt(place, tensor, order.newEpoch));
  const reports = new Reports(screen, order.logLevel, json);
  const stop = new Stop();
  let isReady = false;
  let failure: WireError | undefined;
  const hub: Hub = createHub({
    levels,
    log,
    tensor,
    name,
    authorize: doorkeeper(keys, order.trust),
    lease,
    withdraw,
    ways,
    limits: maxSliceCells === undefined ? {} : { maxSliceCells },
    onReport(error, { hello }) {
      // Why it cannot start is told once, below.
      if (!isReady) return;
      reports.add(error, hello?.token);
    },
  });
  let server: WebSocketServer | undefined;
  let timer: ReturnType<typeof setInterval> | undefined;
  let slow: ReturnType<typeof setTimeout> | undefined;
  const figures = (): Figures => figuresOf(hub, log, log.lag());
  try {
    await hub.ready.catch((error: unknown) => {
      throw notOpened(error, place);
    });
    isReady = true;
    void hub.failed.then((error) => {
      failure = error;
      stop.ask();
    });
    if (facts !== undefined) await writeFacts(hub, facts);
    if (!stop.isAsked) {
      server = await listen(order, hub);
      const beginning = { url: server.url, revision: hub.revision, keys };
      if (json) {
        const { url, port } = server;
        const place = order.place.kind;
        screen.printJson({ event: "listening", url, port, tensor, levels, log: place, revision: hub.revision });
      } else screen.print(`${heading(order, beginning, screen.paint)}\n`);
      const report = (): void => tell(figures(), screen, json);
      if (screen.isLive && !json) report();
      timer = setInterval(report, order.report ?? (screen.isLive && !json ? 1_000 : 60_000));
      await stop.asked;
    }
  } finally {
    clearInterval(timer);
    screen.draw("");
    slow = setTimeout(() => screen.printError("stopping; once more ends it at once"), 500);
    // The hub says goodbye first, while there is still someone to hear it.
    await Promise.all([hub.close(), server?.close()]);
    clearTimeout(slow);
    reports.end();
  }
  if (failure !== undefined) throw new CommandError(`The log cannot be gone on with: ${causeOf(failure)}`);
  if (json) screen.printJson({ event: "stopped", ...figures() });
  else screen.print(`stopped at revision ${hub.revision}: ${figuresLine(figures())}`);
}

function tell(figures: Figures, screen: Screen, json: boolean): void {
  if (json) screen.printJson({ event: "counters", ...figures });
  else if (screen.isLive) screen.draw(figuresLine(figures, screen.columns));
  else screen.print(figuresLine(figures));
}

async function writeFacts(hub: Hub, facts: ReturnType<typeof readFacts>): Promise<void> {
  await hub.write((writer) => {
    for (const { level, instance, option, dimension, value, weight } of facts.cells()) {
      if (value !== undefined) writer.setValue(level, instance, option, dimension, value);
      if (weight !== undefined) writer.setOptionWeight(level, instance, option, dimension, weight);
    }
  });
}

async function listen(order: HubOrder, hub: Hub): Promise<WebSocketServer> {
  const { host, port, origins, maxConnections } = order;
  try {
    return await webSocketServer({
      host,
      port,
      origins,
      ...(maxConnections !== undefined && { maxConnections }),
      onConnection: (transport) => hub.accept(transport),
    });
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    const { code } = (error.cause ?? {}) as { readonly code?: string };
    const reasons: Readonly<Record<string, string>> = {
      EADDRINUSE: `Port ${port} is in use, perhaps by another hub; give another --port, or 0 for a free one.`,
      EACCES: `Port ${port} needs more rights than you have; give a --port from 1024.`,
      EADDRNOTAVAIL: `${host} is no address of this machine; give another --host.`,
      ENOTFOUND: `There is no host ${host}; give another --host.`,
    };
    throw new CommandError(reasons[code ?? ""] ?? `Nobody can listen at ${host}:${port}: ${causeOf(error)}`);
  }
}
