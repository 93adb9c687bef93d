import type { Script } from "../../src/script.ts";
import { type Authored, vector } from "../authored.ts";

/** Options of equal scores, written in another order; the queue must have them as they are given here. */
function inOrder(id: string, says: string, names: readonly string[]): Authored {
  return vector(id, says, ["level"], (script) => {
    for (const option of [...names.filter((_, at) => at % 2 === 1), ...names.filter((_, at) => at % 2 === 0)].reverse())
      script.root.setValue("level", "", option, "k", 1);
    script.resolve({}).is(names, "queue of equal scores");
  });
}

function coordinates(script: Script, wanted: readonly string[]): void {
  script.cells().check((cells) => {
    const found = cells.map(({ level, instance, option, dimension }) => [level, instance, option, dimension].join(" "));
    if (found.join("\n") !== wanted.join("\n")) throw new Error(`cells at ${found.join(", ")}`);
  });
}

/** Vectors of 1.6. */
export const nameOrder: readonly Authored[] = [
  inOrder("1.6-astral-last", "U+E000 and U+FFFD come before astral characters, whose UTF-16 units are less", [
    "\uD7FF",
    "\uE000",
    "\uFFFD",
    "\uFFFF",
    "\u{10000}",
    "\u{1F30A}",
    "\u{10FFFF}",
  ]),

  inOrder("1.6-astral-later-in-a-name", "code points are compared in the middle of names, too", [
    "a\uE000b",
    "a\uFFFDa",
    "a\u{10000}",
    "a\u{10000}\uE000",
    "a\u{10000}\u{10000}",
    "b",
  ]),

  inOrder("1.6-prefixes", "a name comes before those that it begins", ["a", "a\u0000", "a ", "aa", "aaa", "ab", "b"]),

  inOrder("1.6-control-characters", "control characters come first, in the order of their code points", [
    "\u0000",
    "\u0000\u0000",
    "\u0001",
    "\t",
    "\n",
    "\u001F",
    " ",
    "!",
    "\u007F",
    "\u0080",
  ]),

  inOrder("1.6-integer-like", "names that look like numbers are names", ["-1", "00", "01", "1", "10", "1e3", "2", "9"]),

  inOrder("1.6-letter-case", "capitals come before small letters, and between them stand signs", [
    "A",
    "B",
    "Z",
    "[",
    "_",
    "a",
    "b",
    "z",
    "{",
  ]),

  inOrder("1.6-no-locale", "no language has a say: accented letters come after z", [
    "Zebra",
    "eta",
    "e\u0301t",
    "zebra",
    "\u00C4pfel",
    "\u00DF",
    "\u00E4pfel",
    "\u00E9t",
    "\u0131",
    "\u01C6",
    "\u0434",
    "\uFB01",
  ]),

  inOrder("1.6-ignorable-characters", "characters that collations skip count", [
    "a",
    "a-b",
    "ab",
    "a\u00ADb",
    "a\u200Bb",
    "a\uFE0F",
  ]),

  vector(
    "1.6-cells-by-level-first",
    "cells come by the order of levels, then of names; the shared one is first",
    ["z", "a"],
    (script) => {
      for (const [level, instance, option, dimension] of [
        ["a", "", "", "k"],
        ["z", "i", "o", "l"],
        ["z", "i", "o", "k"],
        ["a", "9", "o", "k"],
        ["a", "10", "o", "k"],
        ["z", "i", "", "m"],
        ["z", "", "p", "k"],
        ["z", "h", "p", "k"],
        ["z", "", "o", "z"],
      ] as const)
        script.root.setValue(level, instance, option, dimension, 1);
      coordinates(script, [
        "z  o z",
        "z  p k",
        "z h p k",
        "z i  m",
        "z i o k",
        "z i o l",
        "a   k",
        "a 10 o k",
        "a 9 o k",
      ]);
    },
  ),

  vector("1.6-cells-by-code-point", "cells come in the order of code points on every axis", ["l"], (script) => {
    const [one, other] = ["\uFFFD", "\u{10000}"];
    for (const name of [other, one]) {
      script.root.setValue("l", name, "o", "k", 1);
      script.root.setValue("l", "", name, "k", 1);
      script.root.setOptionWeight("l", "", "o", name, 1);
    }
    coordinates(script, [
      `l  o ${one}`,
      `l  o ${other}`,
      `l  ${one} k`,
      `l  ${other} k`,
      `l ${one} o k`,
      `l ${other} o k`,
    ]);
  }),
];
