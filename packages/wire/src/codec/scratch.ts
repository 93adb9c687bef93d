const LENGTH = 1 << 13;
const kept: Int32Array[] = [];

/**
 * Numbers to work with until the next call for the same use; there may be more of them, and they are what they were. To
 * take new memory for each frame costs more than most of the work on it.
 */
export function scratch(use: 0 | 1 | 2 | 3, length: number): Int32Array {
  if (length > LENGTH) return new Int32Array(length);
  kept[use] ??= new Int32Array(LENGTH);
  return kept[use];
}
