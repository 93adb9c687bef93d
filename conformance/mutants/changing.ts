import { type Mutant, mutant } from "./mutant.ts";

/** Of section 8: who tells and keeps. */
export const mistold: readonly Mutant[] = [
  mutant("8.1", "composing mixes the layers up", "delta.ts", "change.dimension, change.layer]", "change.dimension]"),
  mutant(
    "8.1",
    "composing drops what is unset late",
    "delta.ts",
    "last.set(JSON",
    "if (change.content !== undefined || last.size < 40) last.set(JSON",
  ),
  mutant(
    "8.1",
    "what is told ends after a hundred changes",
    "store.ts",
    "delta ??= this.#deltaOf(journal);",
    "delta ??= this.#deltaOf(journal, 100);",
  ),
  mutant(
    "8.1",
    "what is told takes one instance for another, once there are many names",
    "store.ts",
    "(slice * this.slots.uses.length + slot)",
    "(slice * 64 + slot)",
  ),
  mutant(
    "8.2",
    "a pinned writer applies the first change alone",
    "writer.ts",
    "const { level, instance, option, dimension, layer, content = UNSET } = change ?? {};",
    "if (i > 0 && this.#instance !== undefined) continue;\n        const { level, instance, option, dimension, layer, content = UNSET } = change ?? {};",
  ),
  mutant("8.3", "a snapshot loses its revision", "snapshot.ts", "store.revision = revision;", ""),
  mutant(
    "8.3",
    "a snapshot leaves out the shared instances",
    "snapshot.ts",
    "encode(store, allSlices(store), store.revision)",
    "encode(store, allSlices(store).filter((slice) => slice >= store.levels.length), store.revision)",
  ),
  mutant(
    "8.3",
    "a snapshot of more than 32 KiB forgets numbers",
    "snapshot.ts",
    "const content = view.getFloat64(at, true);",
    "const content = at < 32768 ? view.getFloat64(at, true) : 1;",
  ),
  mutant(
    "8.4",
    "a watcher is called whenever scores change",
    "reader.ts",
    "if (queue.length === before.length && queue.every((option, i) => option === before[i])) return;",
    "",
  ),
  mutant(
    "8.4",
    "a watcher looks at its own instance alone",
    "reader.ts",
    'instance === "" || instance === kept[level]',
    "instance === kept[level]",
  ),

  mutant(
    "8.4",
    "a watcher compares eight options",
    "reader.ts",
    "queue.every((option, i) => option === before[i])",
    "queue.every((option, i) => i > 7 || option === before[i])",
  ),
  mutant(
    "8.4",
    "a watcher compares queues as texts",
    "reader.ts",
    "queue.length === before.length && queue.every((option, i) => option === before[i])",
    "queue.join() === before.join()",
  ),
  mutant(
    "8.4",
    "a watcher overlooks what is shared in a large delta",
    "reader.ts",
    'instance === "" || instance === kept[level]',
    '(instance === "" && delta.length < 40) || instance === kept[level]',
  ),
];
