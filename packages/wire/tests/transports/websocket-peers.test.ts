import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import type { WebSocket } from "ws";
import { webSocket } from "../../src/transports/websocket.ts";
import { connectTo, desk, eventually, pairOf, stranger } from "./desk.ts";
import { listenTo } from "./recorder.ts";

test("a frame that is too long ends its connection and no other", async () => {
  const { server, next } = await desk({ maxBytes: 1000 });
  const [good, goodEnd] = await pairOf({ server, next });
  const [bad, badEnd] = await pairOf({ server, next });
  const [toldGood, toldBad] = [listenTo(goodEnd), listenTo(badEnd)];
  const toldClient = listenTo(bad);
  bad.send(new Uint8Array(1000));
  bad.send(new Uint8Array(1001));
  bad.send(new Uint8Array(1));
  await toldBad.closed();
  await toldClient.closed();
  expect(toldBad.told).toStrictEqual([1000, "close"]);
  expect(toldBad.reasons[0]).toMatch(/payload/);
  expect(toldClient.reasons[0]).toMatch(/^1009/);
  good.send(new Uint8Array(3));
  await toldGood.count(1);
  expect(toldGood.told).toStrictEqual([3]);
});

test("text ends the connection, with a reason, on either side", async () => {
  const { server, next } = await desk();
  const { client, opened, closed } = stranger(server.url);
  const { transport } = await next();
  const told = listenTo(transport);
  await opened;
  client.send("text");
  expect(await closed).toBe("1003 binary messages only");
  await told.closed();
  expect([told.told, told.reasons]).toStrictEqual([["close"], ["a message that is no frame"]]);

  const { WebSocketServer: Other } = await import("ws");
  const other = new Other({ port: 0, host: "127.0.0.1", handleProtocols: () => "thalweg.1" });
  onTestFinished(() => void other.close());
  await new Promise((resolve) => other.on("listening", resolve));
  const heard = new Promise((resolve) => {
    other.on("connection", (socket) => {
      socket.on("close", (code, reason) => resolve(`${code} ${reason}`));
      socket.send("text");
    });
  });
  const toldClient = listenTo(await connectTo(webSocket(`ws://127.0.0.1:${(other.address() as AddressInfo).port}`)));
  await toldClient.closed();
  expect([toldClient.told, toldClient.reasons]).toStrictEqual([["close"], ["a message that is no frame"]]);
  expect(await heard).toBe("4003 binary messages only");
});

test("who answers pings stays however silent, who does not is cut off", async () => {
  const { server, next } = await desk({ pingInterval: 20, idleTimeout: 60 });
  const [, quiet] = await pairOf({ server, next });
  const toldQuiet = listenTo(quiet);
  const dead = stranger(server.url, {}, ["thalweg.1"], false);
  let pings = 0;
  dead.client.on("ping", () => pings++);
  const told = listenTo((await next()).transport);
  await told.closed();
  expect(told.reasons).toStrictEqual(["idle: no answer to a ping"]);
  expect(await dead.closed).toBe("1006");
  expect(pings).toBe(3);
  await eventually(() => server.connections === 1);
  expect(toldQuiet.told).toStrictEqual([]);
});

/** Does something at each of eight pings, which it does not answer; tells how it went. */
async function atEachPing(answer: (client: WebSocket) => void): Promise<{ reasons: string[]; pongs: number }> {
  const { server, next } = await desk({ pingInterval: 20, idleTimeout: 40 });
  const { client } = stranger(server.url, {}, ["thalweg.1"], false);
  const { transport } = await next();
  const { reasons } = listenTo(transport);
  let pings = 0;
  let pongs = 0;
  client.on("pong", () => pongs++);
  client.on("ping", () => {
    pings++;
    answer(client);
  });
  await eventually(() => pings === 8 || reasons.length > 0);
  return { reasons, pongs };
}

test("a frame is a sign of life, too", async () => {
  const { reasons } = await atEachPing((client) => client.send(new Uint8Array(1)));
  expect(reasons).toStrictEqual([]);
});

test("a ping is a sign of life, and answered once", async () => {
  const { reasons, pongs } = await atEachPing((client) => client.ping());
  expect(reasons).toStrictEqual([]);
  // The answer to the last one may be on its way.
  expect([7, 8]).toContain(pongs);
});

test("who does not read is cut off, and the others are served meanwhile", async () => {
  const { server, next } = await desk({ maxBuffered: 2 ** 20 });
  const slow = stranger(server.url);
  const { transport } = await next();
  await slow.opened;
  slow.client.pause();
  const [quick, quickEnd] = await pairOf({ server, next });
  const [told, toldQuick] = [listenTo(transport), listenTo(quick)];
  let sent = 0;
  for (; told.reasons.length === 0 && sent < 1000; sent++) {
    transport.send(new Uint8Array(2 ** 16));
    expect(transport.buffered).toBeLessThanOrEqual(2 ** 20);
    quickEnd.send(new Uint8Array([sent]));
    await toldQuick.count(sent + 1);
  }
  expect(told.reasons).toHaveLength(1);
  expect(told.reasons[0]).toMatch(/^too slow: \d+ bytes/);
  expect(sent).toBeLessThan(1000);
  transport.send(new Uint8Array(5));
  expect(transport.buffered).toBe(0);
});

for (const isOurs of [true, false]) {
  test(`room is told also where ${isOurs ? "a ping" : "the answer to a ping"} is the last in the queue`, async () => {
    const { server, next } = await desk(isOurs ? { pingInterval: 10, idleTimeout: 60_000 } : {});
    const { client, opened } = stranger(server.url);
    const { transport } = await next();
    const told = listenTo(transport);
    await opened;
    client.pause();
    // One frame after the other, until it stands and something is added behind it.
    for (let before = 0; before === 0 || transport.buffered <= before; ) {
      if (transport.buffered === 0) transport.send(new Uint8Array(2 ** 16));
      else if (!isOurs) client.ping();
      before = transport.buffered;
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    const { drains } = told;
    client.resume();
    await told.until(() => told.drains > drains);
    expect(transport.buffered).toBe(0);
  });
}
