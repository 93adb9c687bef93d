/** The UTF-8 bytes of a well-formed string, by the book, so that 1.6 does not rest on any comparison of strings. */
export function utf8(text: string): readonly number[] {
  return [...text].flatMap((character) => {
    const point = character.codePointAt(0) ?? 0;
    const tail = (shift: number): number => 0x80 | ((point >> shift) & 0x3f);
    if (point < 0x80) return [point];
    if (point < 0x800) return [0xc0 | (point >> 6), tail(0)];
    if (point < 0x10000) return [0xe0 | (point >> 12), tail(6), tail(0)];
    return [0xf0 | (point >> 18), tail(12), tail(6), tail(0)];
  });
}

/** Names in the order of their UTF-8 bytes: 1.6. */
export function inNameOrder(names: Iterable<string>): string[] {
  return [...names].sort((one, other) => {
    const bytes = utf8(one);
    const others = utf8(other);
    const at = bytes.findIndex((byte, index) => byte !== others[index]);
    return at === -1 ? bytes.length - others.length : (bytes[at] ?? 0) - (others[at] ?? -1);
  });
}
