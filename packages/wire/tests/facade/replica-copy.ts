import type { Storage } from "../../src/index.ts";
import { memoryStorage } from "../../src/storage/memory.ts";

/** Another storage with the same contents: a disk as the next life finds it. */
export async function copyOf(storage: Storage): Promise<Storage> {
  const { state, records } = await storage.load();
  const copy = memoryStorage();
  if (state !== undefined) await copy.replace(state);
  for (const record of records) await copy.append(record);
  return copy;
}
