import { expect, test } from "vitest";
import { transportPair } from "../../src/transports/pair.ts";
import { transportLaws } from "./laws.ts";
import { listenTo, Recorder } from "./recorder.ts";

transportLaws("a pair", () => transportPair());
transportLaws("a pair that takes its time", () => transportPair({ schedule: (task) => setImmediate(task) }));

test("what nobody has started is buffered", async () => {
  const [here, there] = transportPair();
  here.send(new Uint8Array(10));
  here.send(new Uint8Array(20));
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect([here.buffered, there.buffered]).toStrictEqual([30, 0]);
  await listenTo(there).count(2);
  expect(here.buffered).toBe(0);
});

test("frames are handed over as they are", async () => {
  const [here, there] = transportPair();
  const told = listenTo(there);
  const bytes = new Uint8Array([1, 2, 3]);
  here.send(bytes);
  await told.count(1);
  expect(told.frames[0]).toBe(bytes);
});

test("with a scheduler of one's own, nothing happens until it says so", async () => {
  const tasks: (() => void)[] = [];
  const [here, there] = transportPair({ schedule: (task) => tasks.push(task) });
  const [told, toldThere] = [listenTo(here), listenTo(there)];
  here.send(new Uint8Array(3));
  here.send(new Uint8Array(4));
  await Promise.resolve();
  expect([here.buffered, there.buffered, toldThere.told]).toStrictEqual([7, 0, []]);
  expect(tasks).toHaveLength(1);
  tasks.shift()?.();
  expect(toldThere.told).toStrictEqual([3, 4]);
  expect(told.told).toStrictEqual(["drain"]);
  expect([here.buffered, tasks.length]).toStrictEqual([0, 0]);
  // What is sent in answer is for the next time.
  toldThere.onReceive = () => there.send(new Uint8Array(1));
  here.send(new Uint8Array(1));
  tasks.shift()?.();
  expect(told.told).toStrictEqual(["drain", "drain"]);
  tasks.shift()?.();
  expect(told.told).toStrictEqual(["drain", "drain", 1]);
});

test("to close takes back what the other end has not received", async () => {
  const tasks: (() => void)[] = [];
  const [here, there] = transportPair({ schedule: (task) => tasks.push(task) });
  const [told, toldThere] = [listenTo(here), listenTo(there)];
  here.send(new Uint8Array(5));
  there.send(new Uint8Array(6));
  here.close();
  expect([here.buffered, there.buffered]).toStrictEqual([0, 0]);
  for (let task = tasks.shift(); task; task = tasks.shift()) task();
  await told.closed();
  expect(toldThere.told).toStrictEqual([5, "close"]);
  expect(told.told).toStrictEqual(["close"]);
});

test("a handler that closes takes back the frames behind its own", async () => {
  const tasks: (() => void)[] = [];
  const [here, there] = transportPair({ schedule: (task) => tasks.push(task) });
  const told = listenTo(here);
  const toldThere = new Recorder();
  toldThere.onReceive = () => there.close();
  there.start(toldThere);
  await Promise.resolve();
  for (let i = 0; i < 3; i++) here.send(new Uint8Array(5));
  tasks.shift()?.();
  expect([here.buffered, there.buffered]).toStrictEqual([0, 0]);
  expect([toldThere.told, told.drains]).toStrictEqual([[5], 0]);
});
