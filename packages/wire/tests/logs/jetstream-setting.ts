import { randomUUID } from "node:crypto";
import { type JetStreamManager, jetstreamManager } from "@nats-io/jetstream";
import { connect, type NatsConnection } from "@nats-io/transport-node";
import { afterEach } from "vitest";
import { type JetstreamLogOptions, jetstreamLog } from "../../src/logs/jetstream.ts";
import type { Log } from "../../src/logs/log.ts";
import { NatsServer } from "../nats-server.ts";
import { Link } from "./link.ts";
import { entryOf, Recorder } from "./recorder.ts";

/** What is to be ended after a test, the last first. */
export const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

export async function opened(options: Partial<JetstreamLogOptions> & { readonly name: string }) {
  const log = jetstreamLog({ timeout: 4_000, ...options });
  ends.push(() => log.close());
  const recorder = new Recorder();
  const { epoch } = await log.open(recorder);
  return { log, recorder, epoch };
}

export const append = (log: Log, number: number, id: string = randomUUID()): Promise<void> =>
  log.append(entryOf(number), id);

export async function newServer(settings: readonly string[] = []): Promise<NatsServer> {
  const server = await NatsServer.start(settings);
  ends.push(() => server.remove());
  return server;
}

export async function newLink(url: string): Promise<Link> {
  const link = await Link.start(url);
  ends.push(() => link.stop());
  return link;
}

export async function managed(url: string): Promise<{ manager: JetStreamManager; connection: NatsConnection }> {
  const connection = await connect({ servers: url });
  ends.push(() => connection.close());
  return { connection, manager: await jetstreamManager(connection) };
}
