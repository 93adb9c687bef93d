import type { Change, Delta } from "@thalweg/core";
import type { Contents, Pools } from "@thalweg/core/testing";
import { contents, index, pick, pickShared, program, run, value, weight } from "@thalweg/core/testing";
import fc from "fast-check";
import { holds, isSame, refused, same } from "../assert.ts";
import type { Law } from "../law.ts";
import { always, forAll } from "../law.ts";
import type { AnyTensor } from "../subject.ts";
import { applied, readings, rootOf, tensorOf, unchanged } from "../tensor.ts";

/** Deltas over the names of a tensor, that touch the same layers time and again. */
const delta = fc
  .array(
    fc.record({
      at: fc.tuple(fc.nat(3), fc.nat(5), fc.nat(5), fc.nat(3)),
      value: fc.option(value),
      weight: fc.option(weight),
      isValue: fc.boolean(),
    }),
    { maxLength: 8 },
  )
  .map(
    (drafts) =>
      (named: Pools): Delta =>
        drafts.map(({ at: [level, instance, option, dimension], isValue, ...drawn }): Change => {
          const content = isValue ? drawn.value : drawn.weight;
          const coordinate = {
            level: pick(named.levels, level),
            instance: pickShared(named.instances, instance),
            option: pickShared(named.options, option),
            dimension: pick(named.dimensions, dimension),
          };
          return {
            ...coordinate,
            layer: isValue ? "value" : "weight",
            ...(content === null ? {} : { content: content + 0 }),
          };
        }),
  );
const deltas = fc
  .tuple(contents(), delta, delta, delta)
  .map(([drawn, one, two, three]) => ({ drawn, a: one(drawn), b: two(drawn), c: three(drawn) }));

/** Laws of section 8. */
export const changes: readonly Law[] = [
  forAll(
    "8.1",
    "the last content of each layer counts, and what has none is unset",
    deltas,
    (subject, { drawn, a }) => {
      const one = applied(tensorOf(subject, drawn), a);
      const other = tensorOf(subject, drawn);
      const root = rootOf(other);
      for (const { level, instance, option, dimension, layer, content } of a) {
        if (layer === "value" && content === undefined) root.unsetValue(level, instance, option, dimension);
        else if (layer === "weight" && content === undefined)
          root.unsetOptionWeight(level, instance, option, dimension);
        else if (layer === "value") root.setValue(level, instance, option, dimension, content ?? 0);
        else root.setOptionWeight(level, instance, option, dimension, content ?? 0);
      }
      same([...one.cells()], [...other.cells()], "the cells, as written one by one");
    },
  ),

  forAll("8.1", "applying a delta twice is applying it once", deltas, (subject, { drawn, a }) => {
    const tensor = applied(tensorOf(subject, drawn), a);
    unchanged(subject, tensor, drawn.cursors, () => applied(tensor, a));
  }),

  forAll("8.1", "compose(a, b) applied is a applied, then b", deltas, (subject, { drawn, a, b, c }) => {
    const twice = applied(applied(tensorOf(subject, drawn), a), b);
    const once = applied(tensorOf(subject, drawn), subject.compose(a, b));
    same([...once.cells()], [...twice.cells()], "the cells");
    for (const cursor of drawn.cursors) same(once.explain(cursor), twice.explain(cursor), "the explanation");
    same(
      [...applied(tensorOf(subject, drawn), subject.compose(a, b, c)).cells()],
      [...applied(twice, c).cells()],
      "the cells after three",
    );
  }),

  forAll("8.1", "composing is associative, and the empty delta its neutral element", deltas, (subject, { a, b, c }) => {
    const { compose } = subject;
    const left = compose(compose(a, b), c);
    same(left, compose(a, compose(b, c)), "a ∘ (b ∘ c)");
    same(left, compose(a, b, c), "a ∘ b ∘ c");
    same(compose(compose(a)), compose(a), "one delta, composed twice");
    same([compose(a, []), compose([], a)], [compose(a), compose(a)], "a delta composed with nothing");
    same([compose(), compose([])], [[], []], "nothing composed");
  }),

  forAll(
    "8.1",
    "a composed delta has one change for each layer, at its first place, with its last content",
    deltas,
    (subject, { a, b }) => {
      const before = fc.stringify([a, b]);
      const wanted = new Map<string, Change>();
      for (const change of [...a, ...b])
        wanted.set(
          JSON.stringify([change.level, change.instance, change.option, change.dimension, change.layer]),
          change,
        );
      same(subject.compose(a, b), [...wanted.values()], "the composed delta");
      same(fc.stringify([a, b]), before, "what was composed");
    },
  ),

  forAll(
    "8.2",
    "applying a delta needs a writer that may write all of it, and is one revision",
    fc.tuple(deltas, index, fc.boolean()),
    (subject, [{ drawn, a }, at, isPinned]) => {
      const tensor = tensorOf(subject, drawn);
      const floor = pick(drawn.levels, at);
      const pin = isPinned ? pickShared(drawn.instances, at) : undefined;
      const writer = pin === undefined ? tensor.writer(floor) : tensor.writer(floor, pin);
      const depth = (level: string): number => drawn.levels.indexOf(level) - drawn.levels.indexOf(floor);
      const foreign = a.find(
        ({ level, instance }) => depth(level) < 0 || (pin !== undefined && (depth(level) > 0 || instance !== pin)),
      );
      if (foreign === undefined) {
        const { revision } = tensor;
        const before = [...tensor.cells()];
        let told = 0;
        tensor.subscribe(() => told++);
        writer.apply(a);
        const changed = isSame(before, [...tensor.cells()]) ? 0 : 1;
        same([tensor.revision - revision, told], [changed, changed], "revisions and notifications");
        same([...tensor.cells()], [...applied(tensorOf(subject, drawn), a).cells()], "the cells");
        return;
      }
      const { level, instance } = foreign;
      const code = depth(level) < 0 ? "write-up" : depth(level) > 0 ? "foreign-level" : "foreign-instance";
      unchanged(subject, tensor, drawn.cursors, () =>
        refused(subject, code, () => writer.apply(a), { level, instance }),
      );
      writer.revoke();
      unchanged(subject, tensor, drawn.cursors, () => refused(subject, "revoked", () => writer.apply(a)));
    },
  ),

  forAll(
    "8.3",
    "a tensor made from a snapshot is indistinguishable from the original, revision included",
    fc.tuple(contents({ maxCells: 40 }), delta),
    (subject, [drawn, more]) => {
      const tensor = tensorOf(subject, drawn);
      const bytes = tensor.snapshot();
      const copy: AnyTensor = subject.Tensor.from(bytes);
      const read = readings(tensor, drawn.cursors);
      same([...copy.levels], [...tensor.levels], "levels");
      same(readings(copy, drawn.cursors), read, "what is read of the copy");
      const shifted = new Uint8Array(bytes.length + 5).fill(255);
      shifted.set(bytes, 3);
      same(
        readings(subject.Tensor.from(shifted.subarray(3, 3 + bytes.length)), drawn.cursors),
        read,
        "what is read of a copy from the middle of a buffer",
      );
      // The copies go their own ways, and neither the bytes nor the original with them.
      const kept = [...bytes];
      applied(copy, more(drawn));
      bytes.fill(0);
      same(readings(tensor, drawn.cursors), read, "what is read of the original afterwards");
      same([...tensor.snapshot()], kept, "the snapshot of the original afterwards");
      same(
        [...copy.cells()],
        [...applied(tensorOf(subject, drawn), more(drawn)).cells()],
        "the cells of the copy, written on",
      );
      // The same cells after another history: however many writes they took, the revision is that of the original.
      const often = applied(applied(tensorOf(subject, drawn), more(drawn)), more(drawn));
      often.writer(often.levels[0] as string).setWeight(often.levels[0] as string, "", "one more", often.revision);
      same(subject.Tensor.from(often.snapshot()).revision, often.revision, "the revision of a copy");
    },
  ),

  forAll(
    "8.3",
    "a declaration holds every cell: from it comes the same tensor, as an object, through JSON and as text",
    contents({ maxCells: 40 }),
    (subject, drawn) => {
      const tensor = tensorOf(subject, drawn);
      const read = declared(tensor, drawn);
      const text = JSON.stringify(tensor);
      same(declared(subject.Tensor.fromJSON(tensor.toJSON()), drawn), read, "what is read of a copy");
      same(declared(subject.Tensor.fromJSON(JSON.parse(text)), drawn), read, "what is read of a copy by way of JSON");
      same(declared(subject.Tensor.fromJSON(text), drawn), read, "what is read of a copy made from text");
      same(JSON.parse(text), tensor.toJSON(), "the declaration after JSON");
    },
  ),

  forAll(
    "8.3",
    "bytes that are not a whole and unchanged snapshot are refused",
    fc.tuple(contents(), fc.nat(), fc.integer({ min: 1, max: 255 }), fc.array(fc.nat(255))),
    (subject, [drawn, where, flip, noise]) => {
      const bytes = tensorOf(subject, drawn).snapshot();
      const at = where % bytes.length;
      refused(subject, "invalid-snapshot", () => subject.Tensor.from(bytes.subarray(0, at)));
      refused(subject, "invalid-snapshot", () => subject.Tensor.from(Uint8Array.from([...bytes, flip])));
      refused(subject, "invalid-snapshot", () =>
        subject.Tensor.from(bytes.map((byte, index) => (index === at ? byte ^ flip : byte))),
      );
      refused(subject, "invalid-snapshot", () => subject.Tensor.from(Uint8Array.from(noise)));
    },
  ),

  forAll(
    "8.4",
    "a watcher is called when its queue has changed, with the new queue, and at no other time",
    program,
    (subject, drawn) => {
      const called: string[][][] = drawn.cursors.map(() => []);
      const queues: string[][][] = drawn.cursors.map(() => []);
      let first = true;
      class Watched extends subject.Tensor<readonly string[]> {
        constructor(levels: readonly string[]) {
          super(levels);
          // A program makes a second tensor in the end, to repeat the deltas on.
          if (!first) return;
          first = false;
          for (const [at, cursor] of drawn.cursors.entries()) {
            this.watch(cursor, (queue) => called[at]?.push([...queue]));
            this.subscribe(() => queues[at]?.push([...this.resolve(cursor)]));
          }
        }
      }
      run(drawn, { Tensor: Watched });
      for (const [at, history] of queues.entries()) {
        const wanted = history.filter((queue, step) => !isSame(queue, step === 0 ? [] : history[step - 1]));
        same(called[at], wanted, `the calls of watcher ${at}`);
      }
    },
  ),

  always("8.4", "a watcher hears of the order alone, once for a batch, and not after it has ended", (subject) => {
    const tensor = new subject.Tensor(["global", "device"]);
    const root = tensor.writer("global");
    const heard: string[] = [];
    const end = tensor.watch({ device: "A" }, (queue) => heard.push(queue.join()));
    tensor.watch({ device: "B" }, () => heard.push("B"))();
    same(heard, [], "what is heard before anything changes");
    root.setWeight("global", "", "k", 1);
    root.setValue("global", "", "a", "k", 1);
    root.setValue("global", "", "b", "k", 2);
    same(heard, ["a", "a,b"], "what is heard of two options");
    root.setValue("global", "", "b", "k", 3);
    root.setValue("device", "B", "b", "k", 0);
    root.batch(() => {
      root.gate("device", "A", "a", "k");
      root.unsetValue("device", "A", "a", "k");
    });
    try {
      root.batch(() => {
        root.gate("device", "A", "a", "k");
        throw new RangeError();
      });
    } catch {}
    same(heard, ["a", "a,b"], "what is heard of scores, other instances, detours and abandoned batches");
    root.batch(() => {
      root.setValue("device", "A", "b", "k", 0);
      root.setValue("device", "A", "c", "k", -1);
    });
    same(heard, ["a", "a,b", "c,b,a"], "what is heard of a batch");
    end();
    end();
    root.clear("device", "A");
    same(heard, ["a", "a,b", "c,b,a"], "what is heard after the end");
    holds(tensor.resolve({ device: "A" }).length === 2, "the queue went on without its watcher");
  }),
];

function declared(tensor: AnyTensor, { cursors }: Contents): unknown {
  // A declaration does not say how many revisions led to it.
  const {
    snapshot: _snapshot,
    revision: _revision,
    ...read
  } = readings(tensor, cursors) as { snapshot: unknown; revision: unknown };
  return read;
}
