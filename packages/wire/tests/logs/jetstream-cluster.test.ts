import { jetstreamManager } from "@nats-io/jetstream";
import { connect } from "@nats-io/transport-node";
import { afterAll, beforeAll, expect, test } from "vitest";
import { jetstreamLog } from "../../src/logs/jetstream.ts";
import type { Log } from "../../src/logs/log.ts";
import { describeWithNats, type NatsServer, startNatsCluster } from "../nats-server.ts";
import { entryOf, numberIn, numbers, Recorder } from "./recorder.ts";

describeWithNats("a log at three brokers", () => {
  let brokers: NatsServer[] = [];
  beforeAll(async () => {
    brokers = await startNatsCluster(3);
  });
  afterAll(() => Promise.all(brokers.map((broker) => broker.remove())));

  /** Opens one; new brokers take their time to agree on who leads. */
  async function opened(): Promise<{ log: Log; recorder: Recorder }> {
    const log = jetstreamLog({ servers: brokers.map(({ url }) => url), name: "fleet", replicas: 3, timeout: 15_000 });
    const impatient = jetstreamLog({
      servers: brokers.map(({ url }) => url),
      name: "fleet",
      replicas: 3,
      timeout: 1_000,
    });
    await expect.poll(() => impatient.open(new Recorder()).then(() => true, String), { timeout: 60_000 }).toBe(true);
    await impatient.close();
    const recorder = new Recorder();
    await log.open(recorder);
    return { log, recorder };
  }

  test("goes on when the one that leads is killed, with all that was acknowledged, once and in one order", async () => {
    const hubs = [await opened(), await opened()];
    const acknowledged: number[] = [];
    const waiting: (() => void)[] = [];
    let [next, isOver] = [0, false];
    const load = numbers(0, 9).map(async (worker) => {
      const { log } = hubs[worker % 2] as (typeof hubs)[0];
      while (!isOver) {
        const number = next++;
        await log.append(entryOf(number, 200), String(number)).then(
          () => acknowledged.push(number),
          (error) => expect(error).toMatchObject({ code: "log-failed" }),
        );
        for (const look of waiting.splice(0)) look();
      }
    });
    const more = async (count: number): Promise<void> => {
      const goal = acknowledged.length + count;
      while (acknowledged.length < goal) await new Promise<void>((resolve) => waiting.push(resolve));
    };
    await more(200);
    const connection = await connect({ servers: brokers.map(({ url }) => url) });
    const { cluster } = await (await jetstreamManager(connection)).streams.info("thalweg_fleet");
    await connection.close();
    const leader = brokers[Number(cluster?.leader?.slice(1))];
    await leader?.end("SIGKILL");
    await more(200);
    await leader?.resume();
    await more(200);
    isOver = true;
    await Promise.all(load);

    const fresh = await opened();
    const last = fresh.recorder.revision;
    await Promise.all(hubs.map(({ recorder }) => recorder.reached(last)));
    const orders = [...hubs, fresh].map(({ recorder }) => recorder.entries.map(numberIn));
    expect(orders[1]).toStrictEqual(orders[0]);
    expect(orders[2]).toStrictEqual(orders[0]);
    const known = new Set(orders[0]);
    expect(known.size).toBe(last);
    expect(acknowledged.filter((number) => !known.has(number))).toStrictEqual([]);
    await Promise.all([...hubs, fresh].map(({ log }) => log.close()));
  }, 180_000);
});
