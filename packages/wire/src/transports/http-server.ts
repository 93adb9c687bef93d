import { createServer, type Server as HttpServer, STATUS_CODES } from "node:http";
import { Server as HttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";

/** A server that has nothing to say but where to go. Who is slow to ask holds no place for long. */
export function plainServer(): HttpServer {
  const timeouts = { headersTimeout: 10_000, requestTimeout: 10_000, connectionsCheckingInterval: 5_000 };
  return createServer(timeouts, (_, response) => {
    response.writeHead(426, { connection: "close", upgrade: "websocket" }).end();
  });
}

/** Answers a request to upgrade with a status, and hangs up. */
export function refuse(socket: Duplex, status: number): void {
  socket.on("error", () => socket.destroy());
  socket.once("finish", () => socket.destroy());
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/** Where a server listens; 0 where it does not. */
export function portOf(server: HttpServer | HttpsServer): number {
  return (server.address() as AddressInfo | null)?.port ?? 0;
}

/** What to connect to. */
export function urlOf(server: HttpServer | HttpsServer, path = "/"): string {
  const { address, family, port } = (server.address() as AddressInfo | null) ?? { address: "", family: "", port: 0 };
  const name = address === "0.0.0.0" || address === "::" ? "localhost" : family === "IPv6" ? `[${address}]` : address;
  return `${server instanceof HttpsServer ? "wss" : "ws"}://${name}:${port}${path}`;
}
