import { type Case, rows } from "../case.ts";
import { sealed, singles, utf8 } from "../raw.ts";

/** What fits, and the same where a little less is allowed. */
const both = (
  id: string,
  clause: string,
  says: string,
  hex: string,
  gives: NonNullable<Case["gives"]>,
  limit: string,
  fits: number,
): readonly Case[] => [
  { id: `limit-${id}`, clause, says: `as many ${says} as may be`, of: "frame", hex, limits: { [limit]: fits }, gives },
  {
    id: `limit-${id}-passed`,
    clause,
    says: `one more of ${says} than may be`,
    of: "frame",
    hex,
    limits: { [limit]: fits - 1 },
    refused: "too-large",
  },
];

const three = rows([0, "value", 0, 0, 1], [0, "weight", 0, 0, 1], [1, "value", 0, 0, null]);

export const limits: readonly Case[] = [
  ...both("bytes", "P5.1", "bytes", sealed("92 08 00"), { kind: "renew", number: 0 }, "maxBytes", 7),
  {
    id: "limit-bytes-before-all",
    clause: "P5.1",
    says: "too many bytes are not looked at",
    of: "frame",
    hex: "0000000000000000",
    limits: { maxBytes: 7 },
    refused: "too-large",
  },
  ...both(
    "cells",
    "P5.2",
    "rows of cells, set and unset together,",
    sealed("97 04 00 01 01 c4 02 0001 c4 08", singles(1, 1), "c4 01 02"),
    { kind: "part", number: 0, cells: three },
    "maxCells",
    3,
  ),
  ...both(
    "names",
    "P5.3",
    "names",
    sealed("94 02 00 c4 02 0001 92 a1 61 a1 62"),
    { kind: "names", number: 0, numbers: [0, 1], names: ["a", "b"] },
    "maxNames",
    2,
  ),
  ...both(
    "list",
    "P5.3",
    "texts in a list",
    sealed("9b 00 00 01 01 a0 93 a1 67 a1 77 a1 64 c4 10", "00".repeat(16), "90 c4 00 00 a0"),
    {
      kind: "hello",
      number: 0,
      versions: [1, 1],
      tensor: "",
      levels: ["g", "w", "d"],
      incarnation: "00".repeat(16),
      cursor: [],
      epoch: "",
      revision: 0,
      token: "",
    },
    "maxNames",
    3,
  ),
  ...both(
    "units",
    "P5.4",
    "units",
    sealed("93 09 00 a4 f0908080"),
    { kind: "bye", number: 0, code: "\u{10000}" },
    "maxNameUnits",
    2,
  ),
  {
    id: "limit-units-1024-passed",
    clause: "P5.4",
    says: "a name of 1,025 units",
    of: "frame",
    hex: sealed("94 02 00 c4 01 00 91 da 0401", utf8("a".repeat(1025))),
    refused: "too-large",
  },
  {
    id: "limit-units-astral-passed",
    clause: "P5.4",
    says: "513 characters that are two units each",
    of: "frame",
    hex: sealed("94 02 00 c4 01 00 91 da 0804", utf8("\u{10000}".repeat(513))),
    refused: "too-large",
  },
];
