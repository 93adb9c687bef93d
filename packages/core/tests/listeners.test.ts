import { expect, test } from "vitest";
import { type Delta, Tensor } from "../src/index.ts";

test("a listener that writes: every listener sees every revision, in order", () => {
  const tensor = new Tensor(["global"]);
  const writer = tensor.writer("global");
  const first: number[] = [];
  const second: number[] = [];
  const queues: string[][] = [];
  tensor.subscribe((_, revision) => {
    first.push(revision);
    if (revision < 4) writer.setValue("global", "", `option ${revision}`, "k", -revision);
  });
  tensor.subscribe((_, revision) => second.push(revision));
  tensor.watch({}, (queue) => queues.push([...queue]));
  writer.setWeight("global", "", "k", 1);
  expect(first).toEqual([1, 2, 3, 4]);
  expect(second).toEqual([1, 2, 3, 4]);
  expect(queues).toEqual([["option 1"], ["option 2", "option 1"], ["option 3", "option 2", "option 1"]]);
});

test("a revision that is not wanted is passed over, for this listener alone, also where a listener made it", () => {
  const tensor = new Tensor(["global"]);
  const writer = tensor.writer("global");
  const heard: unknown[] = [];
  const all: number[] = [];
  tensor.subscribe((_, revision) => {
    all.push(revision);
    if (revision === 1) writer.setWeight("global", "", "k", 3);
  });
  tensor.subscribe(
    (delta, revision) => heard.push([revision, ...delta.map(({ dimension, content }) => `${dimension} ${content}`)]),
    (revision) => revision !== 1 && revision !== 3,
  );
  writer.setWeight("global", "", "k", 2);
  writer.batch(() => {
    writer.setWeight("global", "", "k", 4);
    writer.setWeight("global", "", "l", 5);
  });
  writer.unsetWeight("global", "", "l");
  expect(all).toEqual([1, 2, 3, 4]);
  expect(heard).toEqual([
    [2, "k 3"],
    [4, "l undefined"],
  ]);
});

test("what ends a subscription within a delivery holds for that delivery", () => {
  const tensor = new Tensor(["global"]);
  const calls: string[] = [];
  let endSecond = () => {};
  const endFirst = tensor.subscribe(() => {
    calls.push("first");
    endFirst();
    endSecond();
  });
  endSecond = tensor.subscribe(() => calls.push("second"));
  tensor.writer("global").setWeight("global", "", "k", 1);
  tensor.writer("global").setWeight("global", "", "k", 2);
  expect(calls).toEqual(["first"]);
});

/** What surfaces as unhandled while something is done. */
async function unhandledIn(act: () => void): Promise<readonly unknown[]> {
  const unhandled: unknown[] = [];
  const kept = process.listeners("unhandledRejection");
  process.removeAllListeners("unhandledRejection");
  process.on("unhandledRejection", (reason) => unhandled.push(reason));
  act();
  await new Promise((resolve) => setTimeout(resolve, 10));
  process.removeAllListeners("unhandledRejection");
  for (const listener of kept) process.on("unhandledRejection", listener);
  return unhandled;
}

test("a listener that throws fails no write and no other listener, and is reported as unhandled", async () => {
  const tensor = new Tensor(["global"]);
  let calls = 0;
  const unhandled = await unhandledIn(() => {
    tensor.subscribe(() => {
      throw new Error("listener");
    });
    tensor.subscribe(() => calls++);
    tensor.writer("global").setWeight("global", "", "k", 1);
  });
  expect([calls, tensor.revision]).toEqual([1, 1]);
  expect(unhandled).toEqual([new Error("listener")]);
});

test("what is thrown where a revision is asked about fails no write, keeps nothing from anyone, and is reported", async () => {
  const tensor = new Tensor(["global"]);
  const told: string[] = [];
  const unhandled = await unhandledIn(() => {
    tensor.subscribe(
      (_, revision) => told.push(`first ${revision}`),
      () => {
        throw new Error("question");
      },
    );
    tensor.subscribe((_, revision) => told.push(`second ${revision}`));
    tensor.writer("global").setWeight("global", "", "k", 1);
  });
  expect([told, tensor.revision]).toEqual([["first 1", "second 1"], 1]);
  expect(unhandled).toEqual([new Error("question")]);
});

test("what is written where a revision is asked about belongs to that revision, for everyone", () => {
  const tensor = new Tensor(["global"]);
  const writer = tensor.writer("global");
  const heard: unknown[] = [];
  const hear = (delta: Delta, revision: number) =>
    heard.push([revision, ...delta.map(({ dimension, content }) => `${dimension} ${content}`)]);
  tensor.subscribe(hear);
  let isFirst = true;
  tensor.subscribe(hear, () => {
    if (isFirst) writer.setWeight("global", "", "l", 2);
    isFirst = false;
    return true;
  });
  writer.setWeight("global", "", "k", 1);
  writer.setWeight("global", "", "k", 3);
  expect(heard).toEqual([
    [1, "k 1", "l 2"],
    [1, "k 1", "l 2"],
    [2, "k 3"],
    [2, "k 3"],
  ]);
});

test("a batch that is taken back is asked of nobody, and fails as it did", () => {
  const tensor = new Tensor(["global"]);
  const writer = tensor.writer("global");
  const asked: number[] = [];
  tensor.subscribe(
    () => {},
    (revision) => asked.push(revision) > 0,
  );
  const act = () =>
    writer.batch(() => {
      writer.setWeight("global", "", "k", 1);
      throw new Error("batch");
    });
  expect(act).toThrow("batch");
  expect(asked).toEqual([]);
});
