import { once } from "node:events";
import type { Server as HttpServer, IncomingMessage } from "node:http";
import type { Server as HttpsServer } from "node:https";
import type { Duplex } from "node:stream";
import { type ServerOptions, WebSocketServer as Upgrader } from "ws";
import { WireError } from "../errors.ts";
import { Admission } from "./admission.ts";
import { plainServer, portOf, refuse, urlOf } from "./http-server.ts";
import { Sharing } from "./sharing.ts";
import { SocketTransport } from "./socket-transport.ts";
import { SUBPROTOCOL } from "./subprotocol.ts";
import type { Transport } from "./transport.ts";

/** Where a connection comes from. */
export interface Peer {
  readonly address: string;
  /** Of the web page; nothing where it is none. */
  readonly origin: string | undefined;
}

/** Takes of {@link webSocketServer}; times are in milliseconds. */
export interface WebSocketServerOptions {
  /** 0, which it is unless given, takes a free one. */
  readonly port?: number;
  /** The address to listen on; unless given `127.0.0.1`, which is this machine alone. */
  readonly host?: string;
  /** A server to share, instead of one of its own: for TLS, or beside other pages. It is neither started nor closed. */
  readonly server?: HttpServer | HttpsServer;
  /** Connect here only; anywhere unless given. */
  readonly path?: string;
  /**
   * The web pages that may connect, as `https://app.example`; none unless given. A list lets in whoever comes without an
   * origin, which is everyone but browsers; a function is asked about them, too.
   */
  readonly origins?: readonly string[] | ((origin: string | undefined) => boolean);
  /** Beyond it a connection is refused with status 503; 10,000 unless given. */
  readonly maxConnections?: number;
  /** Beyond it with status 429; as many as connections unless given. */
  readonly maxConnectionsPerAddress?: number;
  /** Who connects; behind a proxy that is in a header. Unless given, the address of the socket. */
  readonly addressOf?: (request: IncomingMessage) => string;
  /** A longer frame ends its connection; 1 MiB unless given. */
  readonly maxBytes?: number;
  /** Who has left more than this unread is cut off; 16 MiB unless given. */
  readonly maxBuffered?: number;
  /** How often everyone is pinged; every 20 seconds unless given. */
  readonly pingInterval?: number;
  /** Who answers nothing for so long is cut off, at the ping that follows; a minute unless given. */
  readonly idleTimeout?: number;
  /** How long a connection that is being closed may take; 2 seconds unless given. */
  readonly graceTime?: number;
  readonly onConnection: (transport: Transport, peer: Peer) => void;
}

/** A server that listens; made by {@link webSocketServer}. */
export interface WebSocketServer {
  /** Where to connect, as `ws://127.0.0.1:7070/sync`. */
  readonly url: string;
  /** 0 while a shared server does not listen. */
  readonly port: number;
  /** How many are open. */
  readonly connections: number;
  /** Lets nobody in any more, takes leave of everyone, and resolves when the last one is gone. */
  close(): Promise<void>;
}

/**
 * Listens for WebSockets, on Node. Rejects with `invalid-option`, also where the port is taken.
 *
 * @example
 * import { webSocketServer } from "@thalweg/wire/websocket-server";
 * const server = await webSocketServer({ port: 0, onConnection: (transport) => transport.close() });
 * console.log(server.url.startsWith("ws://127.0.0.1:")); // true
 * await server.close();
 */
export async function webSocketServer(options: WebSocketServerOptions): Promise<WebSocketServer> {
  const { port = 0, host = "127.0.0.1", path, origins = [], onConnection } = options;
  const { maxConnections = 10_000, maxConnectionsPerAddress = maxConnections } = options;
  const { maxBytes = 2 ** 20, maxBuffered = 2 ** 24 } = options;
  const { pingInterval = 20_000, idleTimeout = 60_000, graceTime = 2_000 } = options;
  const { addressOf = (request: IncomingMessage) => request.socket.remoteAddress ?? "" } = options;
  checkNumbers({ maxConnections, maxConnectionsPerAddress, maxBuffered, idleTimeout }, Infinity);
  checkNumbers({ maxBytes, pingInterval, graceTime }, 2 ** 31 - 1);

  const admission = new Admission({ path, origins, maxConnections, maxConnectionsPerAddress });
  const transports = new Set<SocketTransport>();
  // The types do not know the time limit yet.
  const upgraderOptions: ServerOptions & { closeTimeout: number } = {
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: maxBytes,
    autoPong: false,
    closeTimeout: graceTime,
    handleProtocols: () => SUBPROTOCOL,
  };
  const upgrader = new Upgrader(upgraderOptions);
  const server = options.server ?? plainServer();
  let closing: Promise<void> | undefined;
  let lastIsGone = () => {};

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // On a shared server it may be somebody else's.
    if (!admission.isAddressed(request) && !sharing.refuses(admission, request)) return;
    let address = "";
    let status: number | undefined = 500;
    try {
      address = addressOf(request);
      status = closing ? 503 : admission.refusal(request, address);
    } catch {
      // A function of the host has stumbled over what a stranger sent.
    }
    if (status !== undefined) {
      refuse(socket, status);
      return;
    }
    // Not from within: a connection would hold on to its request for as long as it lives.
    const { origin } = request.headers;
    upgrader.handleUpgrade(request, socket, head, (webSocket) => {
      const transport = new SocketTransport(webSocket, maxBuffered, () => {
        transports.delete(transport);
        admission.leave(address);
        if (transports.size === 0) lastIsGone();
      });
      transports.add(transport);
      admission.enter(address);
      onConnection(transport, { address, origin });
    });
  }

  if (!options.server) {
    try {
      server.listen(port, host);
      await once(server, "listening");
    } catch (error) {
      throw new WireError("invalid-option", `${host}:${port}, where nobody can listen`, "port", error);
    }
  }
  const sharing = Sharing.of(server);
  sharing.enter(admission);
  server.on("upgrade", upgrade);
  const patience = Math.max(1, Math.floor(idleTimeout / pingInterval));
  const pings = setInterval(() => {
    for (const transport of transports) transport.ping(patience);
  }, pingInterval).unref();

  async function finish(): Promise<void> {
    clearInterval(pings);
    const closed = options.server ? undefined : once(server, "close");
    if (closed) server.close();
    const gone = new Promise<void>((resolve) => {
      lastIsGone = resolve;
    });
    for (const transport of transports) transport.dismiss();
    if (transports.size > 0) await gone;
    server.off("upgrade", upgrade);
    sharing.leave(admission);
    if (closed) server.closeAllConnections();
    await closed;
  }

  return {
    get url() {
      return urlOf(server, path);
    },
    get port() {
      return portOf(server);
    },
    get connections() {
      return transports.size;
    },
    close() {
      closing ??= finish();
      return closing;
    },
  };
}

function checkNumbers(numbers: Readonly<Record<string, number>>, most: number): void {
  for (const [name, number] of Object.entries(numbers)) {
    if (!(number >= 1 && number <= most)) throw new WireError("invalid-option", String(number), name);
  }
}
