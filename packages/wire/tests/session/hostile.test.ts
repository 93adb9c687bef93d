import { expect, inject, test } from "vitest";
import { Cells } from "../../src/codec/cells.ts";
import { encodeFrame } from "../../src/codec/encode.ts";
import type { Frame, Hello } from "../../src/codec/frames.ts";
import { defaultLimits } from "../../src/codec/limits.ts";
import { isCode, WireError } from "../../src/errors.ts";
import type { Grant } from "../../src/hub/grant.ts";
import { HubMachine } from "../../src/hub/machine.ts";
import { ReplicaMachine } from "../../src/replica/machine.ts";
import { hostile } from "../codec/mutants.ts";
import { memory } from "../memory.ts";
import { epoch, welcome } from "./replica-setting.ts";

/** How many hostile strings of bytes each end of a session is given: a tenth of THALWEG_HOSTILE. */
const count = Math.ceil(Number(process.env.THALWEG_HOSTILE ?? 20_000) / 10);

const hello: Hello = {
  kind: "hello",
  versions: [1, 1],
  tensor: "t",
  levels: ["global", "device"],
  incarnation: "a".repeat(32),
  cursor: ["", "A"],
  epoch: "",
  revision: 0,
  token: "",
};
const cells = new Cells();
for (let i = 0; i < 6; i++) cells.push(3, i % 2, 0, 1, i / 3);
const row = new Cells();
row.push(3, 0, 0, 1, 0.5);

const grant: Grant = { tensor: "t", cursor: { device: "A" }, slice: { level: "device", instance: "A" } };

/** Everything that can be said, by either end, as the frame that is due. */
const frames = (due: number): readonly Uint8Array[] =>
  (
    [
      hello,
      welcome,
      { kind: "names", numbers: [2, 3], names: ["cerebras", "cost"] },
      { kind: "publish", sequence: 1, cells: row },
      { kind: "publish", sequence: 2, cells: row },
      { kind: "part", cells: row },
      { kind: "delta", base: 5, revision: 6, cells: row },
      { kind: "delta", base: -1, revision: 9, cells: row },
      { kind: "acknowledge", sequence: 1 },
      { kind: "refuse", sequence: 1, code: "write-up" },
      { kind: "renew" },
      { kind: "bye", code: "going-away" },
    ] satisfies Frame[]
  ).map((frame) => encodeFrame(frame, due));

/** Gives so many hostile frames to an end; calls back for each, and looks that memory stays where it was. */
function attack(due: number, take: (bytes: Uint8Array) => void): void {
  const strings = hostile(frames(due), inject("seed"));
  let before = 0;
  for (let i = 0; i < count; i++) {
    if (i === Math.floor(count / 5)) before = memory();
    take(strings.next().value);
  }
  expect(memory() - before, "bytes more than after the first fifth").toBeLessThan(4_000_000);
}

test(`W10: ${count} hostile frames in sessions of a hub: each is taken, or ends the session with a code, and changes nothing`, () => {
  const ended = new Set<string>();
  let appended = 0;
  const machine: HubMachine = new HubMachine(
    {
      levels: hello.levels,
      tensor: "t",
      hub: "hub",
      life: "1",
      lease: 30_000,
      withdraw: [],
      ways: [],
      limits: { ...defaultLimits, maxSliceCells: 100, maxBuffered: Infinity },
    },
    {
      append: () => appended++,
      authorize: (connection) => machine.authorized(connection, grant, 0),
      flushSoon() {},
      climbSoon() {},
      report: (error) => ended.add(error.code),
    },
  );
  machine.started(epoch, 0);
  const first = [hello, { kind: "names", numbers: [0, 1], names: ["groq", "latency"] }] satisfies Frame[];
  attack(first.length, (bytes) => {
    const connection = machine.opened({ send() {}, close() {}, buffered: 0 }, 0);
    for (const [due, frame] of first.entries()) machine.receive(connection, encodeFrame(frame, due), 0);
    machine.receive(connection, bytes, 0);
    machine.closed(connection, 0);
  });
  for (const code of ended) expect(isCode(code), code).toBe(true);
  expect(ended.size).toBeGreaterThan(3);
  // Some mutants are publications, which wait for a log that never answers.
  expect(appended).toBeGreaterThan(1);
  expect(machine.revision).toBe(0);
  expect([...machine.tensor.cells()]).toEqual([]);
}, 1_800_000);

test(`W10: ${count} hostile frames in sessions of a replica: each is taken, or ends the session with a code`, () => {
  const ended = new Set<string>();
  const replica = new ReplicaMachine(
    {
      levels: hello.levels,
      tensor: "t",
      cursor: hello.cursor,
      slice: [1, "A"],
      incarnation: hello.incarnation,
      token: () => "",
    },
    {
      send() {},
      close: (error) => {
        expect(error).toBeInstanceOf(WireError);
        ended.add(error.code);
      },
      rejected() {},
      flushSoon() {},
      changed() {},
    },
  );
  const first = [
    welcome,
    { kind: "names", numbers: [0, 1], names: ["groq", "latency"] },
    { kind: "delta", base: -1, revision: 5, cells: row },
  ] satisfies Frame[];
  attack(first.length, (bytes) => {
    replica.opened(0);
    for (const [due, frame] of first.entries()) replica.receive(encodeFrame(frame, due), 0);
    expect(replica.phase).toBe("live");
    replica.receive(bytes, 0);
    replica.closed();
    for (const { value = 0 } of replica.tensor.cells()) expect(Number.isNaN(value)).toBe(false);
  });
  expect(ended.size).toBeGreaterThan(3);
}, 1_800_000);
