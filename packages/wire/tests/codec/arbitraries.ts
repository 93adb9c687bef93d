import fc from "fast-check";
import { Cells, VALUE } from "../../src/codec/cells.ts";
import type { Entry, HubState, NamedCells, ReplicaRecord, ReplicaState } from "../../src/codec/entries.ts";
import type { Frame } from "../../src/codec/frames.ts";

/** Well-formed, any length up to the longest, and what decoders like to get wrong. */
export const name: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.constantFrom("", "\u0000", "\ufeff", `\ufeff${"x".repeat(80)}`, "\u{10ffff}", "é".repeat(16), "a".repeat(31)),
  fc.constantFrom("a".repeat(32), "a".repeat(255), "a".repeat(256), "a".repeat(1024), "\uffff".repeat(1024)),
);

export const integer: fc.Arbitrary<number> = fc.oneof(
  fc.nat(300),
  fc.maxSafeNat(),
  fc.constantFrom(127, 128, 255, 256, 65_535, 65_536, 2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1),
);

export const identity: fc.Arbitrary<string> = fc
  .uint8Array({ minLength: 16, maxLength: 16 })
  .map((bytes) => Buffer.from(bytes).toString("hex"));

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const single = fc.float({ noNaN: true, noDefaultInfinity: true });

/** Rows that may stand together, in any order: a number for an option, a dimension, a place, and what it becomes. */
function rows(place: fc.Arbitrary<number>, name: fc.Arbitrary<number>): fc.Arbitrary<Cells> {
  const content = fc
    .constantFrom(finite, single)
    .chain((number) =>
      fc.tuple(fc.constantFrom(0, 0.2, 1), number).map(([unset, drawn]) => ({ unset, drawn, number })),
    );
  return content.chain(({ unset, number }) => {
    const row = fc.record({
      place,
      layer: fc.constantFrom(0, 0, 1),
      option: name,
      dimension: name,
      number: fc.oneof({ arbitrary: number, weight: 9 }, { arbitrary: fc.constant(Infinity), weight: 1 }),
      isUnset: fc.double({ min: 0, max: 1, noNaN: true }).map((chance) => chance < unset),
    });
    const key = (each: { place: number; layer: number; option: number; dimension: number }) =>
      `${each.place}/${each.layer}/${each.option}/${each.dimension}`;
    return fc.uniqueArray(row, { selector: key, maxLength: 60 }).map((drawn) => {
      const cells = new Cells();
      for (const { place, layer, option, dimension, number, isUnset } of drawn) {
        const content = layer === VALUE || Number.isFinite(number) ? number + 0 : 1;
        cells.push(place, layer, option, dimension, isUnset ? NaN : content);
      }
      return cells;
    });
  });
}

/** Numbers that lie close together, that fill 31 bits, and that hardly fit into a key. */
export const cells: fc.Arbitrary<Cells> = fc.oneof(
  rows(fc.nat(2), fc.nat(12)),
  rows(fc.constant(0), fc.constantFrom(0, 1, 2, 300, 70_000)),
  rows(fc.nat(31), fc.nat(2 ** 23 - 1)),
);

export const frame: fc.Arbitrary<Frame> = fc.oneof(
  fc.record({
    kind: fc.constant("hello" as const),
    versions: fc.tuple(fc.nat(1), fc.integer({ min: 1, max: 70_000 })),
    tensor: name,
    levels: fc.array(name, { maxLength: 5 }),
    incarnation: identity,
    cursor: fc.array(name, { maxLength: 5 }),
    epoch: fc.oneof(identity, fc.constant("")),
    revision: integer,
    token: fc.oneof(name, fc.string({ minLength: 1025, maxLength: 70_000, size: "max" })),
  }),
  fc.record({
    kind: fc.constant("welcome" as const),
    version: fc.constant(1),
    epoch: identity,
    revision: integer,
    answered: integer,
    refusal: name,
    lease: integer,
    maxBytes: integer,
    maxCells: integer,
  }),
  fc.uniqueArray(fc.oneof(fc.nat(300), fc.nat(2 ** 32 - 1)), { maxLength: 20 }).chain((numbers) =>
    fc.record({
      kind: fc.constant("names" as const),
      numbers: fc.constant(numbers.sort((a, b) => a - b)),
      names: fc.array(name, { minLength: numbers.length, maxLength: numbers.length }),
    }),
  ),
  fc.record({
    kind: fc.constant("delta" as const),
    base: fc.oneof(
      fc.constant(-1),
      fc.maxSafeNat().map((n) => n - 1),
    ),
    revision: integer,
    cells,
  }),
  fc.record({ kind: fc.constant("part" as const), cells }),
  fc.record({ kind: fc.constant("publish" as const), sequence: integer, cells }),
  fc.record({ kind: fc.constant("acknowledge" as const), sequence: integer }),
  fc.record({ kind: fc.constant("refuse" as const), sequence: integer, code: name }),
  fc.record({ kind: fc.constant("renew" as const) }),
  fc.record({ kind: fc.constant("bye" as const), code: name }),
);

const slice = fc.tuple(fc.nat(31), name);

export const namedCells: fc.Arbitrary<NamedCells> = fc
  .record({
    slices: fc.uniqueArray(slice, {
      minLength: 1,
      maxLength: 4,
      selector: ([level, instance]) => `${level}:${instance}`,
    }),
    names: fc.uniqueArray(name, { minLength: 1, maxLength: 12 }),
    cells: rows(fc.nat(), fc.nat()),
  })
  .map(({ slices, names, cells }) => {
    const fitting = new Cells();
    const taken = new Set<string>();
    for (let i = 0; i < cells.length; i++) {
      const place = (cells.place[i] ?? 0) % slices.length;
      const option = (cells.option[i] ?? 0) % names.length;
      const dimension = (cells.dimension[i] ?? 0) % names.length;
      const layer = cells.layer[i] ?? 0;
      const key = `${place}/${layer}/${option}/${dimension}`;
      if (names[dimension] === "" || taken.has(key)) continue;
      taken.add(key);
      fitting.push(place, layer, option, dimension, cells.content[i] ?? 0);
    }
    return { slices, names, cells: fitting };
  });

export const entry: fc.Arbitrary<Entry> = fc.oneof(
  fc
    .record({ incarnation: identity, sequence: integer, named: namedCells })
    .map(({ named, ...rest }) => ({ kind: "publish" as const, ...rest, ...named })),
  fc.record({ kind: fc.constant("refuse" as const), incarnation: identity, sequence: integer, code: name }),
  namedCells.map((named) => ({ kind: "write" as const, ...named })),
  fc.record({ kind: fc.constant("begin" as const), tensor: name, levels: fc.array(name, { maxLength: 5 }) }),
  fc.record({ kind: fc.constantFrom("withdraw" as const, "return" as const), slice, hub: name }),
);

export const hubState: fc.Arbitrary<HubState> = fc.record({
  revision: integer,
  answered: fc.uniqueArray(fc.tuple(identity, integer, name), {
    maxLength: 5,
    selector: ([incarnation]) => incarnation,
  }),
  tensor: name,
  levels: fc.array(name, { maxLength: 5 }),
  held: fc.uniqueArray(
    fc.tuple(slice, name).map(([[level, instance], hub]) => [level, instance, hub] as const),
    { selector: ([level, instance]) => `${level}:${instance}` },
  ),
  withdrawn: namedCells,
  standing: namedCells,
});

export const replicaState: fc.Arbitrary<ReplicaState> = fc.record({
  incarnation: identity,
  epoch: fc.oneof(identity, fc.constant("")),
  revision: integer,
  sequence: integer,
  isSent: fc.boolean(),
  standing: namedCells,
  sent: namedCells,
  pending: namedCells,
});

export const replicaRecord: fc.Arbitrary<ReplicaRecord> = fc.oneof(
  namedCells.map((named) => ({ kind: "wrote" as const, ...named })),
  fc.record({ kind: fc.constant("sent" as const), sequence: integer, count: integer }),
  fc.record({ kind: fc.constant("renumbered" as const), sequence: integer }),
  fc.record({ kind: fc.constant("answered" as const), sequence: integer }),
  fc
    .record({ epoch: identity, base: fc.constantFrom(-1, 0, 70_000), revision: integer, named: namedCells })
    .map(({ named, ...rest }) => ({ kind: "advanced" as const, ...rest, ...named })),
);
