import { styleText } from "node:util";

/** The part of a terminal that a progress bar needs. */
export interface Terminal {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Called with each step; draws at most a hundred times, and wipes itself away at the end. */
export type Progress = (done: number, total: number) => void;

const cells = 30;

/** A progress bar on a terminal, and nothing anywhere else. */
export function progressBar(terminal: Terminal): Progress {
  if (!terminal.isTTY) return () => {};
  let drawn = -1;
  return (done, total) => {
    const percent = Math.floor((100 * done) / total);
    if (done === total) terminal.write("\r\u001b[K");
    else if (percent > drawn) {
      drawn = percent;
      const full = Math.round((cells * done) / total);
      // styleText leaves colour out where NO_COLOR or the terminal asks for it.
      const bar = styleText("cyan", "━".repeat(full)) + styleText("dim", "─".repeat(cells - full));
      terminal.write(`\r   routing ${bar} ${String(percent).padStart(3)} %`);
    }
  };
}
