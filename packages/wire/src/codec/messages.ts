import type { Field } from "./fields.ts";
import type { DecodeLimits } from "./limits.ts";
import { Reader } from "./reader.ts";
import { Room } from "./room.ts";
import type { SchemaOf } from "./schema.ts";
import { seal } from "./seal.ts";
import { Writer } from "./writer.ts";

/** What the compiler has checked, without what it knows of each kind. */
interface AnySchema {
  readonly [kind: string]: readonly [code: number, fields: { readonly [name: string]: Field<unknown> }];
}
type AnyMessage = { readonly kind: string; [name: string]: unknown };

/** A kind of message, as it is gone through. */
interface Kind {
  readonly kind: string;
  readonly code: number;
  readonly fields: readonly { readonly name: string; readonly place: string; readonly field: Field<unknown> }[];
}

/** Turns messages of one schema into bytes, and back. */
export class Messages<Message extends { readonly kind: string }> {
  readonly #byName = new Map<string, Kind>();
  readonly #byCode: Kind[] = [];
  readonly #room = new Room();

  constructor(schema: SchemaOf<Message>) {
    for (const [kind, [code, fields]] of Object.entries(schema as unknown as AnySchema)) {
      const named = Object.entries(fields).map(([name, field]) => ({ name, place: `${kind}.${name}`, field }));
      this.#byCode[code] = { kind, code, fields: named };
      this.#byName.set(kind, this.#byCode[code]);
    }
  }

  /** With the number of the frame, where it is one. */
  encode(message: Message, number?: number): Uint8Array {
    const { code, fields } = this.#byName.get(message.kind) as Kind;
    const writer = new Writer();
    writer.push(code);
    if (number !== undefined) writer.push(writer.integer(number));
    for (const { name, place, field } of fields) {
      writer.place = place;
      field.write(writer, name === "named" ? message : (message as unknown as AnyMessage)[name]);
    }
    return seal(writer.elements, this.#room);
  }

  decode(
    bytes: Uint8Array,
    limits: DecodeLimits,
    isNumbered: boolean,
  ): { readonly message: Message; readonly number: number } {
    const reader = new Reader(bytes, limits);
    reader.list();
    const code = reader.integer();
    const known = this.#byCode[code];
    if (known === undefined) return reader.fail(`kind ${code}`, "unsupported-version");
    const number = isNumbered ? reader.integer() : 0;
    const message: AnyMessage = { kind: known.kind };
    for (const { name, place, field } of known.fields) {
      reader.place = place;
      const content = field.read(reader);
      if (name === "named") Object.assign(message, content);
      else message[name] = content;
    }
    reader.end();
    return { message: message as unknown as Message, number };
  }
}
