import type { Cells } from "./cells.ts";
import { readCells, writeCells } from "./columns.ts";
import type { Reader } from "./reader.ts";
import { packVarints, readVarints } from "./varints.ts";
import type { Writer } from "./writer.ts";

/** How a field goes into the elements of a message, and comes out of its bytes. */
export interface Field<Content> {
  write(writer: Writer, content: Content): void;
  read(reader: Reader): Content;
}

const MOST_UNITS = 1024;

export const integer: Field<number> = {
  write: (writer, content) => writer.push(writer.integer(content)),
  read: (reader) => reader.integer(),
};

/** An integer, or −1: one more is written. */
export const base: Field<number> = {
  write: (writer, content) => writer.push(writer.integer(content + 1)),
  read: (reader) => reader.integer() - 1,
};

export const flag: Field<boolean> = {
  write: (writer, content) => writer.push(Number(content)),
  read: (reader) => reader.integer(1) === 1,
};

/** A text of any length. */
export const token: Field<string> = {
  write: (writer, content) => writer.push(writer.text(content, Infinity)),
  read: (reader) => reader.text(Infinity),
};

export const text: Field<string> = {
  write: (writer, content) => writer.push(writer.text(content, MOST_UNITS)),
  read: (reader) => reader.text(reader.limits.maxNameUnits),
};

export const texts: Field<readonly string[]> = {
  write: (writer, content) => writer.push(content.map((each) => writer.text(each, MOST_UNITS))),
  read: (reader) => {
    const length = reader.list();
    reader.limit(length, reader.limits.maxNames);
    const content: string[] = [];
    // One by one: however many are announced, there is room for those only that came.
    while (content.length < length) content.push(text.read(reader));
    return content;
  },
};

/** Numbers of names, ascending, as varints of their differences. */
export const numbers: Field<readonly number[]> = {
  write: (writer, content) => {
    const isAscending = content.every((number, i) => number < 2 ** 32 && !(number <= (content[i - 1] as number)));
    if (!isAscending) writer.refuse("no order");
    writer.push(packVarints(content.map((number, i) => writer.integer(number) - (content[i - 1] ?? 0))));
  },
  read: (reader) => {
    let number = 0;
    return readVarints(reader, reader.limits.maxNames).map((difference, i) => {
      number += difference;
      return number < 2 ** 32 && (difference > 0 || i === 0) ? number : reader.fail("no order");
    });
  },
};

export const cells: Field<Cells> = { write: writeCells, read: readCells };
