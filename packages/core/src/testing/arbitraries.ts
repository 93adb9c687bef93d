import fc from "fast-check";
import type { Aggregate, Cell, Cursor } from "../index.ts";

/** Names that break implementations: prototype members, integer-like keys, separators, and where UTF-16 order is wrong. */
export const AWKWARD_NAMES: readonly string[] = [
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "valueOf",
  "1",
  "10",
  "2",
  "-1",
  "0",
  "b",
  "B",
  "a",
  "é",
  "e\u0301",
  "a|b",
  "a\u0000",
  "\u0000a",
  "\u0000",
  "/",
  " ",
  "\uE000",
  "\uFFFD",
  "\uFFFF",
  "\u{10000}",
  "\u{1F30A}",
  "\u{10FFFF}",
  "\uFFFDx",
  "\u{1F30A}x",
];

/** Any code point but the surrogates. That of fast-check (`unit: "binary"`) takes a second to build. */
const codePoint = fc
  .integer({ min: 0, max: 0x10ffff - 0x800 })
  .map((number) => String.fromCodePoint(number < 0xd800 ? number : number + 0x800));

/** Well-formed names, never empty; awkward ones more often than not. */
export const name: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...AWKWARD_NAMES) },
  { weight: 1, arbitrary: fc.string({ unit: codePoint, minLength: 1, maxLength: 3 }) },
  { weight: 1, arbitrary: fc.string({ unit: "binary-ascii", minLength: 1, maxLength: 2 }) },
);

/** Strings that are no names: lone surrogates, and one unit too many. */
export const noName: fc.Arbitrary<string> = fc.constantFrom("\uD800", "a\uDFFFb", "\uDC00\uD800", "n".repeat(1025));

/** Numbers for which every sum and product is exact, and ties are common. */
export const exact: fc.Arbitrary<number> = fc.integer({ min: -32, max: 32 }).map((eighths) => eighths / 8);

const extreme = fc.constantFrom(
  1e308,
  -1e308,
  Number.MAX_VALUE,
  -Number.MAX_VALUE,
  5e-324,
  -5e-324,
  0,
  -0,
  1e-200,
  0.1,
  0.2,
  0.3,
);

/** Finite numbers of every magnitude, small integers (for ties) more often than not. */
export const finite: fc.Arbitrary<number> = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -2, max: 3 }) },
  { weight: 2, arbitrary: exact },
  { weight: 3, arbitrary: fc.double({ min: -10, max: 10, noNaN: true }) },
  { weight: 1, arbitrary: fc.double({ noDefaultInfinity: true, noNaN: true }) },
  { weight: 2, arbitrary: extreme },
);

/** What a value may be: a gate now and then. */
export const value: fc.Arbitrary<number> = fc.oneof(
  { weight: 12, arbitrary: finite },
  { weight: 1, arbitrary: fc.constant(Number.POSITIVE_INFINITY) },
);

/** What a weight may be. */
export const weight: fc.Arbitrary<number> = finite;

/** Every `using` of the ways up. */
export const aggregate: fc.Arbitrary<Aggregate> = fc.oneof(
  fc.constantFrom<Aggregate>("median", "sum", "mean", "min", "max"),
  fc
    .oneof(fc.constantFrom(0, 0.25, 0.5, 1), fc.double({ min: 0, max: 1, noNaN: true }))
    .map((quantile) => ({ quantile })),
  fc
    .oneof(fc.constantFrom(0, 0.1, 0.25, 0.4), fc.double({ min: 0, max: 0.5, maxExcluded: true, noNaN: true }))
    .map((trimmedMean) => ({ trimmedMean })),
);

/** The few names of one tensor, shared by everything done to it so that coordinates collide. */
export interface Pools {
  readonly levels: readonly string[];
  /** Without the shared instance. */
  readonly instances: readonly string[];
  /** Without the shared slot. */
  readonly options: readonly string[];
  readonly dimensions: readonly string[];
}

/** Pools of names for one tensor. */
export const pools: fc.Arbitrary<Pools> = fc.record({
  levels: fc.uniqueArray(name, { minLength: 1, maxLength: 4, size: "max" }),
  instances: fc.uniqueArray(name, { minLength: 2, maxLength: 4, size: "max" }),
  options: fc.uniqueArray(name, { minLength: 2, maxLength: 5, size: "max" }),
  dimensions: fc.uniqueArray(name, { minLength: 1, maxLength: 4, size: "max" }),
});

/** Pools of many names. */
export const manyNames: fc.Arbitrary<Pools> = poolsOf({ instances: [3, 120], options: [9, 40], dimensions: [2, 12] });

/** Pools of so many names that a matrix of them all is too large to keep, or that they come and go by the dozen. */
export const tooManyNames: fc.Arbitrary<Pools> = fc.oneof(
  poolsOf({ instances: [1, 3], options: [2, 120], dimensions: [2, 80] }),
  poolsOf({ instances: [1, 3], options: [60, 120], dimensions: [1, 3] }),
);

function poolsOf(
  counts: { readonly [axis in "instances" | "options" | "dimensions"]: readonly [number, number] },
): fc.Arbitrary<Pools> {
  const count = ([min, max]: readonly [number, number]) => fc.integer({ min, max });
  return fc
    .record({
      levels: count([2, 4]),
      instances: count(counts.instances),
      options: count(counts.options),
      dimensions: count(counts.dimensions),
    })
    .map(({ levels, instances, options, dimensions }) => ({
      levels: numbered("level", levels),
      instances: numbered("instance", instances),
      options: numbered("option", options),
      dimensions: numbered("dimension", dimensions),
    }));
}

function numbered(kind: string, count: number): string[] {
  return Array.from({ length: count }, (_, number) => `${kind} ${number}`);
}

/** The element at an index counted round and round, so that any number is an index and shrinks as a number. */
export function pick<T>(pool: readonly T[], index: number): T {
  // A pool is never empty, so the remainder is always an index of it.
  return pool[index % pool.length] as T;
}

/** A name of a pool, or the shared name where the index is a multiple of three. */
export function pickShared(pool: readonly string[], index: number): string {
  return index % 3 === 0 ? "" : pick(pool, Math.floor(index / 3) * 2 + (index % 3) - 1);
}

/** A number to {@link pick} with. */
export const index: fc.Arbitrary<number> = fc.nat(4095);

/** A cursor over pools: `""` and absent levels, own keys only (`__proto__` is a key like any other). */
export function cursorOver({ levels, instances }: Pools, picks: readonly number[]): Full<Cursor> {
  return Object.fromEntries(
    levels.flatMap((level, at): [string, string][] => {
      const number = picks[at] ?? 0;
      if (number % 8 < 2) return [];
      return [[level, number % 8 === 2 ? "" : pick(instances, number)]];
    }),
  );
}

/** Every level that is named has an instance. */
type Full<Names> = { readonly [Name in keyof Names]: string };

/** Numbers to make a {@link cursorOver} with. */
export const cursorPicks: fc.Arbitrary<readonly number[]> = fc.array(index, { minLength: 4, maxLength: 4 });

/** What a cell may hold, where narrower numbers are wanted. */
export interface Numbers {
  readonly value?: fc.Arbitrary<number>;
  readonly weight?: fc.Arbitrary<number>;
  readonly maxCells?: number;
}

/** Cells at distinct coordinates, drawn as numbers and named by the pools afterwards, so that both shrink apart. */
export function cellsOver(numbers: Numbers = {}): fc.Arbitrary<(named: Pools) => readonly Cell[]> {
  const at = { level: index, instance: index, option: index, dimension: index, shared: fc.nat(5) };
  const valued = fc.record({ ...at, layers: fc.record({ value: numbers.value ?? value }) });
  const weighted = fc.record({ ...at, layers: fc.record({ weight: numbers.weight ?? weight }) });
  const both = fc.record({
    ...at,
    layers: fc.record({ value: numbers.value ?? value, weight: numbers.weight ?? weight }),
  });
  const cell = fc.oneof(
    { weight: 4, arbitrary: valued },
    { weight: 2, arbitrary: weighted },
    { weight: 1, arbitrary: both },
  );
  return fc.array(cell, { maxLength: numbers.maxCells ?? 24, size: "max" }).map((drafts) => (named) => {
    const distinct = new Map<string, Cell>();
    for (const { layers, ...draft } of drafts) {
      // Values are options' own mostly, weights shared mostly.
      const own = "value" in layers ? draft.shared < 5 : draft.shared < 2;
      const cell: Cell = {
        level: pick(named.levels, draft.level),
        instance: pickShared(named.instances, draft.instance),
        option: own ? pick(named.options, draft.option) : "",
        dimension: pick(named.dimensions, draft.dimension),
        ...layers,
      };
      distinct.set(JSON.stringify([cell.level, cell.instance, cell.option, cell.dimension]), cell);
    }
    return [...distinct.values()];
  });
}

/** A tensor as a list of cells at distinct coordinates, in no order, and cursors to read it by. */
export interface Contents extends Pools {
  readonly cells: readonly Cell[];
  readonly cursors: readonly Full<Cursor>[];
}

/** Random contents. */
export function contents(numbers: Numbers = {}): fc.Arbitrary<Contents> {
  const cursors = fc.array(cursorPicks, { minLength: 1, maxLength: 4 });
  return fc.tuple(pools, cellsOver(numbers), cursors).map(([named, cells, cursors]) => ({
    ...named,
    cells: cells(named),
    cursors: cursors.map((picks) => cursorOver(named, picks)),
  }));
}
