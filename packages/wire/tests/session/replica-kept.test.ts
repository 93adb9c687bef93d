import fc from "fast-check";
import { expect, inject, test } from "vitest";
import type { ReplicaRecord } from "../../src/codec/entries.ts";
import { decodeReplicaRecord, encodeReplicaRecord } from "../../src/codec/replica-codec.ts";
import { Outbox } from "../../src/replica/outbox.ts";
import { meet, nothingKept } from "./replica-setting.ts";

/** As a storage has them: in the canonical order of the codec, not in that of the writes. */
const stored = (records: readonly ReplicaRecord[]) =>
  records.map((record) => decodeReplicaRecord(encodeReplicaRecord(record)));

const options = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 8 });

test("W1: what was published in parts is published again as it was by the next life, whatever came in between", () => {
  const property = fc.property(
    options,
    fc.array(options),
    fc.integer({ min: 1, max: 8 }),
    (first, others, maxCells) => {
      const before = meet();
      let value = 0;
      const write = (some: readonly string[]) => {
        before.replica.tensor.writer("device", "A").batch((writer) => {
          for (const option of some) {
            for (const dimension of ["latency", "cost"]) writer.setValue("device", "A", option, dimension, ++value);
          }
        });
      };
      write(first);
      before.begin({ maxCells });
      before.delta(-1, 5);
      before.replica.flush();
      for (const some of others) write(some);
      const after = meet({ state: nothingKept(), records: stored(before.records) });
      expect(after.replica.unanswered).toBe(before.replica.unanswered);
      after.begin({ maxCells });
      expect(after.published()).toEqual(before.published());
      // And so does one whose storage has put a state in the place of some records.
      const records = stored(before.records);
      const half = records.length >> 1;
      const middle = meet({ state: nothingKept(), records: records.slice(0, half) });
      const last = meet({ state: middle.replica.state(), records: records.slice(half) });
      last.begin({ maxCells });
      last.replica.flush();
      expect(last.published()).toEqual(before.published());
    },
  );
  fc.assert(property, { seed: inject("seed"), numRuns: inject("runs") });
});

test("W1: what was sent goes out under a new number, with what was written since on top, where the hub knows a greater one", () => {
  const { replica, begin, delta, write, published, records } = meet();
  begin();
  delta(-1, 5);
  write("groq", 1);
  write("cerebras", 2);
  replica.flush();
  write("groq", 3);
  begin({ answered: 7 });
  replica.flush();
  expect(published()).toEqual({ sequence: 8, cells: { "groq latency": 3, "cerebras latency": 2 } });
  // The next life knows of it.
  const after = meet({ state: nothingKept(), records: stored(records) });
  after.begin({ answered: 7 });
  expect(after.published()).toEqual(published());
});

test("what was written before the storage was read stands on top of what it kept", () => {
  const kept = meet();
  for (const option of ["groq", "cerebras"]) kept.write(option, 1);
  const state = kept.replica.state();
  const { replica, write, read } = meet();
  write("groq", 2);
  replica.restore(state, []);
  expect([read("groq"), read("cerebras"), replica.unanswered]).toEqual([2, 1, 2]);
});

test("W5: what came of a delta in an earlier session is no part of the next one's", () => {
  const { begin, delta, read, say, cellsOf } = meet();
  begin();
  say({ kind: "part", cells: cellsOf([[0, "groq", 1]]) });
  begin();
  delta(-1, 5, [0, "cerebras", 2]);
  expect([read("groq"), read("cerebras")]).toEqual([undefined, 2]);
});

const key = fc.nat({ max: 9 });
const step = fc.oneof(
  key.map((cell) => (outbox: Outbox) => outbox.write(cell, cell)),
  fc.integer({ min: 1, max: 5 }).map((most) => (outbox: Outbox) => {
    if (outbox.sent === undefined) outbox.begin(most, (a, b) => a - b);
  }),
  fc.constant((outbox: Outbox) => {
    outbox.answered();
  }),
  fc.constant((outbox: Outbox) => outbox.withdraw(outbox.sequence + 1)),
  fc.constant((outbox: Outbox) => outbox.restore(outbox.sequence, outbox.sent?.writes, outbox.pending)),
);

test("W8: a cell that the hub has not answered for is counted once, whatever was done", () => {
  const property = fc.property(fc.array(step), (steps) => {
    const outbox = new Outbox();
    for (const one of steps) {
      one(outbox);
      expect(outbox.unanswered).toBe(outbox.overlay().size);
    }
  });
  fc.assert(property, { seed: inject("seed"), numRuns: inject("runs") });
});

test("how many cells are unanswered is known without looking at them", () => {
  const outbox = new Outbox();
  for (let cell = 0; cell < 200_000; cell++) outbox.write(cell, 1);
  outbox.begin(Infinity, () => 0);
  let sum = 0;
  const begin = performance.now();
  for (let i = 0; i < 10_000; i++) {
    outbox.write(i, 2);
    sum += outbox.unanswered;
  }
  expect(sum).toBe(2_000_000_000);
  // To look at them all each time takes minutes.
  expect(performance.now() - begin).toBeLessThan(5_000);
});

test("W1: an answer to a number that was not sent yet is one to an earlier life, which its storage has forgotten", () => {
  const { replica, begin, delta, write, published, storage, waiting, say } = meet();
  begin();
  delta(-1, 5);
  storage.isSlow = true;
  write("groq", 1);
  replica.flush();
  // Nothing is sent before its number is kept.
  expect(published()).toBeUndefined();
  say({ kind: "acknowledge", sequence: 1 });
  expect(replica.unanswered).toBe(1);
  storage.isSlow = false;
  for (const kept of waiting.splice(0)) kept();
  expect(published()).toBeUndefined();
  replica.flush();
  expect(published()).toEqual({ sequence: 2, cells: { "groq latency": 1 } });
});
