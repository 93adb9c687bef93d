import { createServer as createHttpServer, get as httpGet } from "node:http";
import { type AddressInfo, connect as tcpConnect } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import type { Transport } from "../../src/transports/transport.ts";
import { webSocket } from "../../src/transports/websocket.ts";
import { webSocketServer } from "../../src/transports/websocket-server.ts";
import { connectTo, desk, failure, pairOf, stranger } from "./desk.ts";
import { listenTo, type Recorder } from "./recorder.ts";

test("a server closes while everyone sends: all are told, and nothing is left", async () => {
  const { server, next } = await desk();
  const told: Recorder[] = [];
  const ends: Recorder[] = [];
  const senders: Transport[] = [];
  for (let i = 0; i < 50; i++) {
    const [client, end] = await pairOf({ server, next });
    told.push(listenTo(client));
    ends.push(listenTo(end));
    senders.push(client);
  }
  const work = setInterval(() => {
    for (const sender of senders) for (let i = 0; i < 10; i++) sender.send(new Uint8Array(1000));
  }, 1);
  onTestFinished(() => clearInterval(work));
  await Promise.all(ends.map((end) => end.count(20)));
  const port = server.port;
  await Promise.all([server.close(), server.close()]);
  clearInterval(work);
  await Promise.all([...told, ...ends].map((recorder) => recorder.closed()));
  expect(server.connections).toBe(0);
  expect(new Set(told.flatMap(({ reasons }) => reasons))).toStrictEqual(new Set(["1001 going-away"]));
  expect(new Set(ends.flatMap(({ reasons }) => reasons))).toStrictEqual(new Set(["the server closes"]));
  expect((await failure(connectTo(webSocket(`ws://127.0.0.1:${port}`)))).code).toBe("connection-failed");
});

test("a server that closes does not wait for who never answers", async () => {
  const { server, next } = await desk({ graceTime: 50 });
  const deaf = tcpConnect(server.port, "127.0.0.1");
  onTestFinished(() => void deaf.destroy());
  const key = "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n";
  const upgrade = `Upgrade: websocket\r\nConnection: Upgrade\r\n${key}Sec-WebSocket-Protocol: thalweg.1`;
  deaf.write(`GET / HTTP/1.1\r\nHost: hub\r\n${upgrade}\r\n\r\n`);
  const told = listenTo((await next()).transport);
  // And somebody who has not asked for anything yet.
  const mute = tcpConnect(server.port, "127.0.0.1");
  onTestFinished(() => void mute.destroy());
  await new Promise((resolve) => mute.on("connect", resolve));
  const gone = Promise.all([deaf, mute].map((socket) => new Promise((resolve) => socket.on("close", resolve))));
  deaf.resume();
  mute.resume().on("error", () => {});
  await server.close();
  await gone;
  expect(told.reasons).toStrictEqual(["the server closes"]);
});

test("it shares a server, which it neither starts nor closes", async () => {
  const http = createHttpServer((_, response) => response.end("a page"));
  onTestFinished(() => void http.close());
  const { server, next } = await desk({ server: http, path: "/sync" });
  expect(server.port).toBe(0);
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const { port } = http.address() as AddressInfo;
  expect(server.url).toBe(`ws://127.0.0.1:${port}/sync`);
  const [client] = await pairOf({ server, next });
  const told = listenTo(client);
  // What is not for it is somebody else's.
  http.on("upgrade", (request, socket) => {
    if (request.url === "/other") socket.end("HTTP/1.1 418 Teapot\r\n\r\n");
  });
  expect(await stranger(`ws://127.0.0.1:${port}/other`).opened).toBe(418);
  await server.close();
  await told.closed();
  expect(told.reasons).toStrictEqual(["1001 going-away"]);
  const page = await fetch(`http://127.0.0.1:${port}/`);
  expect(await page.text()).toBe("a page");
  expect(http.listenerCount("upgrade")).toBe(1);
});

test("of several on one server, one answers what is for none of them", async () => {
  const http = createHttpServer((_, response) => response.end());
  onTestFinished(() => void http.close());
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const { port } = http.address() as AddressInfo;
  const desks = [await desk({ server: http, path: "/a" }), await desk({ server: http, path: "/b" })];
  const statusAt = (path: string) => stranger(`ws://127.0.0.1:${port}${path}`).opened;
  expect(await Promise.all(["/a", "/b", "/neither"].map(statusAt))).toEqual([101, 101, 404]);
  await desks[0]?.server.close();
  expect(await Promise.all(["/a", "/b"].map(statusAt))).toEqual([404, 101]);
});

test("what comes before somebody listens is kept up to a greeting, and the rest stays with the sender", async () => {
  const { server, next } = await desk();
  const { client, opened } = stranger(server.url);
  await opened;
  const { transport } = await next();
  const noise = new Uint8Array(1_000_000);
  const count = 60;
  let sent = 0;
  for (let i = 0; i < count; i++) client.send(noise, () => sent++);
  // As much as the system holds for both ends of a connection.
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(sent).toBeLessThan(count / 2);
  const told = listenTo(transport);
  await told.count(count);
  expect(sent).toBe(count);
});

test("a plain request is told to upgrade", async () => {
  const { server } = await desk();
  const status = await new Promise((resolve) =>
    httpGet(server.url.replace("ws", "http"), (response) => resolve(response.resume().statusCode)),
  );
  expect(status).toBe(426);
});

test("a server is refused where nobody can listen, and with numbers that make no sense", async () => {
  const { server } = await desk();
  const taken = await failure(webSocketServer({ port: server.port, onConnection() {} }));
  expect([taken.code, taken.place]).toStrictEqual(["invalid-option", "port"]);
  expect((taken.cause as { code: string }).code).toBe("EADDRINUSE");
  const wrong = await failure(webSocketServer({ port: 70_000, onConnection() {} }));
  expect([wrong.code, wrong.place]).toStrictEqual(["invalid-option", "port"]);
  const limits = ["maxConnections", "maxConnectionsPerAddress", "maxBuffered", "idleTimeout"];
  const bounded = ["maxBytes", "pingInterval", "graceTime"];
  for (const name of [...limits, ...bounded]) {
    for (const number of [0, -1, Number.NaN, ...(bounded.includes(name) ? [Infinity, 2 ** 31] : [])]) {
      const refused = await failure(webSocketServer({ [name]: number, onConnection() {} }));
      expect([refused.code, refused.place]).toStrictEqual(["invalid-option", name]);
    }
  }
});
