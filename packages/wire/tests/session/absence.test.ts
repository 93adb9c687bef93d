import { expect, test } from "vitest";
import { Cells } from "../../src/codec/cells.ts";
import { decodeEntry, encodeEntry } from "../../src/codec/encode-entry.ts";
import type { Entry } from "../../src/codec/entries.ts";
import { defaultLimits } from "../../src/codec/limits.ts";
import { HubMachine } from "../../src/hub/machine.ts";

const slice = [1, "A"] as const;

/** A hub that withdraws slices of devices after 2,000 ms, whose log has what a test gives it. */
function meet() {
  const appended: Entry[] = [];
  const machine = new HubMachine(
    {
      levels: ["global", "device"],
      tensor: "t",
      hub: "this",
      life: "1",
      lease: 2_000,
      withdraw: ["device"],
      ways: [],
      limits: { ...defaultLimits, maxSliceCells: 100, maxBuffered: Infinity },
    },
    {
      append: (bytes) => appended.push(decodeEntry(bytes)),
      authorize() {},
      flushSoon() {},
      climbSoon() {},
      report() {},
    },
  );
  const deliver = (entry: Entry, now: number) => machine.delivered(machine.revision + 1, encodeEntry(entry), now);
  const publish = (sequence: number, now: number) => {
    const cells = new Cells();
    cells.push(0, 0, 0, 1, sequence);
    const named = { slices: [slice], names: ["groq", "latency"], cells };
    deliver({ kind: "publish", incarnation: "a".repeat(32), sequence, ...named }, now);
  };
  deliver({ kind: "begin", tensor: "t", levels: ["global", "device"] }, 0);
  machine.started("e".repeat(32), 0);
  return { machine, appended, deliver, publish };
}

test("W11: a slice that comes back when its replica has left again is withdrawn in time", () => {
  const { machine, appended, deliver, publish } = meet();
  publish(1, 0);
  deliver({ kind: "return", slice, hub: "this" }, 0);
  machine.tick(1_999);
  expect(appended).toEqual([]);
  machine.tick(2_000);
  expect(appended).toEqual([{ kind: "withdraw", slice, hub: "this" }]);
});

test("W11: a slice that a late publication brings back is withdrawn again, by the hub that had its replica", () => {
  for (const [hub, times] of [
    ["this", 1],
    ["another", 0],
  ] as const) {
    const { machine, appended, deliver, publish } = meet();
    publish(1, 0);
    deliver({ kind: "return", slice, hub }, 0);
    machine.tick(2_000);
    deliver({ kind: "withdraw", slice, hub }, 2_100);
    expect(machine.withdrawn).toEqual([slice]);
    appended.length = 0;
    publish(2, 2_200);
    expect(machine.withdrawn).toEqual([]);
    machine.tick(4_100);
    expect(appended).toEqual([]);
    machine.tick(4_200);
    expect(appended.length).toBe(times);
  }
});

test("W11: what a late publication brings is withdrawn in time, also where nothing stood before", () => {
  for (const [hub, times] of [
    ["this", 1],
    ["another", 0],
  ] as const) {
    const { machine, appended, deliver, publish } = meet();
    deliver({ kind: "return", slice, hub }, 0);
    machine.tick(2_000);
    deliver({ kind: "withdraw", slice, hub }, 2_100);
    expect(machine.withdrawn).toEqual([]);
    appended.length = 0;
    publish(1, 2_200);
    machine.tick(4_199);
    expect(appended).toEqual([]);
    machine.tick(4_200);
    expect(appended.length).toBe(times);
  }
});
