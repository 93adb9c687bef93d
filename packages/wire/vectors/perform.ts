import { isDeepStrictEqual } from "node:util";
import { Cells } from "../src/codec/cells.ts";
import { WireError } from "../src/errors.ts";
import { type Row, readable } from "../tests/codec/readable.ts";
import type { Case, Codecs } from "./case.ts";

/** What is wrong with a case: how this implementation reads its bytes, or writes them. */
export function mistakeIn(codecs: Codecs, { of, hex, limits, gives, refused }: Case): string | undefined {
  const codec = codecs[of];
  const bytes = Buffer.from(hex, "hex");
  try {
    const read = codec.decode(bytes, limits);
    if (gives === undefined) return `is read, and should be ${refused}`;
    if (!isDeepStrictEqual(readable(read), gives)) return `is read as ${JSON.stringify(readable(read))}`;
    for (const message of [read, messageOf(gives)]) {
      const written = Buffer.from(codec.encode(message)).toString("hex");
      if (written !== hex) return `is written as ${written}`;
    }
    return undefined;
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    return error.code === refused ? undefined : error.message;
  }
}

/** The message that data says: rows become cells, last ones first. */
function messageOf(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(messageOf);
  if (typeof data !== "object" || data === null) return data;
  return Object.fromEntries(
    Object.entries(data).map(([key, content]) => [key, key === "cells" ? cellsOf(content) : messageOf(content)]),
  );
}

function cellsOf(rows: readonly Row[]): Cells {
  const cells = new Cells();
  for (const { place, layer, option, dimension, content } of rows.toReversed()) {
    const number = content === null ? Number.NaN : content === "inf" ? Number.POSITIVE_INFINITY : content;
    cells.push(place, Number(layer === "weight"), option, dimension, number);
  }
  return cells;
}
