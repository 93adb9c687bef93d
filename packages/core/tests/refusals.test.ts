import { expect, test } from "vitest";
import type { Aggregate, Coordinate, Declaration, Delta, TensorErrorCode, Writer } from "../src/index.ts";
import { Tensor, TensorError } from "../src/index.ts";
import { unchanged, writerOf } from "./unchanged.ts";

interface Refusal {
  readonly act: (tensor: Tensor) => unknown;
  readonly names?: Partial<Coordinate>;
  /** How the place that it tells begins. */
  readonly place?: string;
}

const at = { level: "device", instance: "A", option: "o", dimension: "k" } as const;
const way = { from: "device", to: "global", option: "o", dimension: "k" } as const;
/** What a caller without types would hand over. */
const untyped = <T>(given: unknown): T => given as T;

/** Bad input by code: every code of the package, and typed so that a new one cannot be forgotten. */
const REFUSALS: { readonly [Code in TensorErrorCode]: readonly Refusal[] } = {
  "invalid-levels": [{ act: () => new Tensor([]) }, { act: () => new Tensor(["a", "a"]) }],
  "unknown-level": [
    { act: (tensor) => tensor.writer("none"), names: { level: "none" } },
    { act: (tensor) => tensor.resolve({ none: "A" }), names: { level: "none" } },
    { act: (tensor) => tensor.resolve({ none: undefined }), names: { level: "none" } },
    { act: (tensor) => tensor.instances("none"), names: { level: "none" } },
    { act: (tensor) => tensor.support("none", "o", "k"), names: { level: "none" } },
    { act: (tensor) => tensor.writer("global").setValue("none", "A", "o", "k", 1), names: { level: "none" } },
    { act: (tensor) => tensor.writer("global").clear("toString", ""), names: { level: "toString" } },
    { act: (tensor) => tensor.writer("global").attenuate("none"), names: { level: "none" } },
    { act: (tensor) => tensor.writer("global").reduce({ ...way, from: "none" }), names: { level: "none" } },
    { act: (tensor) => tensor.writer("global").rollUp({ ...way, to: "none" }), names: { level: "none" } },
    {
      act: () => Tensor.fromJSON({ levels: ["a"], cells: [{ level: "b", dimension: "k", value: 1 }] }),
      names: { level: "b" },
    },
  ],
  "invalid-name": [
    { act: (tensor) => tensor.writer("global").setValue("device", "\uD800", "o", "k", 1), names: { level: "device" } },
    {
      act: (tensor) => tensor.writer("global").setValue("device", "A", "o", "", 1),
      names: { level: "device", instance: "A", option: "o" },
    },
    {
      act: (tensor) => tensor.writer("global").setValue("device", "A", "n".repeat(1025), "k", 1),
      names: { instance: "A" },
    },
    {
      act: (tensor) => tensor.writer("global").setValue("device", untyped(7), "o", "k", 1),
      names: { level: "device" },
    },
    {
      act: (tensor) => tensor.writer("global").setValue("device", untyped(undefined), "o", "k", 1),
      names: { level: "device" },
    },
    { act: (tensor) => tensor.writer("device", "\uDC00") },
    { act: (tensor) => tensor.resolve({ device: "\uD800" }), names: { level: "device" } },
    { act: (tensor) => tensor.resolve({ device: untyped(7) }), names: { level: "device" } },
    {
      act: (tensor) => tensor.writer("global").apply([{ ...at, dimension: "", layer: "value", content: 1 }]),
      place: "[0].dimension",
    },
  ],
  "invalid-value": [
    ...[
      Number.NaN,
      Number.NEGATIVE_INFINITY,
      untyped<number>("1"),
      untyped<number>(null),
      untyped<number>(undefined),
      untyped<number>(1n),
    ].map((bad) => ({
      act: (tensor: Tensor) => tensor.writer("global").setValue("device", "A", "o", "k", bad),
      names: at,
    })),
    {
      act: (tensor) =>
        tensor.writer("global").apply([
          { ...at, layer: "value", content: 1 },
          { ...at, layer: "value", content: Number.NaN },
        ]),
      names: at,
      place: "[1].content",
    },
    {
      act: (tensor) => tensor.writer("global").reduce({ ...way, dimension: "huge", using: "sum" }),
      names: { level: "global", option: "o", dimension: "huge" },
    },
    {
      act: (tensor) => tensor.writer("global").rollUp({ ...way, dimension: "huge", using: "mean" }),
      names: { level: "global", option: "o", dimension: "huge" },
    },
  ],
  "invalid-weight": [
    ...[
      Number.NaN,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      untyped<number>("1"),
      untyped<number>(undefined),
    ].map((bad) => ({
      act: (tensor: Tensor) => tensor.writer("global").setOptionWeight("device", "A", "o", "k", bad),
      names: at,
    })),
    {
      act: (tensor) => tensor.writer("global").setWeight("device", "A", "k", Number.POSITIVE_INFINITY),
      names: { level: "device", instance: "A", dimension: "k" },
    },
  ],
  "invalid-argument": [
    ...[-1, 1.5, Number.NaN, Number.NEGATIVE_INFINITY, untyped<number>("3"), untyped<number>(null)].map((limit) => ({
      act: (tensor: Tensor) => tensor.resolve({}, { limit }),
      place: "limit",
    })),
    ...["o", [1], null, { 0: "o", length: 1 }].map((among) => ({
      act: (tensor: Tensor) => tensor.rank({}, { among: untyped(among) }),
    })),
    ...[null, undefined, 7, "device"].map((cursor) => ({
      act: (tensor: Tensor) => tensor.resolve(untyped(cursor)),
    })),
    ...[
      "mode",
      {},
      { quantile: -0.1 },
      { quantile: 1.1 },
      { quantile: Number.NaN },
      { trimmedMean: 0.5 },
      { trimmedMean: -0.1 },
      { quantile: "0.5" },
      null,
      "toString",
    ].map((using) => ({
      act: (tensor: Tensor) => tensor.writer("global").reduce({ ...way, using: untyped<Aggregate>(using) }),
    })),
    {
      act: (tensor) => tensor.writer("global").rollUp({ ...way, option: "nobody", using: untyped<Aggregate>("mode") }),
    },
    ...[0, Number.NaN, -1, 0.5, 2.5, Number.POSITIVE_INFINITY, untyped<number>("2")].map((quorum) => ({
      act: (tensor: Tensor) => tensor.writer("global").corroborate({ ...way, quorum }),
    })),
    { act: (tensor) => tensor.writer("global").reduce({ ...way, among: untyped("A") }) },
    { act: (tensor) => tensor.support("device", "o", "k", { among: untyped("A") }) },
    { act: (tensor) => tensor.subscribe(untyped(undefined)) },
    { act: (tensor) => tensor.watch({}, untyped({})) },
  ],
  "write-up": [
    {
      act: (tensor) => writerOf(tensor, "device").setValue("global", "", "o", "k", 1),
      names: { level: "global", instance: "", option: "o", dimension: "k" },
    },
    { act: (tensor) => writerOf(tensor, "device", "A").setWeight("global", "", "k", 1), names: { level: "global" } },
    { act: (tensor) => writerOf(tensor, "device").attenuate("global"), names: { level: "global" } },
    { act: (tensor) => writerOf(tensor, "device").reduce(way), names: { level: "global" } },
    { act: (tensor) => writerOf(tensor, "device").corroborate({ ...way, quorum: 0 }), names: { level: "global" } },
    {
      act: () => Tensor.fromJSON({ levels: ["a", "b"], cells: [{ floor: "b", level: "a", dimension: "k", value: 1 }] }),
      names: { level: "a" },
    },
  ],
  "foreign-level": [
    { act: (tensor) => writerOf(tensor, "global", "").setValue("device", "A", "o", "k", 1), names: at },
    { act: (tensor) => writerOf(tensor, "global", "").attenuate("device"), names: { level: "device" } },
  ],
  "foreign-instance": [
    { act: (tensor) => writerOf(tensor, "device", "B").setValue("device", "A", "o", "k", 1), names: at },
    { act: (tensor) => writerOf(tensor, "device", "B").clear("device", ""), names: { level: "device", instance: "" } },
    {
      act: (tensor) => writerOf(tensor, "device", "B").attenuate("device", "A"),
      names: { level: "device", instance: "A" },
    },
  ],
  revoked: [
    { act: (tensor) => revoked(tensor).setValue("device", "A", "o", "k", 1) },
    { act: (tensor) => revoked(tensor).rollUp(way) },
    { act: (tensor) => revoked(tensor).attenuate("device") },
    { act: (tensor) => revoked(tensor).batch(() => 1) },
  ],
  "not-coarser": [
    {
      act: (tensor) => tensor.writer("global").reduce({ ...way, from: "global", to: "device" }),
      names: { level: "device" },
    },
    { act: (tensor) => tensor.writer("global").rollUp({ ...way, to: "device" }), names: { level: "device" } },
    { act: (tensor) => tensor.writer("global").corroborate({ ...way, from: "global" }), names: { level: "global" } },
  ],
  "async-batch": [
    { act: (tensor) => tensor.writer("global").batch(async (writer) => writer.setValue("device", "A", "o", "k", 9)) },
    // biome-ignore lint/suspicious/noThenProperty: what awaits is told by its `then`
    { act: (tensor) => tensor.writer("global").batch(() => ({ then: () => 1 })) },
  ],
  "invalid-delta": [
    ...[
      null,
      "delta",
      {},
      [null],
      [7],
      [{}],
      [{ ...at }],
      [{ ...at, layer: "gate", content: 1 }],
      [{ ...at, layer: "__proto__", content: 1 }],
    ].map((delta) => ({
      act: (tensor: Tensor) => tensor.writer("global").apply(untyped<Delta>(delta)),
    })),
  ],
  "invalid-snapshot": [
    { act: () => Tensor.from(new Uint8Array()) },
    { act: () => Tensor.from(untyped("snapshot")) },
    { act: () => Tensor.from(untyped(undefined)) },
    { act: (tensor) => Tensor.from(tensor.snapshot().subarray(1)) },
  ],
  "invalid-declaration": [
    ...[
      "",
      "{",
      "null",
      null,
      7,
      [],
      {},
      { levels: ["a"] },
      { cells: [] },
      { levels: ["a"], cells: {} },
      { levels: ["a"], cells: [], version: 1 },
    ].map((declaration) => ({
      act: () => Tensor.fromJSON(untyped<Declaration>(declaration)),
    })),
    ...[null, 7, {}, { level: "a", dimension: "k" }, { level: "a", dimension: "k", value: 1, wieght: 1 }].map(
      (cell) => ({
        act: () =>
          Tensor.fromJSON(
            untyped<Declaration>({ levels: ["a"], cells: [{ level: "a", dimension: "k", value: 0 }, cell] }),
          ),
        place: "cells[1]",
      }),
    ),
  ],
};

test.each(Object.entries(REFUSALS))(
  "bad input is refused with %s, says what it was and where, and changes nothing",
  (code, cases) => {
    expect(cases.length).toBeGreaterThan(0);
    for (const [number, { act, names = {}, place = "" }] of cases.entries()) {
      const tensor = seeded();
      const error = unchanged(tensor, [{}, { device: "A" }], () => act(tensor));
      const what = `${code}, case ${number}`;
      expect(error, what).toBeInstanceOf(TensorError);
      expect(error, what).toBeInstanceOf(Error);
      expect(error, what).toMatchObject({ name: "TensorError", code, coordinate: names });
      expect((error?.place ?? "").startsWith(place), `${what}: the place is ${error?.place}`).toBe(true);
      expect(error?.advice, what).toMatch(/./);
      expect(error?.message, what).toContain(code);
    }
  },
);

function revoked(tensor: Tensor): Writer {
  const writer = tensor.writer("global");
  writer.revoke();
  return writer;
}

function seeded(): Tensor {
  const tensor: Tensor = new Tensor(["global", "device"]);
  const root = tensor.writer("global");
  root.setWeight("global", "", "k", 1);
  for (const [position, device] of ["A", "B", "C"].entries()) {
    root.setValue("device", device, "o", "k", position);
    root.setValue("device", device, "o", "huge", Number.MAX_VALUE);
  }
  return tensor;
}
