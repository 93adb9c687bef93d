/** Bytes that are in use, on the heap and in array buffers, once all garbage is gone; needs `--expose-gc`. */
export function bytesInUse(): number {
  if (globalThis.gc === undefined) throw new Error("start node with --expose-gc");
  // What one collection finalises, the next one frees.
  for (let i = 0; i < 4; i++) globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
