import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { webSocket } from "../../src/transports/websocket.ts";
import { connectTo, desk, failure, openDesk, pairOf } from "./desk.ts";
import { transportLaws } from "./laws.ts";
import { listenTo } from "./recorder.ts";

const shared = await openDesk({ maxBuffered: 2 ** 26 });
afterAll(() => shared.server.close());
transportLaws("a WebSocket, from the client", () => pairOf(shared));
transportLaws("a WebSocket, from the server", async () => {
  const [client, server] = await pairOf(shared);
  return [server, client];
});

test("to connect to nobody fails at once", async () => {
  const { server } = await desk();
  const { url } = server;
  await server.close();
  const refused = await failure(connectTo(webSocket(url)));
  expect([refused.name, refused.code]).toStrictEqual(["WireError", "connection-failed"]);
});

/** Somebody who takes connections and says nothing. */
async function mute(): Promise<{ url: string; gone: Promise<void> }> {
  let tell: () => void = () => {};
  const gone = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const tcp = createTcpServer((socket) =>
    socket
      .on("error", () => {})
      .resume()
      .on("close", tell),
  );
  await new Promise<void>((resolve) => tcp.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void tcp.close());
  return { url: `ws://127.0.0.1:${(tcp.address() as AddressInfo).port}`, gone };
}

test("to connect to someone who says nothing fails in time, and leaves nothing open", async () => {
  const { url, gone } = await mute();
  const began = performance.now();
  const refused = await failure(connectTo(webSocket(url, { timeout: 50 })));
  expect(refused.message).toMatch(/^connection-failed: no answer in 50 ms/);
  expect(performance.now() - began).toBeLessThan(5_000);
  await gone;
});

test("a connection is given up when the signal aborts, with its reason", async () => {
  const { url, gone } = await mute();
  const controller = new AbortController();
  const connecting = connectTo(webSocket(url), controller.signal);
  const reason = new Error("no longer wanted");
  controller.abort(reason);
  expect(await failure(connecting)).toBe(reason);
  await gone;
  expect(await failure(connectTo(webSocket(url), controller.signal))).toBe(reason);
});

test("once connected, a signal that aborts changes nothing", async () => {
  const { server, next } = await desk();
  const controller = new AbortController();
  const client = await connectTo(webSocket(server.url, { timeout: 1_000 }), controller.signal);
  const { transport } = await next();
  controller.abort();
  const told = listenTo(transport);
  client.send(new Uint8Array(2));
  await told.count(1);
  expect(told.told).toStrictEqual([2]);
});

test("an address that is none fails, too", async () => {
  expect(await failure(connectTo(webSocket("nowhere:")))).toBeInstanceOf(Error);
});
