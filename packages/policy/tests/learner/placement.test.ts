import { type Cursor, Tensor, type Writer } from "@thalweg/core";
import fc from "fast-check";
import { describe, expect, inject, test } from "vitest";
import { replay } from "../../src/evaluation/index.ts";
import { Learner, rate } from "../../src/index.ts";
import { LEVELS, type Level, meet } from "./setting.ts";

const parameters = { seed: inject("seed"), numRuns: inject("runs") };

/** No two workspaces have a device of the same name: those would take turns in its slice. */
const DEVICES = ["x1", "x2", "y1", "y2"];
const CURSORS = [
  ...["x", "y"].map((workspace) => ({ workspace, device: "" })),
  ...DEVICES.map((device) => ({ workspace: device.slice(0, 1), device })),
];

/** What a host writes, and where somebody decides. */
const action = fc.oneof(
  fc.record({
    kind: fc.constantFrom("set" as const, "unset" as const),
    level: fc.constantFrom(...LEVELS),
    instance: fc.constantFrom("", "x", "y", ...DEVICES),
    option: fc.constantFrom("a", "b", "c"),
    dimension: fc.constantFrom("price", "can:tools"),
  }),
  fc.record({
    kind: fc.constant("decide" as const),
    cursor: fc.constantFrom(...CURSORS),
    deficit: fc.constantFrom(0, 1),
  }),
);

test("law L5: beliefs make no candidates: wherever it is asked, they are the host's and those that were given", () => {
  fc.assert(
    fc.property(fc.array(action, { maxLength: 30 }), fc.boolean(), (actions, isGiven) => {
      const options = isGiven ? ["a"] : [];
      const { host, learner } = meet({ options });
      const alone = new Tensor(LEVELS);
      const witness = alone.writer("global");
      for (const option of options) witness.setValue("global", "", option, "given", 0);
      const namesAt = (cursor: Cursor<Level>): readonly string[] => alone.resolve(cursor).toSorted();
      for (const one of actions) {
        if (one.kind === "decide") {
          const { deficit, cursor } = one;
          const names = namesAt(cursor);
          if (names.length === 0) expect(() => learner.decide(cursor)).toThrow("no-options");
          else {
            const { receipt } = learner.decide(cursor);
            expect(receipt.options.toSorted()).toEqual(names);
            learner.observe(receipt, { values: { deficit } });
          }
          // Where nobody has asked, too.
          for (const other of CURSORS) expect(learner.tensor.resolve(other).toSorted()).toEqual(namesAt(other));
        } else {
          const { kind, level, dimension, option } = one;
          const instance = level === "global" ? "" : one.instance;
          for (const writer of [host, witness]) {
            if (kind === "set") writer.setValue(level, instance, option, dimension, 1);
            else writer.unsetValue(level, instance, option, dimension);
          }
        }
      }
      for (const cursor of CURSORS) expect(learner.queue(cursor).toSorted()).toEqual(namesAt(cursor));
    }),
    { ...parameters, numRuns: 200 },
  );
});

/** What else a host does, and where: as a write, in a batch that is undone, or in answer to somebody's write. */
const meddling = fc.oneof(
  fc.record({
    kind: fc.constantFrom("overwrite" as const, "erase" as const),
    level: fc.constantFrom(...LEVELS),
    instance: fc.constantFrom("", "x", "y", ...DEVICES),
    option: fc.constantFrom("", "a", "b", "c"),
    manner: fc.constantFrom("plain" as const, "answer" as const),
  }),
  fc.record({ kind: fc.constant("weigh" as const), weight: fc.constantFrom(0, 1, 3) }),
  fc.record({ kind: fc.constant("undo" as const), cursor: fc.constantFrom(...CURSORS) }),
  action,
);

test.each([[LEVELS], [["global", "device"]], [["global"]]] as const)(
  "law L3: whatever a host does meanwhile, a score is what is believed, by the weights of now; pooled over %j",
  (pooled) => {
    fc.assert(
      fc.property(fc.array(meddling, { maxLength: 30 }), (actions) => {
        const { tensor, host, learner } = meet({ options: ["a", "b"], pooled });
        for (const one of actions) {
          if (one.kind === "decide") {
            const { receipt } = learner.decide(one.cursor);
            const at = Object.fromEntries(
              Object.entries(one.cursor).filter(([level, name]) => name !== "" && pooled.includes(level as never)),
            );
            const weight = tensor.weight(one.cursor, "", "deficit");
            for (const [i, option] of receipt.options.entries()) {
              const belief = learner.beliefs.belief(at, option, "deficit");
              expect(receipt.why.means[i]).toBeCloseTo(weight * belief.mean, 10);
              expect(receipt.why.deviations[i]).toBeCloseTo(weight * belief.deviation, 10);
            }
            learner.observe(receipt, { values: { deficit: one.deficit } });
          } else if (one.kind === "weigh") host.setWeight("global", "", "deficit", one.weight);
          else if (one.kind === "undo") {
            expect(() =>
              host.batch(() => {
                learner.decide(one.cursor);
                throw new Error("undone");
              }),
            ).toThrow("undone");
          } else {
            const instance = one.level === "global" ? "" : one.instance;
            const write = (): void => {
              if (one.kind === "overwrite") host.setValue(one.level, instance, one.option, "deficit", 0.25);
              else if (one.kind === "erase") host.unsetValue(one.level, instance, one.option, "deficit");
              else if ("dimension" in one && one.kind === "set") {
                host.setValue(one.level, instance, one.option, one.dimension, 1);
              } else if ("dimension" in one) host.unsetValue(one.level, instance, one.option, one.dimension);
            };
            if ("manner" in one && one.manner === "answer") {
              const end = tensor.subscribe(() => {
                end();
                write();
              });
            } else write();
          }
        }
      }),
      { ...parameters, numRuns: 200 },
    );
  },
);

describe("options come and go", () => {
  test("what others take away is not chosen any more, and comes back with what was learnt of it", () => {
    const { host, learner, see } = meet();
    for (const option of ["old", "new"]) host.setValue("global", "", option, "price", 0);
    see({}, "new", 1);
    host.unsetValue("global", "", "old", "price");
    expect(learner.queue({})).toEqual(["new"]);
    host.setValue("global", "", "new", "price", 0);
    host.setValue("device", "A", "old", "price", 0);
    see({ workspace: "w", device: "A" }, "old", 0);
    expect(learner.queue({ workspace: "w", device: "A" })).toEqual(["old", "new"]);
    expect(learner.queue({ workspace: "w", device: "B" })).toEqual(["new"]);
  });

  test("what is removed is forgotten, and what is added stands everywhere", () => {
    const { learner, see } = meet({ options: ["a", "b"] });
    see({}, "a", 1);
    learner.remove("a");
    expect(learner.queue({})).toEqual(["b"]);
    learner.add("a");
    expect(learner.queue({ workspace: "w" })).toEqual(["a", "b"]);
    expect(learner.beliefs.belief({}, "a", "deficit").count).toBe(0);
  });

  test("what others name and is removed is met anew: of what was decided before nothing counts, of what is since all", () => {
    const { host, learner } = meet();
    host.setValue("global", "", "x", "price", 0);
    const { receipt: late } = learner.decide({});
    learner.remove("x");
    expect(learner.observe(late, { values: { deficit: 1 } })).toBe(false);
    expect(learner.observe(learner.decide({}).receipt, { values: { deficit: 1 } })).toBe(true);
    expect(learner.beliefs.belief({}, "x", "deficit").count).toBe(1);
  });

  test("evidence of an option that nobody names here makes no candidate", () => {
    const { learner } = meet({ options: ["a"] });
    learner.beliefs.observe({ cursor: {}, option: "elsewhere", dimension: "deficit", value: 0 });
    expect(learner.decide({}).receipt.options).toEqual(["a"]);
  });

  test("an option that is added where others name it stands by the learner's hand alone", () => {
    const { host, learner } = meet();
    host.setValue("device", "A", "a", "price", 0);
    learner.decide({ workspace: "w", device: "A" });
    learner.add("a");
    host.unsetValue("device", "A", "a", "price");
    expect(learner.queue({})).toEqual(["a"]);
  });
});

test("what somebody else writes over a belief does not last", () => {
  const { host, learner, see } = meet({ options: ["a", "b"] });
  see({}, "a", 1);
  expect(learner.queue()).toEqual(["b", "a"]);
  host.setValue("global", "", "a", "deficit", 0);
  expect(learner.decide({}).receipt.options).toEqual(["b", "a"]);
  expect(learner.tensor.value({}, "a", "deficit")).toBe(learner.beliefs.belief({}, "a", "deficit").mean);
});

test("what an earlier life believed makes no candidate of what nobody names any more", () => {
  const { host, learner, see } = meet({ options: ["given"] });
  for (const option of ["x", "y"]) host.setValue("device", "A", option, "price", 0);
  see({ workspace: "w", device: "A" }, "x", 0);
  const after = Tensor.from(learner.tensor.snapshot()) as unknown as Tensor<typeof LEVELS>;
  after.writer("global").unsetValue("device", "A", "x", "price");
  const next = new Learner({ levels: LEVELS, dimensions: { deficit: rate() }, tensor: after, options: ["given"] });
  expect(next.queue({ workspace: "w", device: "A" })).toEqual(["given", "y"]);
  expect([...next.tensor.cells()].some(({ option }) => option === "x")).toBe(false);
});

test("what another learner of the tensor believes makes no candidate either", () => {
  const { tensor, host, learner } = meet();
  const other = new Learner({ levels: LEVELS, dimensions: { latency: rate() }, tensor });
  for (const option of ["x", "y"]) host.setValue("global", "", option, "price", 0);
  for (const one of [learner, other]) expect(one.queue({})).toEqual(["x", "y"]);
  host.unsetValue("global", "", "x", "price");
  for (const one of [learner, other]) expect(one.queue({})).toEqual(["y"]);
  expect([...tensor.cells()].some(({ option }) => option === "x")).toBe(false);
});

test("a learner that is made in a batch that is undone begins again", () => {
  const tensor = new Tensor(LEVELS);
  const made: Learner<typeof LEVELS>[] = [];
  expect(() =>
    tensor.writer("global").batch(() => {
      made.push(new Learner({ levels: LEVELS, dimensions: { deficit: rate() }, tensor, options: ["a"] }));
      throw new Error("undone");
    }),
  ).toThrow("undone");
  expect(made[0]?.decide({}).receipt.why).toMatchObject({ means: [0.5], deviations: [0.3] });
});

test("a learner decides what was logged anew, where two addresses share a slice, too", () => {
  const { learner } = meet({ options: ["a", "b"], exploration: { kind: "thompson" } });
  const cursors = ["x", "y"].map((workspace) => ({ workspace, device: "same" }));
  const log = Array.from({ length: 300 }, (_, i) => {
    const cursor = cursors[i % 2] as (typeof cursors)[number];
    const { option, receipt } = learner.decide(cursor);
    const deficit = (option === "a") === (cursor.workspace === "x") ? 0 : 1;
    learner.observe(receipt, { values: { deficit } });
    return { ...receipt, outcome: { deficit } };
  });
  const { dimensions } = replay(log, learner);
  expect(dimensions.deficit?.selfNormalised?.mean).toBeLessThan(0.02);
  expect(learner.value(cursors[0] ?? {}, "a", "deficit")).toBeLessThan(0.1);
});

test("a write that fails is due again", () => {
  const tensor = new Tensor(LEVELS);
  const writer = tensor.writer("global");
  let isBroken = false;
  const broken: Writer<Level> = new Proxy(writer, {
    get(_, key) {
      if (key !== "batch") return Reflect.get(writer, key) as unknown;
      return (write: (writer: Writer<Level>) => void) => {
        if (isBroken) throw new Error("no room");
        writer.batch(write);
      };
    },
  });
  const options = { options: ["a", "b"], tensor, writer: broken };
  const learner = new Learner({ levels: LEVELS, dimensions: { deficit: rate() }, ...options });
  const { receipt } = learner.decide({}, { among: ["a"] });
  learner.observe(receipt, { values: { deficit: 1 } });
  isBroken = true;
  expect(() => learner.decide({})).toThrow("no room");
  isBroken = false;
  expect(learner.decide({}).receipt.options).toEqual(["b", "a"]);
});

test("a thousand and more cursors are kept no longer than they are needed, and decide alike", () => {
  const { learner, see } = meet({ options: ["a", "b"] });
  see({}, "a", 1);
  for (let i = 0; i < 2_500; i++) expect(learner.queue({ workspace: "w", device: `${i}` })).toEqual(["b", "a"]);
});

test("levels whose names every object has", () => {
  const learner = new Learner({
    levels: ["global", "constructor"],
    dimensions: { deficit: rate() },
    options: ["toString", "__proto__"],
  });
  const { option, receipt } = learner.decide({});
  expect(learner.observe(receipt, { values: { deficit: 1 } })).toBe(true);
  expect(learner.queue({ constructor: "valueOf" }).at(-1)).toBe(option);
});
