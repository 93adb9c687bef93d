import { onTestFinished } from "vitest";
import { WebSocket as Client } from "ws";
import type { WireError } from "../../src/errors.ts";
import type { Connect, Transport } from "../../src/transports/transport.ts";
import { webSocket } from "../../src/transports/websocket.ts";
import {
  type Peer,
  type WebSocketServer,
  type WebSocketServerOptions,
  webSocketServer,
} from "../../src/transports/websocket-server.ts";

interface Accepted {
  readonly transport: Transport;
  readonly peer: Peer;
}

/** A server that hands out its connections one by one. */
export interface Desk {
  readonly server: WebSocketServer;
  next(): Promise<Accepted>;
}

export async function openDesk(options: Partial<WebSocketServerOptions> = {}): Promise<Desk> {
  const arrived: Accepted[] = [];
  const waiting: ((accepted: Accepted) => void)[] = [];
  const server = await webSocketServer({
    ...options,
    onConnection(transport, peer) {
      const resolve = waiting.shift();
      if (resolve) resolve({ transport, peer });
      else arrived.push({ transport, peer });
    },
  });
  const next = () =>
    new Promise<Accepted>((resolve) => {
      const accepted = arrived.shift();
      if (accepted) resolve(accepted);
      else waiting.push(resolve);
    });
  return { server, next };
}

/** The same for one test. */
export async function desk(options: Partial<WebSocketServerOptions> = {}): Promise<Desk> {
  const opened = await openDesk({ graceTime: 200, ...options });
  onTestFinished(() => opened.server.close());
  return opened;
}

const never = new AbortController().signal;
export const connectTo = (connect: Connect, signal: AbortSignal = never) => Promise.resolve(connect(signal));

export async function pairOf({ server, next }: Desk): Promise<readonly [client: Transport, server: Transport]> {
  const [client, { transport }] = await Promise.all([connectTo(webSocket(server.url)), next()]);
  return [client, transport];
}

/** A client of another library, which can misbehave. */
export function stranger(
  url: string,
  headers: Record<string, string> = {},
  protocols = ["thalweg.1"],
  autoPong = true,
) {
  const client = new Client(url, protocols, { headers, autoPong, perMessageDeflate: true });
  onTestFinished(() => client.terminate());
  const opened = new Promise<number>((resolve) => {
    client.on("open", () => resolve(101));
    client.on("unexpected-response", (request, response) => {
      resolve(response.statusCode ?? 0);
      request.destroy();
    });
  });
  client.on("error", () => {});
  const closed = new Promise<string>((resolve) => client.on("close", (code, why) => resolve(`${code} ${why}`.trim())));
  return { client, opened, closed };
}

/** Resolves when something holds of which nobody tells. */
export async function eventually(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 2));
}

export async function failure(promise: Promise<unknown>): Promise<WireError> {
  try {
    await promise;
  } catch (error) {
    return error as WireError;
  }
  throw new Error("it was not refused");
}
