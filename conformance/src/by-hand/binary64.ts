/** The next representable number after one, in the direction of another. */
export function nextToward(from: number, to: number): number {
  if (Number.isNaN(from) || Number.isNaN(to) || from === to) return to;
  if (from === 0) return to > 0 ? Number.MIN_VALUE : -Number.MIN_VALUE;
  const number = new Float64Array([from]);
  const bits = new BigInt64Array(number.buffer);
  // The bits of a binary64 grow with its magnitude, whatever its sign.
  bits[0] = (bits[0] ?? 0n) + (to > from === from > 0 ? 1n : -1n);
  return number[0] ?? Number.NaN;
}

/** The bits of a number, as 16 hexadecimal digits. */
export function bitsOf(number: number): string {
  const bits = new BigUint64Array(new Float64Array([number]).buffer);
  return (bits[0] ?? 0n).toString(16).padStart(16, "0");
}

/** The number with these bits. */
export function numberOf(bits: string): number {
  return new Float64Array(new BigUint64Array([BigInt(`0x${bits}`)]).buffer)[0] ?? Number.NaN;
}
