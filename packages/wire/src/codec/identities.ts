import type { Field } from "./fields.ts";

export const IDENTITY_BYTES = 16;

export const isIdentity = (text: string): boolean => /^[0-9a-f]{32}$/.test(text);

const identityWhere = (isOne: (text: string) => boolean): Field<string> => ({
  write: (writer, content) => writer.push(bytesOf(isOne(content) ? content : writer.refuse(content))),
  read: (reader) => {
    const content = digitsOf(reader.binary());
    return isOne(content) ? content : reader.fail("no identity");
  },
});

/** 32 hexadecimal digits, in 16 bytes. */
export const identity: Field<string> = identityWhere(isIdentity);

/** The same, or no bytes for `""`. */
export const identityOrNone: Field<string> = identityWhere((text) => text === "" || isIdentity(text));

/** What the digits count, by their codes, and the digits of each byte. */
const digits = new Uint8Array(128);
for (let i = 0; i < 16; i++) digits[i.toString(16).charCodeAt(0)] = i;
const pairs = Array.from({ length: 256 }, (_, byte) => (byte + 256).toString(16).slice(1));

/** The bytes of hexadecimal digits. */
export function bytesOf(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = ((digits[text.charCodeAt(i * 2)] as number) << 4) | (digits[text.charCodeAt(i * 2 + 1)] as number);
  }
  return bytes;
}

/** The hexadecimal digits of bytes. */
export function digitsOf(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i++) text += pairs[bytes[i] as number];
  return text;
}
