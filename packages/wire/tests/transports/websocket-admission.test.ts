import { expect, test } from "vitest";
import { webSocket } from "../../src/transports/websocket.ts";
import { connectTo, desk, eventually, failure, pairOf, stranger } from "./desk.ts";

test("a web page connects where its origin is welcome, and others without one", async () => {
  const { server, next } = await desk({ origins: ["https://app.example"] });
  expect(await stranger(server.url, { origin: "https://app.example" }).opened).toBe(101);
  expect((await next()).peer).toStrictEqual({ address: "127.0.0.1", origin: "https://app.example" });
  expect(await stranger(server.url).opened).toBe(101);
  expect((await next()).peer.origin).toBeUndefined();
  for (const origin of ["https://evil.example", "https://app.example.evil", "http://app.example", "null"]) {
    expect(await stranger(server.url, { origin }).opened).toBe(403);
  }
  expect(server.connections).toBe(2);
});

test("without a list no web page connects, and a function decides about everyone", async () => {
  const closed = await desk();
  expect(await stranger(closed.server.url, { origin: closed.server.url.replace("ws", "http") }).opened).toBe(403);
  const asked: unknown[] = [];
  const { server } = await desk({
    origins(origin) {
      asked.push(origin);
      return new URL(origin ?? "https://nobody").hostname === "app.example";
    },
  });
  expect(await stranger(server.url, { origin: "https://app.example" }).opened).toBe(101);
  expect(await stranger(server.url).opened).toBe(403);
  // A function that throws lets nobody in, and harms nobody.
  expect(await stranger(server.url, { origin: "null" }).opened).toBe(500);
  expect(asked).toStrictEqual(["https://app.example", undefined, "null"]);
});

test("only the path and the sub-protocol of the server lead to it", async () => {
  const { server } = await desk({ path: "/sync" });
  expect(server.url).toBe(`ws://127.0.0.1:${server.port}/sync`);
  expect(await stranger(`${server.url}?from=here`).opened).toBe(101);
  expect(await stranger(server.url.replace("sync", "other")).opened).toBe(404);
  expect(await stranger(server.url, {}, []).opened).toBe(400);
  expect(await stranger(server.url, {}, ["thalweg.2"]).opened).toBe(400);
  const both = stranger(server.url, {}, ["other", "thalweg.1"]);
  expect(await both.opened).toBe(101);
  expect([both.client.protocol, both.client.extensions]).toStrictEqual(["thalweg.1", ""]);
});

test("there are no more connections than allowed, and a place that is left is free again", async () => {
  const { server, next } = await desk({ maxConnections: 2 });
  const [first] = await pairOf({ server, next });
  await pairOf({ server, next });
  expect(await stranger(server.url).opened).toBe(503);
  const refused = await failure(connectTo(webSocket(server.url)));
  expect(refused.code).toBe("connection-failed");
  expect(server.connections).toBe(2);
  first.close();
  await eventually(() => server.connections === 1);
  expect(await stranger(server.url).opened).toBe(101);
  expect(await stranger(server.url).opened).toBe(503);
});

test("an address has no more connections than allowed, and others still connect", async () => {
  const { server } = await desk({
    maxConnectionsPerAddress: 2,
    addressOf: (request) => String(request.headers["x-forwarded-for"]),
  });
  const from = (address: string) => stranger(server.url, { "x-forwarded-for": address });
  const first = from("10.0.0.1");
  expect(await first.opened).toBe(101);
  expect(await from("10.0.0.1").opened).toBe(101);
  expect(await from("10.0.0.1").opened).toBe(429);
  expect(await from("10.0.0.2").opened).toBe(101);
  first.client.close();
  await first.closed;
  await eventually(() => server.connections === 2);
  expect(await from("10.0.0.1").opened).toBe(101);
  expect(await from("10.0.0.1").opened).toBe(429);
});
