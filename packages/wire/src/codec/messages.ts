import type { Field } from "./fields.ts";
import type { DecodeLimits } from "./limits.ts";
import { Reader } from "./reader.ts";
import type { SchemaOf } from "./schema.ts";
import { seal } from "./seal.ts";
import { Writer } from "./writer.ts";

/** What the compiler has checked, without what it knows of each kind. */
interface AnySchema {
  readonly [kind: string]: readonly [code: number, fields: { readonly [name: string]: Field<unknown> }];
}
type AnyMessage = { readonly kind: string; [name: string]: unknown };

/** Turns messages of one schema into bytes, and back. */
export class Messages<Message extends { readonly kind: string }> {
  readonly #schema: AnySchema;

  constructor(schema: SchemaOf<Message>) {
    this.#schema = schema as unknown as AnySchema;
  }

  /** With the number of the frame, where it is one. */
  encode(message: Message, ...numbers: readonly number[]): Uint8Array {
    const { kind } = message;
    const [code, fields] = this.#schema[kind] as AnySchema[string];
    const writer = new Writer();
    writer.push(code, ...numbers.map((number) => writer.integer(number)));
    for (const name in fields) {
      writer.place = `${kind}.${name}`;
      fields[name]?.write(writer, name === "named" ? message : (message as unknown as AnyMessage)[name]);
    }
    return seal(writer.elements);
  }

  decode(
    bytes: Uint8Array,
    limits: DecodeLimits,
    isNumbered: boolean,
  ): { readonly message: Message; readonly number: number } {
    const reader = new Reader(bytes, limits);
    reader.list();
    const code = reader.integer();
    for (const kind in this.#schema) {
      const [found, fields] = this.#schema[kind] as AnySchema[string];
      if (found !== code) continue;
      const number = isNumbered ? reader.integer() : 0;
      const message: AnyMessage = { kind };
      for (const name in fields) {
        reader.place = `${kind}.${name}`;
        const content = fields[name]?.read(reader);
        if (name === "named") Object.assign(message, content);
        else message[name] = content;
      }
      reader.end();
      return { message: message as unknown as Message, number };
    }
    return reader.fail(`kind ${code}`, "unsupported-version");
  }
}
