import { MessageChannel as NodeChannel, Worker } from "node:worker_threads";
import { expect, onTestFinished, test } from "vitest";
import { messagePort } from "../../src/transports/message-port.ts";
import { transportLaws } from "./laws.ts";
import { listenTo } from "./recorder.ts";

transportLaws("a message port", () => {
  const { port1, port2 } = new MessageChannel();
  return [messagePort(port1), messagePort(port2)];
});

transportLaws("a message port of worker_threads", () => {
  const { port1, port2 } = new NodeChannel();
  return [messagePort(port1), messagePort(port2)];
});

/** A thread that sends back what it receives, each byte one more. */
function echo() {
  const { port1, port2 } = new NodeChannel();
  const worker = new Worker(new URL("./echo.worker.ts", import.meta.url), { workerData: port2, transferList: [port2] });
  onTestFinished(async () => {
    await worker.terminate();
  });
  return { worker, transport: messagePort(port1) };
}

test("frames cross to a thread and back", async () => {
  const { transport } = echo();
  const told = listenTo(transport);
  for (let i = 0; i < 20; i++) transport.send(new Uint8Array([i, 2 * i]));
  await told.count(20);
  expect(told.frames.map((bytes) => [...bytes])).toStrictEqual([...Array(20).keys()].map((i) => [i + 1, 2 * i + 1]));
  transport.close();
  await told.closed();
});

test("a thread that ends without a word is told as a close", async () => {
  const { worker, transport } = echo();
  const told = listenTo(transport);
  transport.send(new Uint8Array(1));
  await told.count(1);
  await worker.terminate();
  await told.closed();
  expect(told.reasons).toStrictEqual(["the port was closed"]);
});

test("bytes that fill their buffer are moved, others copied", async () => {
  const { port1, port2 } = new MessageChannel();
  const [here, there] = [messagePort(port1), messagePort(port2)];
  listenTo(here);
  const told = listenTo(there);
  const whole = new Uint8Array([1, 2, 3]);
  const larger = new Uint8Array([4, 5, 6, 7]);
  const shared = new Uint8Array(new SharedArrayBuffer(2)).fill(8);
  here.send(whole);
  here.send(larger.subarray(1, 3));
  here.send(shared);
  await told.count(3);
  expect(told.frames.map((bytes) => [...bytes])).toStrictEqual([
    [1, 2, 3],
    [5, 6],
    [8, 8],
  ]);
  expect([whole.length, larger.length, shared.length]).toStrictEqual([0, 4, 2]);
  here.close();
});

test("what is no frame ends the connection, and both ends know", async () => {
  for (const message of ["text", { frame: 1 }, null, [new Uint8Array(1)], new Uint8Array(1)]) {
    const { port1, port2 } = new MessageChannel();
    const told = listenTo(messagePort(port1));
    const other = new Promise((resolve) => port2.addEventListener("close", resolve));
    port2.start();
    port2.postMessage(message);
    await told.closed();
    expect(told.told).toStrictEqual(["close"]);
    expect(told.reasons).toStrictEqual(["a message that is no frame"]);
    await other;
  }
});

test("what nobody has started is buffered", async () => {
  const { port1, port2 } = new MessageChannel();
  const [here, there] = [messagePort(port1), messagePort(port2)];
  const told = listenTo(here);
  here.send(new Uint8Array(10));
  here.send(new Uint8Array(20));
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect([here.buffered, told.drains]).toStrictEqual([30, 0]);
  listenTo(there);
  await told.until(() => told.drains > 0);
  expect(here.buffered).toBe(0);
  here.close();
});
