import type { Log } from "../src/index.ts";

/** A log, and how long it takes. */
export interface MeasuredLog extends Log {
  /** The longest that an entry has waited to be in the log since this was asked last, in milliseconds. */
  lag(): number;
}

/** Takes the time of a log's appends. */
export function measured(log: Log): MeasuredLog {
  /** When each entry was appended that is not in the log yet, the oldest first. */
  const waiting = new Set<{ readonly since: number }>();
  let longest = 0;
  return {
    open: (follower) => log.open(follower),
    append(entry, id) {
      const place = { since: performance.now() };
      waiting.add(place);
      const settle = (): void => {
        waiting.delete(place);
        longest = Math.max(longest, performance.now() - place.since);
      };
      const appended = log.append(entry, id);
      appended.then(settle, settle);
      return appended;
    },
    compact: (revision, state) => log.compact(revision, state),
    get maxEntry() {
      return log.maxEntry;
    },
    get size() {
      return log.size;
    },
    close: () => log.close(),
    lag() {
      const [oldest] = waiting;
      const lag = Math.max(longest, oldest === undefined ? 0 : performance.now() - oldest.since);
      longest = 0;
      return lag;
    },
  };
}
