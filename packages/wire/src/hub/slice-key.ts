import type { SliceName } from "../session/path.ts";

/** A slice as a key of maps. */
export const sliceKey = ([level, instance]: SliceName): string => `${level}/${instance}`;

/** Back from {@link sliceKey}. */
export const sliceOf = (key: string): SliceName => {
  const slash = key.indexOf("/");
  return [Number(key.slice(0, slash)), key.slice(slash + 1)];
};

/** Whether it is the slice that a level's instances share, which everyone reads. */
export const isSharedSlice = (key: string): boolean => key.endsWith("/") && key.indexOf("/") === key.length - 1;
