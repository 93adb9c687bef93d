import type { Field } from "./fields.ts";
import type { Reader } from "./reader.ts";

/** The version of the protocol that this package speaks. */
export const protocolVersion = 1;

/** Whatever else a hello says in other versions, it begins with these two. */
export const versions: Field<readonly [least: number, most: number]> = {
  write: (writer, [least, most]) => writer.push(writer.integer(least), writer.integer(most)),
  read: (reader) => checked(reader, reader.integer(), reader.integer()),
};

export const version: Field<number> = {
  write: (writer, content) => writer.push(writer.integer(content)),
  read: (reader) => {
    const found = reader.integer();
    return checked(reader, found, found)[0];
  },
};

function checked(reader: Reader, least: number, most: number): readonly [least: number, most: number] {
  return least <= protocolVersion && protocolVersion <= most
    ? [least, most]
    : reader.fail(`${least} to ${most}`, "unsupported-version");
}
