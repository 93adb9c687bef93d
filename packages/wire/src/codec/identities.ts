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

/** The bytes of hexadecimal digits. */
export function bytesOf(digits: string): Uint8Array {
  const bytes = new Uint8Array(digits.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(digits.slice(i * 2, i * 2 + 2), 16);
  return bytes;
}

/** The hexadecimal digits of bytes. */
export function digitsOf(bytes: Uint8Array): string {
  let digits = "";
  for (const byte of bytes) digits += (byte + 256).toString(16).slice(1);
  return digits;
}
