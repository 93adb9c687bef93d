import { checkConformance, chosen } from "../src/check.ts";
import type { Law } from "../src/law.ts";
import type { ChildSubject } from "./child.ts";
import { closing, currentLine, failures, heading, lineOf, paintFor } from "./summary.ts";
import type { Order } from "./usage.ts";
import { UsageError } from "./usage.ts";

/** Looks whether there are such laws; throws a {@link UsageError}. */
export function checkOrder(order: Order): void {
  try {
    chosen(order);
  } catch (error) {
    throw error instanceof RangeError ? new UsageError(error.message) : error;
  }
}

/** Tries the laws, and says on the way how they went; answers whether all hold. */
export async function check(order: Order, subject: ChildSubject, print: (text: string) => void): Promise<boolean> {
  const { stdout, stderr, env } = process;
  const { seed, runs, law, path, json } = order;
  const selection = { ...(law === undefined ? {} : { law }), ...(path === undefined ? {} : { path }) };
  const paint = paintFor(stdout, env);
  const progress = progressOn(stderr, chosen(selection).length);
  const start = performance.now();
  if (!json) print(heading(subject, order));
  const report = await checkConformance({
    ...selection,
    subject,
    seed,
    runs,
    clock: () => performance.now(),
    onLaw(tried, went) {
      progress(went === undefined ? tried : undefined);
      if (went !== undefined && !json) print(lineOf(went, paint));
    },
  });
  if (json) print(JSON.stringify(report, undefined, 2));
  else print([...failures(report, order), "", closing(report, performance.now() - start, paint)].join("\n"));
  return report.passed;
}

/** On a terminal, keeps one line that says which law is being tried, of how many, and since when. */
function progressOn(terminal: NodeJS.WriteStream, count: number): (law: Law | undefined) => void {
  if (!terminal.isTTY) return () => {};
  let done = 0;
  let timer: NodeJS.Timeout | undefined;
  return (law) => {
    clearInterval(timer);
    terminal.write("\r\u001b[K");
    if (law === undefined) {
      done += 1;
      return;
    }
    const start = performance.now();
    const show = () => {
      const line = currentLine(law, `${done + 1} of ${count}`, performance.now() - start, terminal.columns);
      terminal.write(`\r\u001b[K${line}`);
    };
    show();
    timer = setInterval(show, 100);
  };
}
