import { contents, finite, index, name, pick, value, weight } from "@thalweg/core/testing";
import fc from "fast-check";
import { refused, same } from "../assert.ts";
import type { Law } from "../law.ts";
import { forAll } from "../law.ts";
import type { AnyTensor } from "../subject.ts";
import { rootOf, tensorOf, unchanged } from "../tensor.ts";

const place = fc.tuple(name, name, name, name);
const noWeight = fc.constantFrom(Number.NaN, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
const noValue = fc.constantFrom(Number.NaN, Number.NEGATIVE_INFINITY);

/** Laws of section 2. */
export const cells: readonly Law[] = [
  forAll(
    "2.1",
    "a value and a weight stand side by side, and the last of each counts",
    fc.tuple(place, fc.array(fc.tuple(fc.boolean(), finite), { minLength: 1 })),
    (subject, [[level, instance, option, dimension], writes]) => {
      const tensor: AnyTensor = new subject.Tensor([level]);
      const layers: { value?: number; weight?: number } = {};
      for (const [isValue, content] of writes) {
        if (isValue) rootOf(tensor).setValue(level, instance, option, dimension, content);
        else rootOf(tensor).setOptionWeight(level, instance, option, dimension, content);
        layers[isValue ? "value" : "weight"] = content + 0;
        same([...tensor.cells()], [{ level, instance, option, dimension, ...layers }], "cells");
      }
    },
  ),

  forAll("2.1", "a tensor holds the cells that were written, and no others", contents(), (subject, drawn) => {
    const stored = [...tensorOf(subject, drawn).cells()];
    same(stored.length, drawn.cells.length, "the number of cells");
    const key = (cell: object): string => JSON.stringify(Object.entries({ ...cell }).sort());
    const written = drawn.cells.map((cell) => ({
      ...cell,
      ...("value" in cell ? { value: (cell.value ?? 0) + 0 } : {}),
      ...("weight" in cell ? { weight: (cell.weight ?? 0) + 0 } : {}),
    }));
    same(stored.map(key).sort(), written.map(key).sort(), "cells, in any order");
  }),

  forAll(
    "2.2",
    "a value is finite or +∞, which is the gate",
    fc.tuple(place, value, noValue),
    (subject, [[level, instance, option, dimension], good, bad]) => {
      const tensor: AnyTensor = new subject.Tensor([level]);
      const root = rootOf(tensor);
      const cursor = Object.fromEntries([[level, instance]]);
      root.setValue(level, instance, option, dimension, good);
      same(tensor.value(cursor, option, dimension), good + 0, "the value");
      const coordinate = { level, instance, option, dimension };
      const handle = root.cell(level, instance, option, dimension);
      refused(subject, "invalid-value", () => root.setValue(level, instance, option, dimension, bad), coordinate);
      refused(subject, "invalid-value", () => root.setDefault(level, instance, dimension, bad), {
        level,
        instance,
        dimension,
      });
      refused(subject, "invalid-value", () => handle.set(bad), coordinate);
      refused(
        subject,
        "invalid-value",
        () => root.apply([{ ...coordinate, layer: "value", content: bad }]),
        coordinate,
      );
      same([...tensor.cells()], [{ ...coordinate, value: good + 0 }], "cells after the refusals");
      root.gate(level, instance, option, dimension);
      same(tensor.value(cursor, option, dimension), Number.POSITIVE_INFINITY, "the value of a gate");
      root.open(level, instance, option, dimension);
      same(tensor.value(cursor, option, dimension), 0, "the value of an opened gate");
    },
  ),

  forAll(
    "2.3",
    "a weight is finite",
    fc.tuple(place, weight, noWeight),
    (subject, [[level, instance, option, dimension], good, bad]) => {
      const tensor: AnyTensor = new subject.Tensor([level]);
      const root = rootOf(tensor);
      root.setOptionWeight(level, instance, option, dimension, good);
      same(tensor.weight(Object.fromEntries([[level, instance]]), option, dimension), good + 0, "the weight");
      const coordinate = { level, instance, option, dimension };
      const handle = root.cell(level, instance, option, dimension);
      refused(
        subject,
        "invalid-weight",
        () => root.setOptionWeight(level, instance, option, dimension, bad),
        coordinate,
      );
      refused(subject, "invalid-weight", () => root.setWeight(level, instance, dimension, bad), {
        level,
        instance,
        dimension,
      });
      refused(subject, "invalid-weight", () => handle.setWeight(bad), coordinate);
      refused(
        subject,
        "invalid-weight",
        () => root.apply([{ ...coordinate, layer: "weight", content: bad }]),
        coordinate,
      );
      same([...tensor.cells()], [{ ...coordinate, weight: good + 0 }], "cells after the refusals");
    },
  ),

  forAll("2.4", "−0 is stored as +0", place, (subject, [level, instance, option, dimension]) => {
    const tensor: AnyTensor = new subject.Tensor([level]);
    const root = rootOf(tensor);
    const stored = [{ level, instance, option, dimension, value: 0, weight: 0 }];
    root.setValue(level, instance, option, dimension, -0);
    root.setOptionWeight(level, instance, option, dimension, -0);
    same([...tensor.cells()], stored, "cells");
    const at = { level, instance, option, dimension };
    const delta = [
      { ...at, layer: "value", content: -0 },
      { ...at, layer: "weight", content: -0 },
    ] as const;
    const { revision } = tensor;
    root.apply(delta);
    same(tensor.revision, revision, "the revision after writing −0 where +0 stands");
    root.clear(level, instance);
    root.apply(delta);
    same([...tensor.cells()], stored, "cells written by a delta");
    const handle = root.cell(level, instance, option, dimension);
    for (const content of [1, 1, -0]) {
      handle.set(content);
      handle.setWeight(content);
    }
    same([...tensor.cells()], stored, "cells written by a handle");
    same(
      [
        ...subject.Tensor.fromJSON({
          levels: [level],
          cells: [{ level, instance, option, dimension, value: -0, weight: -0 }],
        }).cells(),
      ],
      stored,
      "declared cells",
    );
  }),

  forAll(
    "2.5",
    "what is unset is gone, and leaves nothing behind",
    fc.tuple(contents(), fc.boolean()),
    (subject, [drawn, backwards]) => {
      const tensor = tensorOf(subject, drawn);
      const root = rootOf(tensor);
      const left = [...tensor.cells()];
      for (const cell of backwards ? [...left].reverse() : [...left]) {
        const { level, instance, option, dimension } = cell;
        if (cell.value !== undefined) root.unsetValue(level, instance, option, dimension);
        if (cell.weight !== undefined) root.unsetOptionWeight(level, instance, option, dimension);
        left.splice(left.indexOf(cell), 1);
        same([...tensor.cells()], left, "the cells left");
        same(
          tensor.instances(level).includes(instance),
          instance !== "" && left.some((other) => other.level === level && other.instance === instance),
          "whether the instance is listed",
        );
        same(
          tensor.options().includes(option),
          option !== "" && left.some((other) => other.option === option),
          "whether the option is listed",
        );
        same(
          tensor.dimensions().includes(dimension),
          left.some((other) => other.dimension === dimension),
          "whether the dimension is listed",
        );
      }
      const fresh: AnyTensor = new subject.Tensor(drawn.levels);
      same(tensor.toJSON(), fresh.toJSON(), "the emptied tensor");
      for (const cursor of drawn.cursors)
        same(tensor.explain(cursor), fresh.explain(cursor), "an explanation by the emptied tensor");
    },
  ),

  forAll(
    "2.5",
    "unsetting one layer leaves the other; unsetting nothing changes nothing",
    place,
    (subject, [level, instance, option, dimension]) => {
      const tensor: AnyTensor = new subject.Tensor([level]);
      const root = rootOf(tensor);
      const coordinate = { level, instance, option, dimension };
      const handle = root.cell(level, instance, option, dimension);
      handle.set(1);
      handle.setWeight(2);
      handle.unset();
      same([...tensor.cells()], [{ ...coordinate, weight: 2 }], "cells without the value");
      root.setValue(level, instance, option, dimension, 3);
      root.unsetOptionWeight(level, instance, option, dimension);
      same([...tensor.cells()], [{ ...coordinate, value: 3 }], "cells without the weight");
      unchanged(subject, tensor, [{}], () => {
        root.unsetOptionWeight(level, instance, option, dimension);
        root.unsetValue(level, `${instance}'`, option, dimension);
        root.unsetDefault(level, instance, dimension);
        root.unsetWeight(level, instance, dimension);
        root.clear(level, `${instance}'`);
      });
      root.setDefault(level, instance, dimension, 4);
      root.setWeight(level, instance, dimension, 5);
      root.unsetDefault(level, instance, dimension);
      root.unsetWeight(level, instance, dimension);
      same([...tensor.cells()], [{ ...coordinate, value: 3 }], "cells without the shared ones");
      root.clear(level, instance);
      same([...tensor.cells()], [], "cells of a cleared slice");
    },
  ),

  forAll(
    "2.5",
    "clearing a slice removes all of it and nothing else",
    fc.tuple(contents(), index, index),
    (subject, [drawn, at, which]) => {
      const tensor = tensorOf(subject, drawn);
      const level = pick(drawn.levels, at);
      const instance = pick(["", ...drawn.instances], which);
      const kept = [...tensor.cells()].filter((cell) => cell.level !== level || cell.instance !== instance);
      rootOf(tensor).clear(level, instance);
      same([...tensor.cells()], kept, "cells of the other slices");
    },
  ),

  forAll(
    "2.6",
    "a default counts for the options without a value of their own, and for no others",
    contents(),
    (subject, drawn) => {
      const tensor = tensorOf(subject, drawn);
      const level = drawn.levels[0] ?? "";
      const [dimension = "k"] = drawn.dimensions;
      for (const cursor of drawn.cursors) {
        rootOf(tensor).batch((root) => {
          for (const each of drawn.levels)
            for (const instance of ["", ...drawn.instances]) root.unsetDefault(each, instance, dimension);
        });
        const own = drawn.options.map((option) => tensor.value(cursor, option, dimension));
        rootOf(tensor).setDefault(level, "", dimension, 42);
        same(
          drawn.options.map((option) => tensor.value(cursor, option, dimension)),
          own.map((value) => value ?? 42),
          "values beside a default",
        );
        same(tensor.value(cursor, "", dimension), 42, "the default");
      }
    },
  ),
];
