import fc from "fast-check";
import { afterEach, describe, expect, inject, test } from "vitest";
import type { Transport } from "../../src/transports/transport.ts";
import { listenTo, Recorder } from "./recorder.ts";

/** Makes a connection; both ends are unstarted. */
export type MakePair = () => Promise<readonly [Transport, Transport]> | readonly [Transport, Transport];

/** A frame of which every byte tells where it belongs. */
function frameOf(length: number, seed: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let i = 0; i < length; i++) bytes[i] = (i * 31 + seed * 17 + (i >> 8)) & 255;
  return bytes;
}

/** Some turns of the event loop, in which what must not happen could. */
async function turns(): Promise<void> {
  for (let i = 0; i < 5; i++) await new Promise((resolve) => setTimeout(resolve, 2));
}

/** What holds for every transport, whatever carries it. */
export function transportLaws(name: string, make: MakePair): void {
  describe(name, () => {
    const open: Transport[] = [];
    const pair = async (): Promise<readonly [Transport, Transport]> => {
      const ends = await make();
      open.push(...ends);
      return ends;
    };
    afterEach(() => {
      for (const end of open.splice(0)) end.close();
    });

    test("frames arrive whole and in order, in both directions at once", async () => {
      const [here, there] = await pair();
      const [told, toldThere] = [listenTo(here), listenTo(there)];
      let sent = 0;
      let answered = 0;
      const property = fc.asyncProperty(
        fc.array(fc.tuple(fc.boolean(), fc.nat(300)), { maxLength: 20 }),
        async (script) => {
          const [before, beforeThere] = [told.frames.length, toldThere.frames.length];
          const expected: [Uint8Array[], Uint8Array[]] = [[], []];
          for (const [isHere, length] of script) {
            const seed = isHere ? sent++ : answered++;
            (isHere ? here : there).send(frameOf(length, seed));
            expected[isHere ? 1 : 0].push(frameOf(length, seed));
          }
          await told.count(before + expected[0].length);
          await toldThere.count(beforeThere + expected[1].length);
          expect(told.frames.slice(before)).toStrictEqual(expected[0]);
          expect(toldThere.frames.slice(beforeThere)).toStrictEqual(expected[1]);
        },
      );
      await fc.assert(property, { seed: inject("seed"), numRuns: Math.min(inject("runs"), 300) });
    });

    test("frames of every size, from nothing to a megabyte", async () => {
      const [here, there] = await pair();
      const told = listenTo(there);
      listenTo(here);
      const sizes = [0, 1, 125, 126, 127, 65_535, 65_536, 0, 2 ** 20, 3];
      for (const [seed, size] of sizes.entries()) here.send(frameOf(size, seed));
      await told.count(sizes.length);
      for (const [seed, size] of sizes.entries()) {
        // Compared as buffers: so large, the matcher would take minutes.
        expect(Buffer.compare(told.frames[seed] as Uint8Array, frameOf(size, seed))).toBe(0);
      }
    });

    test("the bytes are the receiver's own, also where they were part of something larger", async () => {
      const [here, there] = await pair();
      const told = listenTo(there);
      listenTo(here);
      const larger = new Uint8Array(400);
      for (let at = 0; at < 400; at += 100) larger.set(frameOf(100, at), at);
      for (let at = 0; at < 400; at += 100) here.send(larger.subarray(at, at + 100));
      await told.count(4);
      for (const [i, bytes] of told.frames.entries()) {
        expect(bytes).toStrictEqual(frameOf(100, i * 100));
        expect(Object.getPrototypeOf(bytes)).toBe(Uint8Array.prototype);
        bytes.fill(255);
      }
    });

    test("an empty frame may be given away as a whole, and the next one arrives", async () => {
      const [here, there] = await pair();
      const told = listenTo(there);
      listenTo(here);
      for (let i = 1; i <= 3; i++) {
        here.send(new Uint8Array());
        await told.count(i);
        structuredClone(told.frames[i - 1]?.buffer, { transfer: [told.frames[i - 1]?.buffer as ArrayBuffer] });
      }
    });

    test("what was sent is buffered until it has left, and then room is told", async () => {
      const [here, there] = await pair();
      const told = listenTo(here);
      const size = 2 ** 20;
      expect(here.buffered).toBe(0);
      for (let i = 0; i < 12; i++) here.send(new Uint8Array(size));
      expect(here.buffered).toBeGreaterThan(0);
      expect(told.drains).toBe(0);
      let atDrain = Number.NaN;
      const drained = told.until(() => {
        if (told.drains > 0 && Number.isNaN(atDrain)) atDrain = here.buffered;
        return told.drains > 0;
      });
      const toldThere = listenTo(there);
      await drained;
      expect(atDrain).toBe(0);
      await toldThere.count(12);
      expect(toldThere.frames.every((bytes) => bytes.length === size)).toBe(true);
    });

    test("no handler is called from within a call", async () => {
      const [here, there] = await pair();
      let within = 0;
      const call = (work: () => void) => {
        within++;
        work();
        within--;
      };
      const recorders = [new Recorder(), new Recorder()] as const;
      const calls: number[] = [];
      for (const recorder of recorders) {
        for (const what of ["receive", "drain", "close"] as const) {
          const inner = recorder[what].bind(recorder) as (argument: unknown) => void;
          recorder[what] = (argument?: unknown) => {
            calls.push(within);
            inner(argument);
          };
        }
      }
      call(() => there.send(frameOf(3, 0)));
      await turns();
      call(() => here.start(recorders[0]));
      call(() => there.start(recorders[1]));
      call(() => here.send(frameOf(5, 1)));
      await recorders[0].count(1);
      await recorders[1].count(1);
      call(() => here.close());
      await recorders[0].closed();
      await recorders[1].closed();
      expect(calls.length).toBeGreaterThanOrEqual(4);
      expect(new Set(calls)).toStrictEqual(new Set([0]));
    });

    test("what was sent arrives before the close, which each end is told once", async () => {
      const [here, there] = await pair();
      const [told, toldThere] = [listenTo(here), listenTo(there)];
      const sizes = [...Array(40).keys(), ...Array(16).fill(2 ** 20)];
      for (const size of sizes) here.send(new Uint8Array(size));
      here.close();
      expect(here.buffered).toBe(0);
      here.close();
      await told.closed();
      await toldThere.closed();
      expect(toldThere.frames.map((bytes) => bytes.length)).toStrictEqual(sizes);
      there.close();
      await turns();
      expect(told.told.filter((what) => what !== "drain")).toStrictEqual(["close"]);
      expect(toldThere.told.filter((what) => what === "close")).toHaveLength(1);
      expect(told.reasons[0]).toBe("closed here");
      expect(toldThere.reasons[0]).not.toBe("closed here");
      expect([here.buffered, there.buffered]).toStrictEqual([0, 0]);
    });

    test("both may close at the same time", async () => {
      const [here, there] = await pair();
      const [told, toldThere] = [listenTo(here), listenTo(there)];
      here.close();
      there.close();
      await told.closed();
      await toldThere.closed();
      await turns();
      expect([told.told, toldThere.told]).toStrictEqual([["close"], ["close"]]);
    });

    test("once closed, nothing is sent and nothing received", async () => {
      const [here, there] = await pair();
      const [told, toldThere] = [listenTo(here), listenTo(there)];
      here.send(frameOf(1, 1));
      await toldThere.count(1);
      for (let i = 0; i < 10; i++) there.send(frameOf(10, i));
      here.close();
      here.send(frameOf(2, 2));
      there.send(frameOf(3, 3));
      await toldThere.closed();
      there.send(frameOf(4, 4));
      here.send(frameOf(5, 5));
      await turns();
      expect(told.told.filter((what) => what !== "drain")).toStrictEqual(["close"]);
      expect(toldThere.frames).toHaveLength(1);
      expect([here.buffered, there.buffered]).toStrictEqual([0, 0]);
    });

    test("a handler may close its end, and receives nothing more", async () => {
      const [here, there] = await pair();
      const told = listenTo(here);
      const toldThere = new Recorder();
      toldThere.onReceive = () => there.close();
      for (let i = 0; i < 10; i++) here.send(frameOf(10, i));
      await turns();
      there.start(toldThere);
      await toldThere.closed();
      await told.closed();
      await turns();
      expect(toldThere.told.filter((what) => what !== "drain")).toStrictEqual([10, "close"]);
      expect([here.buffered, there.buffered]).toStrictEqual([0, 0]);
      expect(told.told.filter((what) => what === "close")).toHaveLength(1);
    });

    test("who starts late gets what came before, and after it the close", async () => {
      const [here, there] = await pair();
      const told = listenTo(here);
      for (let i = 0; i < 5; i++) here.send(frameOf(i, i));
      here.close();
      await told.closed();
      await turns();
      const toldThere = listenTo(there);
      await toldThere.closed();
      await turns();
      expect(toldThere.told).toStrictEqual([0, 1, 2, 3, 4, "close"]);
      expect(toldThere.frames).toStrictEqual([0, 1, 2, 3, 4].map((i) => frameOf(i, i)));
    });

    test("what came before and what comes after the start stand in one order", async () => {
      const [here, there] = await pair();
      listenTo(here);
      for (let i = 0; i < 5; i++) here.send(frameOf(i, i));
      await turns();
      const told = listenTo(there);
      for (let i = 5; i < 10; i++) here.send(frameOf(i, i));
      await told.count(10);
      expect(told.told).toStrictEqual([...Array(10).keys()]);
    });

    test("closed before it was started, it is told that alone", async () => {
      const [here, there] = await pair();
      here.send(frameOf(7, 7));
      await turns();
      there.close();
      await turns();
      const [told, toldThere] = [listenTo(here), listenTo(there)];
      await told.closed();
      await toldThere.closed();
      await turns();
      expect(toldThere.told).toStrictEqual(["close"]);
      expect(told.told.filter((what) => what !== "drain")).toStrictEqual(["close"]);
    });
  });
}
