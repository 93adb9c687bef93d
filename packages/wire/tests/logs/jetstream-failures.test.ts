import { randomUUID } from "node:crypto";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeWithNats, NatsServer } from "../nats-server.ts";
import { append, ends, managed, newLink, newServer, opened } from "./jetstream-setting.ts";
import { entryOf, numberIn, numbers, Recorder } from "./recorder.ts";

describeWithNats("a log at JetStream, when things fail", () => {
  let server: NatsServer;
  beforeAll(async () => {
    server = await NatsServer.start();
  });
  afterAll(() => server.remove());

  test("a stream that is deleted is told, and one made anew is another history, which old hubs cannot reach", async () => {
    const name = randomUUID();
    const one = await opened({ servers: server.url, name });
    const link = await newLink(server.url);
    const parted = await opened({ servers: link.url, name });
    await Promise.all(numbers(1, 10).map((number) => append(one.log, number)));
    await parted.recorder.reached(10);
    await one.log.compact(10, entryOf(10));
    const { manager } = await managed(server.url);
    link.cut();
    await manager.streams.delete(`thalweg_${name}`);
    await one.recorder.failed();
    expect(one.recorder.failures[0]).toMatchObject({ code: "log-corrupt" });
    expect(one.recorder.isOver).toBe(true);
    await expect(append(one.log, 11)).rejects.toMatchObject({ code: "log-corrupt" });
    await expect(one.log.compact(10, entryOf(10))).rejects.toMatchObject({ code: "log-corrupt" });

    const anew = await opened({ servers: server.url, name });
    expect(anew.epoch).not.toBe(one.epoch);
    expect(anew.recorder.revision).toBe(0);
    await Promise.all(numbers(101, 115).map((number) => append(anew.log, number)));
    const lost = expect(append(parted.log, 12)).rejects.toMatchObject({ code: expect.stringMatching(/^log-/) });
    link.mend();
    await lost;
    const told = { code: "log-corrupt", message: expect.stringContaining("made anew") };
    await expect.poll(() => parted.recorder.failures.at(-1)).toMatchObject(told);
    await anew.recorder.reached(15);
    expect(anew.recorder.entries.map(numberIn)).toStrictEqual(numbers(101, 115));
  });

  test("a hub that was away while others compacted is told, and goes on from the state when it is opened again", async () => {
    const name = randomUUID();
    const link = await newLink(server.url);
    const one = await opened({ servers: server.url, name, keep: 1 });
    const away = await opened({ servers: link.url, name, keep: 1 });
    await append(one.log, 1);
    await away.recorder.reached(1);
    link.cut();
    await away.recorder.failed();
    await Promise.all(numbers(2, 50).map((number) => append(one.log, number)));
    await one.recorder.reached(50);
    await one.log.compact(40, entryOf(40));
    link.mend();
    await away.recorder.failed(2);
    expect(away.recorder.failures.map((error) => (error as { code?: string }).code)).toStrictEqual([
      "log-failed",
      "log-failed",
    ]);
    expect(away.recorder.failures[1]?.message).toContain("compacted up to 40");
    expect(away.recorder.isOver).toBe(true);
    expect(away.recorder.revision).toBe(1);
    await expect(append(away.log, 51)).rejects.toMatchObject({ code: "log-failed" });
    await away.log.close();
    const back = new Recorder();
    expect(await away.log.open(back)).toStrictEqual({ epoch: one.epoch });
    expect(back.restored?.revision).toBe(40);
    expect(back.revisions).toStrictEqual(numbers(41, 50));
  });

  test("a hub that is parted from the broker goes on where it was, without a gap or a repetition", async () => {
    const name = randomUUID();
    const link = await newLink(server.url);
    const one = await opened({ servers: server.url, name });
    const parted = await opened({ servers: link.url, name });
    for (let round = 0; round < 3; round++) {
      const from = round * 40;
      await Promise.all(numbers(from + 1, from + 10).map((number) => append(one.log, number)));
      await parted.recorder.reached(from + 10);
      link.cut();
      await parted.recorder.failed(round + 1);
      await Promise.all(numbers(from + 11, from + 30).map((number) => append(one.log, number)));
      // What is appended meanwhile waits, in its order.
      const waiting = numbers(from + 31, from + 40).map((number) => append(parted.log, number));
      link.mend();
      await Promise.all(waiting);
      await parted.recorder.reached(from + 40);
    }
    expect(parted.recorder.revisions).toStrictEqual(numbers(1, 120));
    expect(parted.recorder.entries.map(numberIn)).toStrictEqual(numbers(1, 120));
    for (const error of parted.recorder.failures) expect(error).toMatchObject({ code: "log-failed" });
    expect(parted.recorder.isOver).toBe(false);
  });

  test("a broker that is killed under load and comes back has all that it acknowledged, once and in order", async () => {
    const broker = await newServer();
    const name = randomUUID();
    const hubs = await Promise.all(numbers(0, 1).map(() => opened({ servers: broker.url, name })));
    const acknowledged: number[][] = [[], []];
    let isOver = false;
    const rounds = [0, 0];
    const waiting: (() => void)[] = [];
    // A compaction may hang on the connection that is lost under it until its time is over.
    const compactions: (Promise<void> | undefined)[] = [];
    const load = hubs.map(async ({ log, recorder }, hub) => {
      for (let number = hub * 1_000_000; !isOver; number += 20) {
        const appends = numbers(number, number + 19).map((each) =>
          append(log, each, `${each}`).then(
            () => acknowledged[hub]?.push(each),
            (error) => expect(error).toMatchObject({ code: "log-failed" }),
          ),
        );
        await Promise.all(appends);
        rounds[hub] = (rounds[hub] ?? 0) + 1;
        for (const look of waiting.splice(0)) look();
        if (log.size.entries <= 500 || compactions[hub] !== undefined) continue;
        compactions[hub] = log.compact(recorder.revision, new Uint8Array(100_000)).then(
          () => (compactions[hub] = undefined),
          (error) => {
            compactions[hub] = undefined;
            expect(error).toMatchObject({ code: "log-failed" });
          },
        ) as Promise<void>;
      }
    });
    const goOn = async (): Promise<void> => {
      const goals = rounds.map((done) => done + 20);
      while (rounds.some((done, hub) => done < (goals[hub] ?? 0))) {
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
    };
    for (let kill = 0; kill < 4; kill++) {
      await goOn();
      await broker.end("SIGKILL");
      await broker.resume();
    }
    await goOn();
    isOver = true;
    await Promise.all([...load, ...compactions]);
    const fresh = await opened({ servers: broker.url, name });
    const last = fresh.recorder.revision;
    for (const [hub, { recorder }] of hubs.entries()) {
      await recorder.reached(last);
      expect(recorder.revisions).toStrictEqual(numbers(1, last));
      const found = recorder.entries.map(numberIn);
      expect(new Set(found).size).toBe(found.length);
      const known = new Set(found);
      expect(acknowledged.flat().filter((number) => !known.has(number))).toStrictEqual([]);
      const mine = found.filter(
        (number) => Math.floor(number / 1_000_000) === hub && acknowledged[hub]?.includes(number),
      );
      expect(mine).toStrictEqual([...mine].sort((a, b) => a - b));
      expect(recorder.failures.length).toBeGreaterThanOrEqual(4);
    }
    expect(fresh.recorder.restored).toBeDefined();
  });

  test("a broker that stays away lets nobody wait for ever", async () => {
    const broker = await newServer();
    const { log, recorder } = await opened({ servers: broker.url, name: "fleet", timeout: 300 });
    await append(log, 1);
    await recorder.reached(1);
    const before = append(log, 2);
    await broker.end("SIGKILL");
    const outcomes = await Promise.allSettled([before, append(log, 3), append(log, 4)]);
    for (const outcome of outcomes) {
      if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ code: "log-failed" });
    }
    expect(outcomes[2]?.status).toBe("rejected");
    await expect(log.compact(1, entryOf(1))).rejects.toMatchObject({ code: "log-failed" });
    await recorder.failed();
    const closing = append(log, 5);
    await Promise.all([log.close(), expect(closing).rejects.toMatchObject({ code: "log-failed" })]);
  });

  test("a broker that has lost what it had acknowledged is found out, even if it has as much again", async () => {
    const broker = await newServer();
    const link = await newLink(broker.url);
    const writer = await opened({ servers: broker.url, name: "fleet" });
    await Promise.all(numbers(1, 10).map((number) => append(writer.log, number)));
    await writer.log.close();
    await broker.end();
    const copy = `${broker.folder}-copy`;
    ends.push(() => rmSync(copy, { recursive: true, force: true }));
    cpSync(broker.folder, copy, { recursive: true });
    await broker.resume();

    const behind = await opened({ servers: broker.url, name: "fleet", timeout: 1_000 });
    const other = await opened({ servers: link.url, name: "fleet" });
    await Promise.all(numbers(11, 20).map((number) => append(behind.log, number)));
    await Promise.all([behind.recorder.reached(20), other.recorder.reached(20)]);
    link.cut();
    await broker.end("SIGKILL");
    rmSync(broker.folder, { recursive: true });
    cpSync(copy, broker.folder, { recursive: true });
    await broker.resume();
    await expect
      .poll(() => behind.recorder.failures.at(-1), { timeout: 10_000 })
      .toMatchObject({ code: "log-corrupt" });
    const anew = await opened({ servers: broker.url, name: "fleet" });
    await Promise.all(numbers(31, 45).map((number) => append(anew.log, number)));
    link.mend();
    await expect.poll(() => other.recorder.failures.at(-1), { timeout: 10_000 }).toMatchObject({ code: "log-corrupt" });
    expect(other.recorder.revisions).toStrictEqual(numbers(1, 20));
  });

  test("a broker without room refuses, and takes entries again once there is some", async () => {
    const folder = mkdtempSync(join(tmpdir(), "thalweg-nats-settings-"));
    ends.push(() => rmSync(folder, { recursive: true }));
    const settings = join(folder, "nats.conf");
    writeFileSync(settings, "jetstream { max_file_store: 400K }");
    const broker = await newServer(["-c", settings]);
    const { log, recorder } = await opened({ servers: broker.url, name: "fleet" });
    const outcomes = await Promise.allSettled(
      numbers(1, 60).map((number) => log.append(entryOf(number, 10_000), `${number}`)),
    );
    const taken = outcomes.findIndex(({ status }) => status === "rejected");
    expect(taken).toBeGreaterThan(10);
    for (const outcome of outcomes.slice(taken)) {
      expect(outcome).toMatchObject({ status: "rejected", reason: { code: "log-failed" } });
    }
    await recorder.reached(taken);
    await expect(log.compact(taken, entryOf(taken, 10_000))).rejects.toMatchObject({ code: "log-failed" });
    await broker.end();
    writeFileSync(settings, "jetstream { max_file_store: 10M }");
    await broker.resume();
    await Promise.all(numbers(taken + 1, 60).map((number) => log.append(entryOf(number, 10_000), `${number}`)));
    await recorder.reached(60);
    expect(recorder.revisions).toStrictEqual(numbers(1, 60));
    expect(recorder.entries.map(numberIn)).toStrictEqual(numbers(1, 60));
    await log.compact(60, entryOf(60, 10_000));
  });
});
