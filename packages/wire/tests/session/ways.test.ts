import { expect, test } from "vitest";
import { Cells } from "../../src/codec/cells.ts";
import { encodeEntry } from "../../src/codec/encode-entry.ts";
import { defaultLimits } from "../../src/codec/limits.ts";
import { HubMachine } from "../../src/hub/machine.ts";

test("W9: a hub goes up again where an older write of its own has come in after a newer one was made", () => {
  const written: Uint8Array[] = [];
  let asked = 0;
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
      append: (bytes) => written.push(bytes),
      authorize() {},
      flushSoon() {},
      climbSoon: () => asked++,
      report() {},
    },
  );
  const deliver = (bytes: Uint8Array) => machine.delivered(machine.revision + 1, bytes, 0);
  const publish = (sequence: number, load: number) => {
    const cells = new Cells();
    cells.push(0, 0, 0, 1, load);
    const named = { slices: [[1, "A"] as const], names: ["x", "load"], cells };
    deliver(encodeEntry({ kind: "publish", incarnation: "a".repeat(32), sequence, ...named }));
  };
  deliver(encodeEntry({ kind: "begin", tensor: "t", levels: ["global", "device"] }));
  machine.started("e".repeat(32), 0);
  const above = () => machine.tensor.value({}, "x", "load");
  publish(1, 1);
  machine.climb();
  publish(2, 2);
  machine.climb();
  const [older, newer] = written as [Uint8Array, Uint8Array];
  deliver(older);
  publish(3, 1);
  machine.climb();
  // Above stands what is right, by chance, and so nothing was written.
  expect([above(), written.length]).toEqual([1, 2]);
  const before = asked;
  deliver(newer);
  expect(above()).toBe(2);
  expect(asked).toBe(before + 1);
  machine.climb();
  expect(above()).toBe(1);
  // What comes in as it was written is no reason to go up.
  const last = asked;
  deliver(written.at(-1) as Uint8Array);
  expect([above(), asked]).toEqual([1, last]);
});
