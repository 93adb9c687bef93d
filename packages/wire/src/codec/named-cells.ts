import type { HubState, NamedCells } from "./entries.ts";
import { cells, type Field, text, texts } from "./fields.ts";

/** A tensor has at most so many levels. */
const MOST_LEVELS = 32;

export const slice: Field<readonly [level: number, instance: string]> = {
  write: (writer, [level, instance]) => {
    writer.push(level < MOST_LEVELS ? writer.integer(level) : writer.refuse(level));
    text.write(writer, instance);
  },
  read: (reader) => [reader.integer(MOST_LEVELS - 1), text.read(reader)],
};

/** The levels of the slices, a byte each; their instances; the hubs. */
export const holders: Field<HubState["held"]> = {
  write: (writer, content) => {
    if (!areSlices(content)) writer.refuse("slices");
    writer.push(levelsOf(content));
    for (const column of [1, 2] as const) {
      texts.write(
        writer,
        content.map((held) => held[column]),
      );
    }
  },
  read: (reader) => {
    const levels = reader.binary();
    const instances = texts.read(reader);
    const hubs = texts.read(reader);
    const content = instances.map((instance, i) => [levels[i] as number, instance, hubs[i] as string] as const);
    const isWhole = levels.length === instances.length && hubs.length === instances.length;
    return isWhole && areSlices(content) ? content : reader.fail("no slices");
  },
};

/** The levels of the slices, a byte each; their instances; the names; the cells. */
export const namedCells: Field<NamedCells> = {
  write: (writer, content) => {
    const { slices, names } = content;
    if (!isWhole(content)) writer.refuse("cells without their names");
    writer.push(levelsOf(slices));
    texts.write(
      writer,
      slices.map(([, instance]) => instance),
    );
    texts.write(writer, names);
    cells.write(writer, content.cells);
  },
  read: (reader) => {
    const levels = reader.binary();
    const instances = texts.read(reader);
    const content = {
      slices: instances.map((instance, i) => [levels[i] as number, instance] as const),
      names: texts.read(reader),
      cells: cells.read(reader),
    };
    return levels.length === instances.length && isWhole(content) ? content : reader.fail("cells without their names");
  },
};

function levelsOf(slices: readonly (readonly [level: number, ...unknown[]])[]): Uint8Array {
  const levels = new Uint8Array(slices.length);
  for (let i = 0; i < levels.length; i++) levels[i] = slices[i]?.[0] as number;
  return levels;
}

/** Whether every slice and every name is one, stands there once, and what the cells name stands there. */
function isWhole({ slices, names, cells }: NamedCells): boolean {
  const { length, place, option, dimension } = cells;
  if (!areSlices(slices) || new Set(names).size < names.length) return false;
  const empty = names.indexOf("");
  for (let i = 0; i < length; i++) {
    const isNamed = (option[i] as number) < names.length && (dimension[i] as number) < names.length;
    if (!isNamed || (place[i] as number) >= slices.length || dimension[i] === empty) return false;
  }
  return true;
}

/** Whether every slice is one, and stands there once. */
function areSlices(slices: readonly (readonly [level: number, instance: string, ...unknown[]])[]): boolean {
  if (!slices.every(([level]) => level < MOST_LEVELS)) return false;
  return slices.length < 2 || new Set(slices.map(([level, instance]) => `${level}:${instance}`)).size === slices.length;
}
