/** Shows a line, made anew as the milliseconds pass, until the next one, or none. */
export type Progress = (line?: (milliseconds: number) => string) => void;

/** On a terminal, keeps one line of what is being done; elsewhere none. */
export function progressOn(terminal: NodeJS.WriteStream): Progress {
  if (!terminal.isTTY) return () => {};
  let timer: NodeJS.Timeout | undefined;
  return (line) => {
    clearInterval(timer);
    terminal.write("\r\u001b[K");
    if (line === undefined) return;
    const start = performance.now();
    const show = () => terminal.write(`\r\u001b[K${line(performance.now() - start)}`);
    show();
    timer = setInterval(show, 100).unref();
  };
}
