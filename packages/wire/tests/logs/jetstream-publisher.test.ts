import type { JetStreamClient, PubAck } from "@nats-io/jetstream";
import { NoRespondersError, RequestError, TimeoutError } from "@nats-io/transport-node";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Publisher } from "../../src/logs/jetstream-publisher.ts";
import { entryOf } from "./recorder.ts";

const history = {
  stream: "thalweg_fleet",
  subject: `thalweg.fleet.${"0".repeat(32)}`,
  epoch: "0".repeat(32),
  told: "0".repeat(32),
};
const leaderless = new Error("jetstream is not enabled", {
  cause: new RequestError("no responders", { cause: new NoRespondersError("subject") }),
});

/** A broker that answers what the test says, and remembers what it was sent. */
class Broker {
  readonly sent: { readonly id: string; answer(seq: number): void; refuse(error: Error): void }[] = [];
  readonly client = {
    publish: (_: string, __: Uint8Array, { msgID }: { readonly msgID: string }) =>
      new Promise<PubAck>((resolve, reject) => {
        const answer = (seq: number): void => resolve({ stream: history.stream, seq, duplicate: false });
        this.sent.push({ id: msgID, answer, refuse: reject });
      }),
  } as unknown as JetStreamClient;

  get ids(): string[] {
    return this.sent.map(({ id }) => id);
  }
}

describe("what hands entries to a broker", () => {
  let broker: Broker;
  let publisher: Publisher;
  let outcomes: string[];
  beforeEach(() => {
    vi.useFakeTimers();
    broker = new Broker();
    publisher = new Publisher(broker.client, history, 4_000, () => 10_000);
    outcomes = [];
  });
  afterEach(() => vi.useRealTimers());

  const append = (...ids: readonly string[]): void => {
    for (const [i, id] of ids.entries()) {
      publisher.append(entryOf(i), id).then(
        () => outcomes.push(`${id} taken`),
        ({ code }) => outcomes.push(`${id} ${code}`),
      );
    }
  };
  const pass = (time: number): Promise<unknown> => vi.advanceTimersByTimeAsync(time);

  test("sends all that has no answer again, in its order, once there is a connection", async () => {
    append("a", "b", "c");
    broker.sent[0]?.answer(1);
    await pass(0);
    publisher.pause();
    append("d");
    await pass(500);
    expect(broker.ids).toStrictEqual(["a", "b", "c"]);
    publisher.resume();
    append("e");
    expect(broker.ids.slice(3)).toStrictEqual(["b", "c", "d", "e"]);
    for (const [i, { answer }] of broker.sent.entries()) answer(i);
    await pass(0);
    expect(outcomes).toStrictEqual(["a taken", "b taken", "c taken", "d taken", "e taken"]);
    await publisher.settled();
  });

  test("waits while the broker has no leader, and then sends all in order", async () => {
    append("a", "b");
    for (const { refuse } of broker.sent) refuse(leaderless);
    await pass(50);
    append("c");
    expect(broker.ids).toStrictEqual(["a", "b"]);
    await pass(100);
    expect(broker.ids.slice(2)).toStrictEqual(["a", "b", "c"]);
    for (const { answer } of broker.sent.slice(2)) answer(1);
    await pass(0);
    expect(outcomes).toStrictEqual(["a taken", "b taken", "c taken"]);
  });

  test("rejects what could only be taken after others that came after it", async () => {
    append("a", "b", "c");
    broker.sent[0]?.refuse(leaderless);
    broker.sent[1]?.answer(1);
    await pass(200);
    expect(outcomes).toStrictEqual(["b taken", "a log-failed"]);
    expect(broker.ids.slice(3)).toStrictEqual(["c"]);
  });

  test("sends again what is not answered, and takes the answer to any of the times", async () => {
    append("a");
    await pass(1_000);
    broker.sent[0]?.refuse(new TimeoutError());
    await pass(200);
    expect(broker.ids).toStrictEqual(["a", "a"]);
    broker.sent[0]?.answer(1);
    broker.sent[1]?.answer(1);
    await pass(0);
    expect(outcomes).toStrictEqual(["a taken"]);
  });

  test("waits for no answer longer than it was told, connected or not", async () => {
    append("a");
    await pass(2_000);
    publisher.pause();
    append("b");
    await pass(1_999);
    expect(outcomes).toStrictEqual([]);
    await pass(1);
    expect(outcomes).toStrictEqual(["a log-failed"]);
    publisher.resume();
    await pass(2_000);
    expect(outcomes).toStrictEqual(["a log-failed", "b log-failed"]);
    await publisher.settled();
  });

  test("rejects at once what the broker says no to, and what is too large for it", async () => {
    append("a", "b");
    broker.sent[0]?.refuse(new Error("insufficient resources"));
    await pass(0);
    expect(outcomes).toStrictEqual(["a log-failed"]);
    await expect(publisher.append(new Uint8Array(9_990), "c")).rejects.toMatchObject({ code: "too-large" });
  });

  test("knows its own entries when they come back, whichever comes first, and others by their bytes", async () => {
    const [one, other] = [entryOf(1), entryOf(2)];
    void publisher.append(one, "one");
    void publisher.append(other, "other");
    expect(publisher.delivered(1, "one", entryOf(1))).toBe(one);
    broker.sent[1]?.answer(2);
    await pass(0);
    expect(publisher.delivered(2, "other", entryOf(2))).toBe(other);
    const again = entryOf(2);
    expect(publisher.delivered(3, "other", again)).toBe(again);
    void publisher.append(entryOf(3), "clash");
    const foreign = entryOf(4);
    expect(publisher.delivered(4, "clash", foreign)).toBe(foreign);
  });
});
