import type { Page } from "puppeteer-core";
import { expect, onTestFinished, test } from "vitest";
import { createHub, trustEveryone } from "../../src/index.ts";
import { memoryLog } from "../../src/logs/memory.ts";
import { webSocketServer } from "../../src/transports/websocket-server.ts";
import { readLedger } from "../processes/ledger.ts";
import { cellOf, TWINS } from "../processes/twins.ts";
import { ask, describeInBrowsers } from "./browsers.ts";
import { levels, OPTION, type Seen } from "./device.ts";

/** So many writes are kept, at least, between two reloads. */
const WRITES = 20;

/** Resolves once the device of a page is as wanted. */
const seen = (page: Page, wanted: (seen: Seen) => boolean): Promise<void> =>
  expect.poll(async () => wanted(await ask(page, "look")), { timeout: 20_000 }).toBe(true);

/** Loads a page anew while its device writes: what was kept is there, and perhaps a little more. */
async function reload(page: Page): Promise<void> {
  const { kept: before } = await ask(page, "begin");
  await seen(page, ({ kept }) => kept > before + WRITES);
  const { kept, storageError } = await ask(page, "look");
  expect(storageError).toBe("");
  await page.reload();
  await ask(page, "ready");
  const { written } = await ask(page, "write");
  expect(written).toBeGreaterThan(kept);
}

const own = (name: string, value: number) =>
  [...TWINS].sort().map((dimension) => ({ level: "device", instance: name, option: OPTION, dimension, value }));
const weight = { level: "global", instance: "", option: "", dimension: "latency", weight: 1 };
const shared = (value: number) => [weight, ...own("", value).map((cell) => ({ ...cell, level: "global" }))];

async function expectRead(page: Page, cells: readonly unknown[]): Promise<void> {
  await expect.poll(async () => (await ask(page, "look")).cells, { timeout: 20_000 }).toEqual(cells);
  expect((await ask(page, "look")).queue).toEqual([OPTION]);
}

describeInBrowsers((visit) => {
  test("a page that is loaded anew goes on with what it wrote, without a hub and with one", async () => {
    const { origin, open } = await visit();
    const log = memoryLog();
    const hub = createHub({ levels, log, authorize: trustEveryone("device") });
    onTestFinished(() => hub.close());
    const weigh = (weight: number) => hub.write((writer) => writer.setWeight("global", "", "latency", weight));
    await weigh(1);
    const listen = (port: number) =>
      webSocketServer({ port, origins: [origin], onConnection: (transport) => hub.accept(transport) });
    let server = await listen(0);
    onTestFinished(() => server.close());
    const { port, url } = server;

    const page = await open(`worker?hub=${encodeURIComponent(url)}`);
    expect(await ask(page, "settled")).toMatchObject({ phase: "live", isCurrent: true, cells: [weight] });
    await server.close();
    await weigh(2);
    for (const _ of [1, 2]) {
      await reload(page);
      const { phase, unanswered } = await ask(page, "look");
      expect(phase).not.toBe("live");
      expect(unanswered).toBe(TWINS.length);
    }
    server = await listen(port);
    await ask(page, "settled");
    await reload(page);

    const last = await ask(page, "settled");
    expect(last).toMatchObject({ phase: "live", isCurrent: true, unanswered: 0, storageError: "", rejections: 0 });
    expect(last.cells).toEqual([{ ...weight, weight: 2 }, ...own("A", last.written)]);
    expect(last.cells).toEqual([...hub.tensor.cells()]);
    expect(last.queue).toEqual(hub.tensor.resolve({ device: "A" }));
    // It has begun from nothing once, the first time.
    expect(hub.counters).toMatchObject({ resynced: 1, refused: 0 });
    await page.close();
    await hub.close();
    const { accounts, repeated, taken } = await readLedger(log);
    const cells = new Map(TWINS.map((dimension) => [cellOf(OPTION, dimension), last.written]));
    expect([...accounts.values()]).toEqual([{ sequence: taken, cells }]);
    expect(repeated).toBe(0);
  });

  test("a device that is open in two tabs is kept by the first, and the second says so", async () => {
    const { open } = await visit();
    const path = "worker?hub=ws://127.0.0.1:1/";
    const [first, second] = [await open(path), await open(path)];
    await ask(first, "ready");
    await seen(second, ({ storageError }) => storageError === "storage-failed");
    for (const page of [first, second]) await ask(page, "write");
    await seen(first, ({ kept, storageError }) => kept === 1 && storageError === "");
    // Once the first is gone, the second finds what that had kept.
    await ask(first, "write");
    await seen(first, ({ kept }) => kept === 2);
    await first.close();
    await second.reload();
    await ask(second, "ready");
    expect(await ask(second, "write")).toMatchObject({ written: 3, storageError: "" });
  });

  test("tabs whose hub is in a worker that they share agree, also after one of them is gone", async () => {
    const { open } = await visit();
    const [a, b] = [await open("tab?device=A"), await open("tab?device=B")];
    for (const _ of [1, 2, 3]) await ask(a, "write");
    await ask(b, "write");
    for (const page of [a, b]) expect(await ask(page, "settled")).toMatchObject({ phase: "live", unanswered: 0 });
    // What is shared and what is their own, and nothing of each other.
    await expectRead(a, [...shared(3), ...own("A", 3)]);
    await expectRead(b, [...shared(3), ...own("B", 1)]);

    await b.close();
    await ask(a, "write");
    await expectRead(a, [...shared(4), ...own("A", 4)]);
    const again = await open("tab?device=B");
    await ask(again, "settled");
    await expectRead(again, [...shared(4), ...own("B", 1)]);
    for (let i = 0; i < 10; i++) await ask(again, "write");
    await expectRead(a, [...shared(11), ...own("A", 4)]);
    await expectRead(again, [...shared(11), ...own("B", 11)]);
  });
});
