import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type JetstreamLogOptions, jetstreamLog } from "../../src/logs/jetstream.ts";
import type { Log } from "../../src/logs/log.ts";
import { describeWithNats, NatsServer } from "../nats-server.ts";
import { append, managed, newServer, opened } from "./jetstream-setting.ts";
import { logLaws, type Place } from "./laws.ts";
import { entryOf, numberIn, numbers, Recorder } from "./recorder.ts";

describeWithNats("a log at JetStream", () => {
  let server: NatsServer;
  beforeAll(async () => {
    server = await NatsServer.start();
  });
  afterAll(() => server.remove());

  async function jetstreamPlace(): Promise<Place> {
    const name = randomUUID();
    return {
      log: () => jetstreamLog({ servers: server.url, name, keep: 1 }),
      remove: async () => undefined,
    };
  }

  logLaws(jetstreamPlace, { runs: 20 });

  test("two hubs that begin at once share one history, see one order, and get their own objects back", async () => {
    const name = randomUUID();
    const hubs = await Promise.all(numbers(0, 1).map(() => opened({ servers: server.url, name })));
    expect(new Set(hubs.map(({ epoch }) => epoch)).size).toBe(1);
    const own = hubs.map((_, hub) => numbers(0, 299).map((i) => entryOf(1_000 * hub + i)));
    await Promise.all(hubs.flatMap(({ log }, hub) => own[hub]?.map((entry) => log.append(entry, randomUUID()))));
    await Promise.all(hubs.map(({ recorder }) => recorder.reached(600)));
    const [one, other] = hubs.map(({ recorder }) => recorder.entries.map(numberIn));
    expect(one).toStrictEqual(other);
    for (const [hub, { recorder }] of hubs.entries()) {
      expect(recorder.revisions).toStrictEqual(numbers(1, 600));
      const mine = recorder.entries.filter((entry) => Math.floor(numberIn(entry) / 1_000) === hub);
      expect(mine.every((entry, i) => entry === own[hub]?.[i])).toBe(true);
    }
  });

  test("an id is taken once, from whichever hub, and every append of it resolves", async () => {
    const name = randomUUID();
    const [one, other] = await Promise.all(numbers(0, 1).map(() => opened({ servers: server.url, name })));
    if (one === undefined || other === undefined) throw new Error("two were opened");
    await append(one.log, 1, "twice");
    await Promise.all([append(other.log, 1, "twice"), append(one.log, 1, "twice"), append(other.log, 2, "once")]);
    await Promise.all([one.recorder.reached(2), other.recorder.reached(2)]);
    await append(one.log, 3);
    await one.recorder.reached(3);
    expect(one.recorder.entries.map(numberIn)).toStrictEqual([1, 2, 3]);
  });

  test("a history that was restored is told as another one from then on, and has the same entries and state", async () => {
    const name = randomUUID();
    const epochs: string[] = [];
    for (const newEpoch of [false, true, false]) {
      const { log, recorder, epoch } = await opened({ servers: server.url, name, newEpoch });
      epochs.push(epoch);
      await append(log, epochs.length);
      await recorder.reached(epochs.length);
      await log.compact(epochs.length, new Uint8Array([epochs.length]));
      expect(recorder.restored?.state[0]).toBe(epochs.length === 1 ? undefined : epochs.length - 1);
      await log.close();
    }
    expect(epochs[1]).not.toBe(epochs[0]);
    expect(epochs[2]).toBe(epochs[1]);
  });

  test("it says how long an entry may be", async () => {
    const { log, recorder } = await opened({ servers: server.url, name: randomUUID() });
    const { maxEntry = 0 } = log;
    const id = `${"0".repeat(32)}:${Number.MAX_SAFE_INTEGER}`;
    await log.append(new Uint8Array(maxEntry), id);
    await recorder.reached(1);
    expect(maxEntry).toBeGreaterThan(1_000_000);
    await expect(log.append(new Uint8Array(2 * maxEntry), "more")).rejects.toMatchObject({ code: "too-large" });
  });

  test("a fresh hub catches up after compactions, and the others hear of them", async () => {
    const name = randomUUID();
    const one = await opened({ servers: server.url, name, keep: 50 });
    const other = await opened({ servers: server.url, name, keep: 50 });
    const state = new Uint8Array(1_000_000).map((_, i) => i % 253);
    for (const last of [300, 600]) {
      await Promise.all(numbers(last - 299, last).map((number) => append(one.log, number)));
      await one.recorder.reached(last);
      await one.log.compact(last - 100, state);
      await expect.poll(() => other.log.size.entries).toBe(100);
    }
    const fresh = await opened({ servers: server.url, name });
    expect(fresh.epoch).toBe(one.epoch);
    expect(fresh.recorder.restored).toStrictEqual({ revision: 500, state });
    expect(fresh.recorder.entries.map(numberIn)).toStrictEqual(numbers(501, 600));
    const { manager } = await managed(server.url);
    const { state: kept } = await manager.streams.info(`thalweg_${name}`);
    expect(kept).toMatchObject({ first_seq: 451, last_seq: 600 });
    // A hub that is behind takes nothing away from one that is ahead.
    await other.log.compact(500, new Uint8Array(1));
    await other.log.close();
    const again = await opened({ servers: server.url, name });
    expect(again.recorder.restored).toStrictEqual({ revision: 500, state });
  });

  test("hubs that compact at once leave one state, whole, and every entry after it", async () => {
    const name = randomUUID();
    const hubs = await Promise.all(numbers(0, 2).map(() => opened({ servers: server.url, name, keep: 1 })));
    for (let round = 1; round <= 5; round++) {
      const last = round * 40;
      const writes = numbers(last - 39, last).map((number) => append(hubs[number % 3]?.log as Log, number));
      await Promise.all(writes);
      await Promise.all(hubs.map(({ recorder }) => recorder.reached(last)));
      await Promise.all(hubs.map(({ log }, hub) => log.compact(last - 10 * hub, entryOf(last - 10 * hub, 300_000))));
      const fresh = await opened({ servers: server.url, name });
      const { restored, revisions } = fresh.recorder;
      expect(restored?.revision).toBe(last);
      expect(numberIn(restored?.state ?? new Uint8Array(4))).toBe(last);
      expect(revisions).toStrictEqual([]);
    }
  });

  test("a connection that was given is left open, and one that is closed is told and refuses", async () => {
    const { connection } = await managed(server.url);
    const { log, recorder } = await opened({ connection, name: randomUUID() });
    await append(log, 1);
    await log.close();
    await connection.flush();
    await log.open(recorder);
    await connection.close();
    await recorder.failed();
    expect(recorder.failures[0]).toMatchObject({ code: "log-failed" });
    await expect(append(log, 2)).rejects.toMatchObject({ code: "log-failed" });
    await log.close();
  });

  test("what is wrong is refused before it does harm", async () => {
    for (const wrong of [
      { name: "a.b" },
      { name: "" },
      { replicas: 0 },
      { keep: 0 },
      { timeout: 0 },
      { servers: undefined },
    ]) {
      const options = { servers: server.url, name: "fleet", ...wrong } as JetstreamLogOptions;
      expect(() => jetstreamLog(options)).toThrow(expect.objectContaining({ code: "invalid-option" }));
    }
    const { log } = await opened({ servers: server.url, name: randomUUID() });
    await expect(log.append(new Uint8Array(1_048_576), "large")).rejects.toMatchObject({ code: "too-large" });
    await append(log, 1);

    const unheard = jetstreamLog({ servers: "nats://127.0.0.1:1", name: "fleet" });
    await expect(unheard.open(new Recorder())).rejects.toMatchObject({ code: "log-failed" });
  });

  test("a stream that is none of a log, or loses entries, is refused", async () => {
    const { manager } = await managed(server.url);
    const refused = async (settings: object, code = "log-corrupt"): Promise<void> => {
      const name = randomUUID();
      const subjects = [`thalweg.${name}.${"0".repeat(32)}`];
      await manager.streams.add({ name: `thalweg_${name}`, subjects, discard: "new", ...settings });
      await expect(opened({ servers: server.url, name })).rejects.toMatchObject({ code });
    };
    await refused({ subjects: [`others.${randomUUID()}`] });
    await refused({ max_age: 1e12 });
    await refused({ max_msgs_per_subject: 100 });
    await refused({ discard: "old" });
    await refused({ storage: "memory" });

    const name = randomUUID();
    const { log, recorder } = await opened({ servers: server.url, name });
    await Promise.all(numbers(1, 10).map((number) => append(log, number)));
    await recorder.reached(10);
    await log.close();
    await manager.streams.purge(`thalweg_${name}`, { seq: 5 });
    await expect(opened({ servers: server.url, name })).rejects.toMatchObject({ code: "log-corrupt" });
  });

  test("a name and a password stand in the address", async () => {
    const broker = await newServer(["--user", "fleet", "--pass", "p@ss word"]);
    const { host } = new URL(broker.url);
    const { log } = await opened({ servers: `nats://fleet:${encodeURIComponent("p@ss word")}@${host}`, name: "fleet" });
    await append(log, 1);
    for (const servers of [broker.url, `nats://fleet:wrong@${host}`]) {
      await expect(opened({ servers, name: "fleet" })).rejects.toMatchObject({ code: "log-failed" });
    }
  });
});
