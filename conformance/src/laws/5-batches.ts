import { contents, everything, index, pick, pickShared, program, run } from "@thalweg/core/testing";
import fc from "fast-check";
import { holds, same } from "../assert.ts";
import type { Law } from "../law.ts";
import { always, forAll } from "../law.ts";
import type { AnyTensor } from "../subject.ts";
import { deltaOf, rootOf, tensorOf, unchanged, writeCells } from "../tensor.ts";

/** Laws of 5.5. */
export const batches: readonly Law[] = [
  forAll(
    "5.5",
    "a batch is all or nothing: after an error no read can tell that there was one",
    fc.tuple(contents(), contents(), fc.nat(3)),
    (subject, [drawn, more, how]) => {
      const tensor = tensorOf(subject, drawn);
      const root = rootOf(tensor);
      const [level = ""] = drawn.levels;
      const cells = more.cells.map((cell, at) => ({
        ...cell,
        level: pick(drawn.levels, at),
        instance: pickShared(drawn.instances, at),
      }));
      const error = unchanged(subject, tensor, drawn.cursors, () => {
        try {
          root.batch((writer) => {
            for (const [at, cell] of cells.entries()) {
              if (at % 3 === 0) writer.clear(cell.level, cell.instance);
              writeCells(writer, [cell]);
              for (const cursor of drawn.cursors) tensor.resolve(cursor);
            }
            if (how === 0) throw new RangeError("left half way");
            if (how === 1) writer.setValue(level, "", "o", "k", Number.NaN);
            if (how === 2) tensor.writer(level, "mine").setValue(level, "theirs", "o", "k", 1);
            return how === 3 ? Promise.resolve() : undefined;
          });
        } catch (thrown) {
          if (how === 0 && thrown instanceof RangeError)
            throw new subject.TensorError("async-batch", "stands in for the error that passed through");
          throw thrown;
        }
      });
      same(
        error?.code,
        pick(["async-batch", "invalid-value", "foreign-instance", "async-batch"], how),
        "the code of what ended the batch",
      );
      root.setValue(level, "", "afterwards", "k", 1);
      same(tensor.value({}, "afterwards", "k") === undefined, false, "whether writing goes on afterwards");
    },
  ),

  forAll(
    "5.5",
    "a delta that is refused half way is refused whole",
    fc.tuple(contents(), contents(), index),
    (subject, [drawn, more, at]) => {
      const tensor = tensorOf(subject, drawn);
      const delta = deltaOf(more.cells.map((cell, which) => ({ ...cell, level: pick(drawn.levels, which) })));
      const bad = {
        level: pick(drawn.levels, at),
        instance: "",
        option: "o",
        dimension: "k",
        layer: "weight",
        content: Number.POSITIVE_INFINITY,
      } as const;
      delta.splice(at % (delta.length + 1), 0, bad);
      const error = unchanged(subject, tensor, drawn.cursors, () => rootOf(tensor).apply(delta));
      same(error?.code, "invalid-weight", "the code");
    },
  ),

  forAll(
    "5.5",
    "a batch is one revision and one notification, by which the change can be repeated",
    fc.tuple(contents(), contents()),
    (subject, [drawn, more]) => {
      const tensor = tensorOf(subject, drawn);
      const twin = tensorOf(subject, drawn);
      const cells = more.cells.map((cell, at) => ({ ...cell, level: pick(drawn.levels, at) }));
      const before = { revision: tensor.revision, cells: [...tensor.cells()] };
      const told: { revision: number; cells: number }[] = [];
      const end = tensor.subscribe((delta, revision) => {
        told.push({ revision, cells: [...tensor.cells()].length });
        same(tensor.revision, revision, "the revision while it is told");
        const places = delta.map((change) =>
          JSON.stringify([change.level, change.instance, change.option, change.dimension, change.layer]),
        );
        same(new Set(places).size, places.length, "the number of layers that the delta names");
        rootOf(twin).apply(delta);
      });
      const result = rootOf(tensor).batch((writer) => {
        for (const cell of cells) writeCells(writer, [cell]);
        return "what the batch returns";
      });
      end();
      same(result, "what the batch returns", "what the batch returns");
      same([...twin.cells()], [...tensor.cells()], "the cells of a twin that was told");
      const changed = fc.stringify(before.cells) !== fc.stringify([...tensor.cells()]);
      same(tensor.revision, before.revision + (changed ? 1 : 0), "the revision");
      same(told, changed ? [{ revision: tensor.revision, cells: [...tensor.cells()].length }] : [], "notifications");
      same(new subject.Tensor(drawn.levels).revision, 0, "the revision of another tensor");
    },
  ),

  forAll("5.5", "a write that changes nothing makes no revision", contents(), (subject, drawn) => {
    const tensor = tensorOf(subject, drawn);
    const root = rootOf(tensor);
    unchanged(subject, tensor, drawn.cursors, () => {
      writeCells(root, drawn.cells);
      root.apply(deltaOf(drawn.cells));
      root.apply([]);
      root.batch(() => {});
      root.batch((writer) => writeCells(writer, drawn.cells));
      root.clear(drawn.levels[0] ?? "", "nobody");
    });
  }),

  forAll(
    "5.5",
    "a batch that comes back to where it began changes nothing",
    fc.tuple(contents(), index),
    (subject, [drawn, at]) => {
      const tensor = tensorOf(subject, drawn);
      const level = pick(drawn.levels, at);
      unchanged(subject, tensor, drawn.cursors, () => {
        rootOf(tensor).batch((writer) => {
          const slice = [...tensor.cells()].filter((cell) => cell.level === level && cell.instance === "");
          writer.clear(level, "");
          writer.setValue(level, "", "passing", "k", 1);
          writer.unsetValue(level, "", "passing", "k");
          writeCells(writer, slice);
        });
      });
    },
  ),

  forAll(
    "5.5",
    "a nested batch is a savepoint, and reads within a batch see its writes",
    fc.tuple(contents(), contents(), contents()),
    (subject, [drawn, outer, inner]) => {
      const within = (cells: typeof outer.cells, shift: number) =>
        cells.map((cell, at) => ({
          ...cell,
          level: pick(drawn.levels, at + shift),
          instance: pickShared(drawn.instances, at),
        }));
      const tensor = tensorOf(subject, drawn);
      const plain = tensorOf(subject, drawn);
      writeCells(rootOf(plain), within(outer.cells, 0));
      let told = 0;
      tensor.subscribe(() => told++);
      rootOf(tensor).batch((writer) => {
        writeCells(writer, within(outer.cells, 0));
        for (const cursor of drawn.cursors) same(tensor.rank(cursor), plain.rank(cursor), "the queue within the batch");
        try {
          writer.batch((nested) => {
            writeCells(nested, within(inner.cells, 1));
            for (const cursor of drawn.cursors) tensor.rank(cursor);
            throw new RangeError("the inner batch");
          });
        } catch (error) {
          holds(error instanceof RangeError, "another error than the one thrown came out");
        }
        same([...tensor.cells()], [...plain.cells()], "the cells after the inner batch was abandoned");
        for (const cursor of drawn.cursors)
          same(tensor.rank(cursor), plain.rank(cursor), "the queue after the inner batch was abandoned");
        writer.batch((nested) => writeCells(nested, within(inner.cells, 2)));
        same(told, 0, "notifications within the batch");
      });
      writeCells(rootOf(plain), within(inner.cells, 2));
      same(everything(tensor, drawn.cursors), everything(plain, drawn.cursors), "what is read afterwards");
      holds(told <= 1, "more than one notification");
    },
  ),

  forAll("5.5", "however a program goes, its revision counts its notifications", program, (subject, drawn) => {
    const notified = run(drawn, subject as never).filter(({ at }) => at === "notification");
    same(
      notified.map(({ saw }) => saw),
      notified.map((_, at) => at + 1),
      "the revisions that were told",
    );
  }),
  always(
    "5.5",
    "an abandoned batch restores any number of cells and names, whatever was abandoned within it",
    (subject) => {
      const tensor: AnyTensor = new subject.Tensor(["level"]);
      const root = rootOf(tensor);
      for (let number = 0; number < 100; number++) {
        root.setValue("level", "A", `option ${number}`, `dimension ${number % 7}`, number);
        root.setWeight("level", "A", `dimension ${number % 7}`, 1);
      }
      const abandon = (write: () => void): void => {
        try {
          root.batch(() => {
            write();
            throw new RangeError();
          });
        } catch (error) {
          holds(error instanceof RangeError, "another error than the one thrown came out");
        }
      };
      unchanged(subject, tensor, [{}, { level: "A" }], () =>
        abandon(() => {
          root.clear("level", "A");
          abandon(() => root.setValue("level", "A", "passing", "by", 1));
          for (let number = 0; number < 100; number++) root.setValue("level", "B", `another ${number}`, "k", number);
          abandon(() => root.clear("level", "B"));
        }),
      );
    },
  ),
];
