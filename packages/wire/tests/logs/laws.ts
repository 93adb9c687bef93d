import fc from "fast-check";
import { afterEach, expect, inject, test } from "vitest";
import type { Log } from "../../src/logs/log.ts";
import { entryOf, numberIn, numbers, Recorder } from "./recorder.ts";

/** Where one history is. */
export interface Place {
  /** A log on it, which may be a new one every time. */
  log(): Log;
  remove(): Promise<void>;
}

/** Whatever keeps a history has to hold these; `runs` limits the random cases where one is slow. */
export function logLaws(place: () => Promise<Place>, { runs = inject("runs") }: { readonly runs?: number } = {}): void {
  const opened: { readonly log: Log; readonly place: Place }[] = [];
  afterEach(async () => {
    for (const { log, place } of opened.splice(0)) {
      await log.close();
      await place.remove();
    }
  });
  const newPlace = async (): Promise<Place & { open(): Promise<[Log, Recorder, string]> }> => {
    const made = await place();
    return {
      ...made,
      async open() {
        const log = made.log();
        opened.push({ log, place: made });
        const recorder = new Recorder();
        const { epoch } = await log.open(recorder);
        return [log, recorder, epoch];
      },
    };
  };
  const append = (log: Log, entry: Uint8Array): Promise<void> => log.append(entry, crypto.randomUUID());

  test("revisions rise by one from 1, in the order of the appends, and each entry comes once, as the same object", async () => {
    const { open } = await newPlace();
    const [log, recorder] = await open();
    const entries = numbers(1, 500).map((number) => entryOf(number, number % 300));
    const appends: Promise<void>[] = [];
    for (const entry of entries) {
      appends.push(append(log, entry));
      if (appends.length % 100 === 0) await Promise.all(appends);
    }
    await Promise.all(appends);
    await recorder.reached(500);
    expect(recorder.revisions).toStrictEqual(numbers(1, 500));
    expect(recorder.entries.every((entry, i) => entry === entries[i])).toBe(true);
    expect(recorder.restored).toBeUndefined();
  });

  test("nothing is delivered within the call that appends it, or opens the log", async () => {
    const { open, log: newLog } = await newPlace();
    const [log, recorder] = await open();
    const appended = append(log, entryOf(1));
    expect(recorder.entries).toHaveLength(0);
    await appended;
    await recorder.reached(1);
    await log.close();
    const again = newLog();
    const second = new Recorder();
    const opening = again.open(second);
    expect(second.entries).toHaveLength(0);
    await opening;
    expect(second.entries).toHaveLength(1);
    await again.close();
  });

  test("an entry and a state may have any length, and any part of a buffer", async () => {
    const { open } = await newPlace();
    const [log, recorder] = await open();
    const buffer = new Uint8Array(600_000).map((_, i) => i % 251);
    const entries = [buffer.subarray(0, 0), buffer.subarray(7, 8), buffer.subarray(1_000, 500_000)];
    await Promise.all(entries.map((entry) => append(log, entry)));
    await recorder.reached(3);
    await log.close();
    const [second, read] = await open();
    expect(read.entries.map((entry) => Buffer.compare(entry, entries[read.entries.indexOf(entry)] ?? buffer))).toEqual([
      0, 0, 0,
    ]);
    await second.compact(2, buffer.subarray(3, 3));
    await second.close();
    const [third, short] = await open();
    expect(short.restored?.state.length).toBe(0);
    await third.compact(3, buffer);
    await third.close();
    const [, long] = await open();
    expect(Buffer.compare(long.restored?.state ?? new Uint8Array(), buffer)).toBe(0);
  });

  test("what resolved is there when the log is opened again, under the same epoch", async () => {
    const { open } = await newPlace();
    const [log, , epoch] = await open();
    expect(epoch).toMatch(/^[0-9a-f]{32}$/);
    await Promise.all(numbers(1, 20).map((number) => append(log, entryOf(number))));
    await log.close();
    const [again, recorder, sameEpoch] = await open();
    expect(sameEpoch).toBe(epoch);
    expect(recorder.revisions).toStrictEqual(numbers(1, 20));
    expect(recorder.entries.map(numberIn)).toStrictEqual(numbers(1, 20));
    await append(again, entryOf(21));
    await recorder.reached(21);
    expect(recorder.entries.map(numberIn)).toStrictEqual(numbers(1, 21));
  });

  test("every history has an epoch of its own", async () => {
    const [one, other] = [await newPlace(), await newPlace()];
    const [, , epoch] = await one.open();
    const [, , otherEpoch] = await other.open();
    expect(otherEpoch).not.toBe(epoch);
  });

  test("a compacted log gives its latest state first, and then the entries after it", async () => {
    const { open } = await newPlace();
    const [log, recorder, epoch] = await open();
    await Promise.all(numbers(1, 30).map((number) => append(log, entryOf(number))));
    await recorder.reached(30);
    await log.compact(10, entryOf(10));
    await log.compact(25, entryOf(25));
    await log.close();
    const [, again, sameEpoch] = await open();
    expect(sameEpoch).toBe(epoch);
    expect(again.restored).toStrictEqual({ revision: 25, state: entryOf(25) });
    expect(again.revisions).toStrictEqual(numbers(26, 30));
    expect(again.entries.map(numberIn)).toStrictEqual(numbers(26, 30));
  });

  test("what is appended while the log is compacted is neither lost nor doubled", async () => {
    const { open } = await newPlace();
    const [log, recorder] = await open();
    const appends: Promise<void>[] = [];
    const compactions: Promise<void>[] = [];
    for (let number = 1; number <= 400; number++) {
      appends.push(append(log, entryOf(number)));
      if (number % 40 > 0) continue;
      await recorder.reached(number - 20);
      compactions.push(log.compact(recorder.revision, entryOf(recorder.revision)));
    }
    await Promise.all([...appends, ...compactions]);
    await recorder.reached(400);
    expect(recorder.entries.map(numberIn)).toStrictEqual(numbers(1, 400));
    await log.close();
    const [, again] = await open();
    const base = again.restored?.revision ?? 0;
    expect(base).toBeGreaterThanOrEqual(340);
    expect(again.restored?.state).toStrictEqual(entryOf(base));
    expect(again.entries.map(numberIn)).toStrictEqual(numbers(base + 1, 400));
  });

  test("the size is that of the entries after the last state", async () => {
    const { open } = await newPlace();
    const [log, recorder] = await open();
    expect(log.size).toStrictEqual({ entries: 0, bytes: 0 });
    for (const number of numbers(1, 10)) await append(log, entryOf(number, number));
    await recorder.reached(10);
    expect(log.size).toStrictEqual({ entries: 10, bytes: 95 });
    await log.compact(8, new Uint8Array(1_000));
    expect(log.size).toStrictEqual({ entries: 2, bytes: 27 });
    await log.close();
    const [again] = await open();
    expect(again.size).toStrictEqual({ entries: 2, bytes: 27 });
  });

  test("a compaction up to what was not delivered is refused, and one that is behind another changes nothing", async () => {
    const { open } = await newPlace();
    const [log, recorder] = await open();
    await append(log, entryOf(1));
    await append(log, entryOf(2));
    await recorder.reached(2);
    for (const revision of [3, -1, 1.5, NaN]) {
      await expect(log.compact(revision, entryOf(0))).rejects.toMatchObject({ code: "invalid-option" });
    }
    await log.compact(2, entryOf(2));
    await log.compact(1, entryOf(1));
    await log.compact(0, entryOf(0));
    await log.close();
    const [, again] = await open();
    expect(again.restored).toStrictEqual({ revision: 2, state: entryOf(2) });
    expect(again.entries).toHaveLength(0);
  });

  test("closing settles what is under way; what resolved is there, and nothing is taken or told any more", async () => {
    const { open } = await newPlace();
    const [log, recorder] = await open();
    const resolved: number[] = [];
    const rejected: unknown[] = [];
    for (const number of numbers(1, 300)) {
      append(log, entryOf(number)).then(
        () => resolved.push(number),
        (error) => rejected.push(error),
      );
    }
    await log.close();
    expect(resolved.length + rejected.length).toBe(300);
    for (const error of rejected) expect(error).toMatchObject({ code: expect.stringMatching(/^(closed|log-failed)$/) });
    const { length } = recorder.entries;
    await expect(append(log, entryOf(0))).rejects.toMatchObject({ code: "closed" });
    await expect(log.compact(1, entryOf(0))).rejects.toMatchObject({ code: "closed" });
    const [, again] = await open();
    expect(recorder.entries).toHaveLength(length);
    const found = new Set(again.entries.map(numberIn));
    expect(resolved.filter((number) => !found.has(number))).toStrictEqual([]);
    await log.close();
  });

  test("what is not open takes nothing, and what is open is not opened once more", async () => {
    const made = await newPlace();
    const closed = made.log();
    await expect(append(closed, entryOf(1))).rejects.toMatchObject({ code: "closed" });
    await expect(closed.compact(0, entryOf(1))).rejects.toMatchObject({ code: "closed" });
    await closed.close();
    const [log] = await made.open();
    await expect(log.open(new Recorder())).rejects.toMatchObject({ code: "log-failed" });
    await append(log, entryOf(1));
  });

  test("a log that is closed while it is being opened is closed", async () => {
    const { open, log: newLog } = await newPlace();
    const [log] = await open();
    await append(log, entryOf(1));
    await log.close();
    const second = newLog();
    const opening = second.open(new Recorder());
    await second.close();
    await expect(opening).rejects.toMatchObject({ code: "closed" });
    await expect(append(second, entryOf(2))).rejects.toMatchObject({ code: "closed" });
    const [, again] = await open();
    expect(again.revisions).toStrictEqual([1]);
  });

  test("whatever is done to a log, it reads as the list of what was appended", async () => {
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.record({ kind: fc.constant("append"), count: fc.integer({ min: 1, max: 5 }) }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant("compact"), count: fc.nat(12) }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant("reopen"), count: fc.constant(0) }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant("wait"), count: fc.constant(0) }) },
    );
    const property = fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const made = await place();
      let log = made.log();
      let recorder = new Recorder();
      let [written, base] = [0, 0];
      let pending: Promise<void>[] = [];
      const check = async (): Promise<void> => {
        await Promise.all(pending);
        pending = [];
        await recorder.reached(written);
        const from = recorder.restored?.revision ?? 0;
        expect(recorder.revisions).toStrictEqual(numbers(from + 1, written));
        expect(recorder.entries.map(numberIn)).toStrictEqual(numbers(from + 1, written));
        if (recorder.restored !== undefined) expect(numberIn(recorder.restored.state)).toBe(from);
        expect(log.size).toStrictEqual({ entries: written - base, bytes: 4 * (written - base) });
      };
      try {
        const { epoch } = await log.open(recorder);
        for (const { kind, count } of steps) {
          if (kind === "append") {
            for (let i = 0; i < count; i++) pending.push(append(log, entryOf(++written)));
          } else if (kind === "compact") {
            const revision = Math.max(0, recorder.revision - count);
            pending.push(log.compact(revision, entryOf(revision)));
            base = Math.max(base, revision);
          } else if (kind === "reopen") {
            await check();
            await log.close();
            log = made.log();
            recorder = new Recorder();
            expect(await log.open(recorder)).toStrictEqual({ epoch });
            expect(recorder.restored?.revision ?? 0).toBe(base);
          } else await check();
        }
        await check();
      } finally {
        await log.close();
        await made.remove();
      }
    });
    await fc.assert(property, { seed: inject("seed"), numRuns: runs });
  });
}
