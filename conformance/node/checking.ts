import { checkConformance, chosen } from "../src/check.ts";
import { progressOn } from "./progress.ts";
import { closing, currentLine, failures, heading, lineOf, paintFor } from "./summary.ts";
import type { Order, Trial } from "./usage.ts";

/** Tries the laws, and says on the way how they went. Throws a {@link ConformanceError} where there are none such. */
export function lawful(order: Order): Trial {
  const { laws, how } = chosen(order);
  const { law, json } = order;
  return async (subject, print) => {
    const { stdout, stderr, env } = process;
    const paint = paintFor(stdout, env);
    const progress = progressOn(stderr);
    const start = performance.now();
    let done = 0;
    if (!json) print(heading(subject, order));
    try {
      const report = await checkConformance({
        ...how,
        ...(law === undefined ? {} : { law }),
        subject,
        clock: () => performance.now(),
        onLaw(tried, went) {
          if (went !== undefined) done += 1;
          const place = `${done + 1} of ${laws.length}`;
          progress(went === undefined ? (since) => currentLine(tried, place, since, stderr.columns) : undefined);
          if (went !== undefined && !json) print(lineOf(went, paint));
        },
      });
      if (json) print(JSON.stringify(report, undefined, 2));
      else print([...failures(report, order), "", closing(report, performance.now() - start, paint)].join("\n"));
      return report.passed;
    } finally {
      progress();
    }
  };
}
