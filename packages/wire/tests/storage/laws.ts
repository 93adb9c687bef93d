import fc from "fast-check";
import { afterEach, expect, inject, test } from "vitest";
import type { Storage } from "../../src/storage/storage.ts";

/** Where a replica's storage is. */
export interface Place {
  /** A storage on what is there, which may be a new one every time. */
  storage(): Storage;
  remove(): Promise<void>;
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array | undefined): string | undefined => bytes && new TextDecoder().decode(bytes);

/** What a storage has, as texts. */
export async function kept(storage: Storage): Promise<{ state: string | undefined; records: (string | undefined)[] }> {
  const { state, records } = await storage.load();
  return { state: textOf(state), records: records.map(textOf) };
}

/** Whatever keeps a replica's state has to hold these. */
export function storageLaws(
  place: () => Promise<Place>,
  { runs = inject("runs"), isExclusive = true }: { readonly runs?: number; readonly isExclusive?: boolean } = {},
): void {
  const ends: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });
  const newPlace = async (): Promise<() => Storage> => {
    const made = await place();
    ends.push(() => made.remove());
    return () => {
      const storage = made.storage();
      ends.push(() => storage.close());
      return storage;
    };
  };

  test("what was never written is empty", async () => {
    const storage = (await newPlace())();
    expect(await kept(storage)).toStrictEqual({ state: undefined, records: [] });
  });

  test("records are kept in the order of the calls, awaited or not", async () => {
    const next = await newPlace();
    const storage = next();
    await storage.load();
    const wanted = Array.from({ length: 200 }, (_, i) => `record ${i}`);
    const appends = wanted.map((record) => storage.append(bytesOf(record)));
    await appends[50];
    await Promise.all(appends);
    await storage.close();
    expect(await kept(next())).toStrictEqual({ state: undefined, records: wanted });
  });

  test("what resolved is there for the next one, though nobody closed it", async () => {
    const next = await newPlace();
    const storage = next();
    await storage.replace(bytesOf("state"));
    await storage.append(bytesOf("record"));
    expect(await kept(storage)).toStrictEqual({ state: "state", records: ["record"] });
  });

  test("a state takes the place of all before it, and of nothing after", async () => {
    const next = await newPlace();
    const storage = next();
    await Promise.all([
      storage.append(bytesOf("a")),
      storage.replace(bytesOf("one")),
      storage.append(bytesOf("b")),
      storage.replace(bytesOf("two")),
      storage.append(bytesOf("c")),
    ]);
    await storage.append(bytesOf("d"));
    await storage.close();
    expect(await kept(next())).toStrictEqual({ state: "two", records: ["c", "d"] });
  });

  test("bytes come back as they were at the call, whatever their length and buffer", async () => {
    const next = await newPlace();
    const storage = next();
    const buffer = Buffer.from(new Uint8Array(300_000).map((_, i) => i % 251));
    const wanted = [buffer.subarray(0, 0), buffer.subarray(9, 10), buffer.subarray(100, 299_000)];
    const copies = wanted.map((bytes) => new Uint8Array(bytes));
    const appends = wanted.map((bytes) => storage.append(bytes));
    buffer.fill(0);
    await Promise.all(appends);
    const { records } = await storage.load();
    expect(records.map((record) => record.byteLength)).toStrictEqual([0, 1, 298_900]);
    expect(records.every((record, i) => Buffer.compare(record, copies[i] as Uint8Array) === 0)).toBe(true);
    expect(records.every(({ buffer: { byteLength } }) => byteLength <= 298_900)).toBe(true);
    await storage.replace(new Uint8Array());
    expect((await storage.load()).state).toStrictEqual(new Uint8Array());
  });

  test("closing waits for what is under way, and nothing is taken after it until it is loaded again", async () => {
    const next = await newPlace();
    const storage = next();
    await storage.load();
    const appends = ["a", "b", "c"].map((record) => storage.append(bytesOf(record)));
    await storage.close();
    await Promise.all(appends);
    await expect(storage.append(bytesOf("d"))).rejects.toMatchObject({ code: "closed" });
    await expect(storage.replace(bytesOf("d"))).rejects.toMatchObject({ code: "closed" });
    await storage.close();
    expect(await kept(storage)).toStrictEqual({ state: undefined, records: ["a", "b", "c"] });
    await storage.append(bytesOf("d"));
    await storage.close();
    expect((await kept(next())).records).toStrictEqual(["a", "b", "c", "d"]);
  });

  test.runIf(isExclusive)("a second one on the same place is refused while the first is open", async () => {
    const next = await newPlace();
    const [first, second] = [next(), next()];
    await first.load();
    await expect(second.load()).rejects.toMatchObject({ code: "storage-failed" });
    await expect(second.append(bytesOf("b"))).rejects.toMatchObject({ code: "storage-failed" });
    await first.append(bytesOf("a"));
    await first.close();
    expect((await kept(second)).records).toStrictEqual(["a"]);
  });

  test("whatever is done to a storage, it has the last state and the records since", async () => {
    const step = fc.oneof(
      { weight: 5, arbitrary: fc.record({ kind: fc.constant("append"), text: fc.string() }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant("replace"), text: fc.string() }) },
      { weight: 1, arbitrary: fc.constant({ kind: "wait", text: "" }) },
      { weight: 1, arbitrary: fc.constant({ kind: "reopen", text: "" }) },
    );
    const property = fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
      const made = await place();
      let storage = made.storage();
      let wanted: { state: string | undefined; records: (string | undefined)[] } = { state: undefined, records: [] };
      let pending: Promise<void>[] = [];
      const settle = async (): Promise<void> => {
        await Promise.all(pending);
        pending = [];
      };
      try {
        for (const { kind, text } of steps) {
          if (kind === "append") {
            pending.push(storage.append(bytesOf(text)));
            wanted.records.push(text);
          } else if (kind === "replace") {
            pending.push(storage.replace(bytesOf(text)));
            wanted = { state: text, records: [] };
          } else {
            await settle();
            if (kind === "reopen") {
              await storage.close();
              storage = made.storage();
            }
            expect(await kept(storage)).toStrictEqual(wanted);
          }
        }
        await settle();
        expect(await kept(storage)).toStrictEqual(wanted);
      } finally {
        await storage.close();
        await made.remove();
      }
    });
    await fc.assert(property, { seed: inject("seed"), numRuns: runs });
  });
}
