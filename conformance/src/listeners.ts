import type { Cursor } from "./program/program.ts";
import type { Script, Step } from "./script.ts";
import type { Feature } from "./subject.ts";

/** Who is told of changes. */
export interface Listeners {
  readonly feature: Feature;
  /** That they were not told, in the words of a law. */
  readonly silence: string;
  /** Adds the beginning. */
  readonly listen: (script: Script, cursors: readonly Cursor[]) => void;
  /** Asks what came since it was asked last. */
  readonly heard: (script: Script) => Step<readonly unknown[]>;
}

/** Subscribers, and watchers of some cursors. */
export const listeners: readonly Listeners[] = [
  {
    feature: "notifications",
    silence: "nobody is told",
    listen: (script) => void script.subscribe(),
    heard: (script) => script.told(),
  },
  {
    feature: "watchers",
    silence: "no watcher hears",
    listen: (script, cursors) => {
      for (const cursor of cursors) script.watch(cursor);
    },
    heard: (script) => script.heard(),
  },
];
