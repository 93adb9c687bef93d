import { type Authored, give, queue, vector } from "../authored.ts";

const three = ["global", "workspace", "device"];
const at = { level: "only", instance: "", option: "o", dimension: "k" } as const;
const prototypes = ["__proto__", "constructor", "hasOwnProperty", "toString", "valueOf"];
const thirtyTwo = Array.from({ length: 32 }, (_, depth) => `level ${depth}`);

/** Vectors of 1.1 to 1.5. */
export const axesAndNames: readonly Authored[] = [
  vector("1.1-one-level", "one level is enough", ["only"], (script) => {
    give(script, "cost", { a: 2 }, 3);
    script.rank({}).is(queue(["a", 6]), "queue");
  }),

  vector("1.1-thirty-two-levels", "32 levels are not too many, and the last is the finest", thirtyTwo, (script) => {
    script.root.setValue("level 31", "i", "a", "k", 1);
    script.root.setValue("level 30", "i", "a", "k", 2);
    script.root.setWeight("level 0", "", "k", 1);
    script.rank({ "level 30": "i", "level 31": "i" }).is(queue(["a", 1]), "queue");
    script.rank({ "level 30": "i" }).is(queue(["a", 2]), "queue one level up");
  }),

  vector("1.1-no-level", "a tensor without levels is none", [], (script) => script.refused("invalid-levels")),

  vector("1.1-thirty-three-levels", "33 levels are too many", [...thirtyTwo, "one more"], (script) =>
    script.refused("invalid-levels"),
  ),

  vector("1.1-level-twice", "no two levels have the same name", ["a", "b", "a"], (script) =>
    script.refused("invalid-levels"),
  ),

  vector(
    "1.1-coarse-to-fine-as-given",
    "levels are coarse to fine as they are given, not by name",
    ["z", "a"],
    (script) => {
      script.root.setValue("a", "", "o", "k", 2);
      script.root.setValue("z", "", "o", "k", 1);
      script.value({}, "o", "k").is(2, "the value of the finer level");
      script.writer("a").setValue("z", "", "o", "k", 3).refused("write-up", { level: "z", instance: "" });
    },
  ),

  vector("1.2-shared-instance", "the shared instance stands for every instance, known or not", three, (script) => {
    script.root.setValue("device", "", "o", "k", 5);
    script.root.setValue("device", "A", "o", "other", 1);
    script.value({}, "o", "k").is(5, "without an instance");
    script.value({ device: "A" }, "o", "k").is(5, "for an instance with cells");
    script.value({ device: "never seen" }, "o", "k").is(5, "for one without");
    script.value({ workspace: "W" }, "o", "k").is(5, "for an instance of another level");
  }),

  vector("1.2-own-instance", "what stands at an instance is for that instance alone", three, (script) => {
    script.root.setValue("device", "A", "o", "k", 5);
    script.value({ device: "A" }, "o", "k").is(5, "there");
    script.value({ device: "B" }, "o", "k").is(null, "elsewhere");
    script.value({}, "o", "k").is(null, "at the shared instance");
  }),

  vector(
    "1.2-same-name-on-two-levels",
    "instances of two levels may share a name and are still two",
    three,
    (script) => {
      script.root.setValue("workspace", "X", "o", "k", 1);
      script.root.setValue("device", "X", "o", "k", 2);
      script.value({ workspace: "X" }, "o", "k").is(1, "of the workspace");
      script.value({ device: "X" }, "o", "k").is(2, "of the device");
      script.value({ workspace: "X", device: "Y" }, "o", "k").is(1, "of the workspace, on another device");
    },
  ),

  vector(
    "1.3-shared-slot-is-no-option",
    "the shared option slot is no candidate, even if it is asked for",
    three,
    (script) => {
      script.root.setDefault("global", "", "k", 5);
      script.root.setWeight("global", "", "k", 2);
      script.rank({}).is([], "queue");
      script.rank({}, { among: [""] }).is([], "queue among the shared slot");
      script.root.setValue("global", "", "o", "other", 0);
      script.rank({}, { among: ["", "o"] }).is(queue(["o", 10]), "queue among it and an option");
    },
  ),

  vector("1.3-shared-slot-is-read", "the shared slot may be read as an option is", three, (script) => {
    script.root.setDefault("global", "", "k", 5);
    script.root.setWeight("global", "", "k", 2);
    script.root.setValue("global", "", "o", "k", 7);
    script.value({}, "", "k").is(5, "its value");
    script.weight({}, "", "k").is(2, "its weight");
  }),

  vector("1.4-empty-dimension", "a dimension has a name", ["only"], (script) => {
    const empty = { ...at, dimension: "" };
    script.root.set("value", empty, 1).refused("invalid-name", { level: "only", instance: "", option: "o" });
    script.root.set("weight", empty, 1).refused("invalid-name", { level: "only", instance: "", option: "o" });
    script.root.unset("value", empty).refused("invalid-name", { level: "only", instance: "", option: "o" });
    script.cells().is([], "cells");
  }),

  vector("1.4-axes-share-no-names", "one name on every axis is four names", ["x"], (script) => {
    script.root.setValue("x", "x", "x", "x", 2);
    script.root.setOptionWeight("x", "x", "x", "x", 3);
    script.rank({ x: "x" }).is(queue(["x", 6]), "queue");
    script.rank({}).is([], "queue without an instance");
    script.cells().is([{ level: "x", instance: "x", option: "x", dimension: "x", value: 2, weight: 3 }], "cells");
  }),

  vector("1.5-prototypes", "names that mean something to a host mean nothing here", prototypes, (script) => {
    for (const name of prototypes) script.root.setValue("constructor", "toString", name, "__proto__", 1);
    script.root.setWeight("__proto__", "", "__proto__", 2);
    script.rank({ constructor: "toString" }).is(
      prototypes.map((option) => ({ option, score: 2 })),
      "queue",
    );
    script.value({ constructor: "toString" }, "__proto__", "constructor").is(null, "a value that nobody set");
    script.weight({}, "hasOwnProperty", "valueOf").is(0, "a weight that nobody set");
  }),

  vector(
    "1.5-cursor-key-proto",
    "a cursor may have a key __proto__, and has none that it does not name",
    prototypes,
    (script) => {
      script.root.setValue("__proto__", "here", "o", "k", 1);
      script.root.setValue("constructor", "Object", "p", "k", 1);
      script.rank(JSON.parse('{"__proto__":"here"}')).is(queue(["o", 0]), "queue there");
      script.rank({}).is([], "queue without a cursor");
    },
  ),

  vector("1.5-nul", "U+0000 is a character like any other, and ends no name", ["only"], (script) => {
    script.root.setValue("only", "a\u0000", "o", "k", 1);
    script.root.setValue("only", "a", "o", "k", 2);
    script.root.setValue("only", "a\u0000b", "o", "k", 3);
    script.value({ only: "a\u0000" }, "o", "k").is(1, "a, NUL");
    script.value({ only: "a" }, "o", "k").is(2, "a");
    script.value({ only: "a\u0000b" }, "o", "k").is(3, "a, NUL, b");
  }),

  vector(
    "1.5-names-do-not-run-together",
    "coordinates that read the same when they are joined are distinct",
    ["l"],
    (script) => {
      for (const [value, separator] of ["", "\u0000", "\u001F", "|", "/", ":", ",", '","'].entries()) {
        script.root.setValue("l", `a${separator}`, "b", "k", value);
        script.root.setValue("l", "a", `${separator}b`, "k", value + 100);
      }
      script.value({ l: "a" }, "b", "k").is(100, "a and b");
      script.value({ l: "a|" }, "b", "k").is(3, "a bar in the instance");
      script.value({ l: "a" }, "|b", "k").is(103, "a bar in the option");
      script.value({ l: "a\u0000" }, "b", "k").is(1, "NUL in the instance");
      script.value({ l: "a" }, "\u0000b", "k").is(101, "NUL in the option");
    },
  ),

  vector("1.5-no-normalisation", "é as one character and as e with an accent are two names", ["only"], (script) => {
    give(script, "k", { "\u00E9": 1, "e\u0301": 2 });
    script.value({}, "\u00E9", "k").is(1, "one character");
    script.value({}, "e\u0301", "k").is(2, "two characters");
    script.rank({}, { among: ["\u00E9"] }).is(queue(["\u00E9", 1]), "queue among the one");
  }),

  vector(
    "1.5-nothing-is-trimmed",
    "case, blanks, byte order marks and line ends make a difference",
    ["only"],
    (script) => {
      const names = ["a", "A", " a", "a ", "a\n", "a\r\n", "\uFEFFa", "a\u2028", "\u00A0a", "a\u200D"];
      for (const [value, name] of names.entries()) script.root.setValue("only", "", name, "k", value);
      for (const [value, name] of names.entries()) script.value({}, name, "k").is(value, "the value of a name");
    },
  ),

  vector("1.5-longest-names", "1,024 UTF-16 units are a name, however many bytes they take", ["only"], (script) => {
    const wide = "\uFFFD".repeat(1024);
    const astral = "\u{1F30A}".repeat(512);
    script.root.setValue("only", wide, astral, "k", 4);
    script.root.setWeight("only", "", "k", 1);
    script.rank({ only: wide }).is(queue([astral, 4]), "queue");
  }),

  vector(
    "1.5-overlong-names",
    "1,025 UTF-16 units are no name, also where they are fewer characters",
    ["only"],
    (script) => {
      script.root
        .set("value", { ...at, option: "n".repeat(1025) }, 1)
        .refused("invalid-name", { level: "only", instance: "" });
      const astral = `n${"\u{1F30A}".repeat(512)}`;
      script.root
        .set("value", { ...at, dimension: astral }, 1)
        .refused("invalid-name", { level: "only", instance: "" });
      script.rank({ only: "n".repeat(1025) }).refused("invalid-name", { level: "only" });
      script.cells().is([], "cells");
    },
  ),

  vector(
    "1.5-lone-surrogates",
    "a lone surrogate makes no name, and a pair does",
    ["only"],
    (script) => {
      for (const bad of ["\uD800", "a\uDC00", "\uDC00\uD800", "\uD83C\uD83C\uDF0A"])
        script.root.set("value", { ...at, option: bad }, 1).refused("invalid-name", { level: "only", instance: "" });
      script.root.set("value", { ...at, option: "\uD83C\uDF0A" }, 1);
      script.rank({}).is(queue(["\u{1F30A}", 0]), "queue");
    },
    ["illFormedStrings"],
  ),
];
