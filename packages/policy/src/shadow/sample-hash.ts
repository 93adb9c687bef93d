/** One pass of FNV-1a (Fowler, Noll and Vo, 1991) over the UTF-16 units, finished as MurmurHash3 does (Appleby, 2011). */
function pass(text: string, basis: number): number {
  let hash = basis;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    hash = Math.imul(hash ^ (unit & 0xff), 0x01000193);
    hash = Math.imul(hash ^ (unit >>> 8), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

const hex = (word: number): string => word.toString(16).padStart(8, "0");

/**
 * A small hash of a text, 16 hexadecimal digits: even enough to sample by, the same in every language, and no secret. Who
 * has a list of possible texts finds the one behind it; where hashes are kept, give a plan SHA-256 in its place.
 */
export function sampleHash(text: string): string {
  return hex(pass(text, 0x811c9dc5)) + hex(pass(text, 0x2f7a83b1));
}

/** A number in [0, 1) that stands for a text: 53 bits of its hash. */
export function fractionOf(text: string): number {
  // Twice, since whatever made the text may have been uneven.
  const high = pass(text, 0x811c9dc5) >>> 5;
  const low = pass(`${text}.`, 0x2f7a83b1) >>> 6;
  return (high * 2 ** 26 + low) / 2 ** 53;
}
