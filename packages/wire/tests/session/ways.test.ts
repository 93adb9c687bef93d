import { expect, test } from "vitest";
import { Cells } from "../../src/codec/cells.ts";
import { encodeEntry } from "../../src/codec/encode-entry.ts";
import { defaultLimits } from "../../src/codec/limits.ts";
import type { Owner } from "../../src/hub/identity.ts";
import { HubMachine } from "../../src/hub/machine.ts";

function meet(maxEntry?: number) {
  const written: { readonly bytes: Uint8Array; readonly owner: Owner }[] = [];
  const asked = { times: 0 };
  const machine = new HubMachine(
    {
      levels: ["global", "device"],
      tensor: "t",
      hub: "this",
      life: "1",
      lease: 0,
      withdraw: [],
      ways: [{ kind: "rollUp", from: "device", to: "global", using: "max" }],
      limits: { ...defaultLimits, maxSliceCells: 100, maxBuffered: Infinity },
    },
    {
      append: (bytes, _, owner) => written.push({ bytes, owner }),
      maxEntry: () => maxEntry,
      authorize() {},
      flushSoon() {},
      climbSoon: () => asked.times++,
      report() {},
    },
  );
  const deliver = (bytes: Uint8Array) => machine.delivered(machine.revision + 1, bytes, 0);
  const publish = (sequence: number, load: number, options: readonly string[] = ["x"]) => {
    const cells = new Cells();
    for (const i of options.keys()) cells.push(0, 0, i, options.length, load);
    const named = { slices: [[1, "A"] as const], names: [...options, "load"], cells };
    deliver(encodeEntry({ kind: "publish", incarnation: "a".repeat(32), sequence, ...named }));
  };
  deliver(encodeEntry({ kind: "begin", tensor: "t", levels: ["global", "device"] }));
  machine.started("e".repeat(32), 0);
  return { machine, written, asked, deliver, publish, above: () => machine.tensor.value({}, "x", "load") };
}

test("W9: a way up that the log did not take is gone again at the next tick", () => {
  const { machine, written, publish, above } = meet();
  publish(1, 5);
  machine.climb();
  const [refused] = written.splice(0);
  machine.appendFailed(refused?.owner ?? {}, 0);
  expect(above()).toBeUndefined();
  machine.tick(0);
  expect([above(), written.length]).toEqual([5, 1]);
});

test("W9: a hub goes up again where an older write of its own has come in after a newer one was made", () => {
  const { machine, written, asked, deliver, publish, above } = meet();
  publish(1, 1);
  machine.climb();
  publish(2, 2);
  machine.climb();
  const [older, newer] = written.map(({ bytes }) => bytes) as [Uint8Array, Uint8Array];
  deliver(older);
  publish(3, 1);
  machine.climb();
  // Above stands what is right, by chance, and so nothing was written.
  expect([above(), written.length]).toEqual([1, 2]);
  const before = asked.times;
  deliver(newer);
  expect(above()).toBe(2);
  expect(asked.times).toBe(before + 1);
  machine.climb();
  expect(above()).toBe(1);
  // What comes in as it was written is no reason to go up.
  const last = asked.times;
  deliver(written.at(-1)?.bytes as Uint8Array);
  expect([above(), asked.times]).toEqual([1, last]);
});

test("a way up that is too much for one entry of the log comes in several, none of them too long", () => {
  const { machine, written, deliver, publish } = meet(500);
  const options = Array.from({ length: 100 }, (_, i) => `option-${String(i).padStart(2, "0")}`);
  publish(1, 5, options);
  machine.climb();
  expect(written.length).toBeGreaterThan(1);
  expect(Math.max(...written.map(({ bytes }) => bytes.length))).toBeLessThanOrEqual(500);
  for (const { bytes } of written) deliver(bytes);
  expect(options.map((option) => machine.tensor.value({}, option, "load"))).toEqual(options.map(() => 5));
});
