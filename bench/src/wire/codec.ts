import { atLeast, type Figure, formatDuration, spreadOf } from "../speed/figure.ts";
import { type Contender, type Effort, keep, type Prepared, ratioOf, takeTurns } from "../speed/race.ts";
import { thalweg } from "./ours.ts";
import { rivals } from "./rivals.ts";
import type { Subject } from "./subject.ts";
import { measured } from "./telemetry.ts";

/** To make the bytes of a message that changes a thousand cells. */
export function measureEncode(effort: Effort): Promise<Figure[]> {
  return compare("encode", "encode 1,000 cells", 10, effort, (subject) => (count) => {
    for (let i = 0; i < count; i++) keep(subject.encode().length);
  });
}

/** To take such a message, up to a tensor or document that has all of it. */
export async function measureApply(effort: Effort): Promise<Figure[]> {
  return compare("apply", "decode and apply 1,000 cells", 5, effort, (subject) => ({
    prepare: (count) => {
      let last = 0;
      const numbers = (): number => {
        last = measured();
        return last;
      };
      if (subject.last() === undefined) subject.apply(subject.next(numbers));
      const messages = Array.from({ length: count }, () => subject.next(numbers));
      return () => {
        for (const message of messages) subject.apply(message);
        if (subject.last() !== last) throw new Error(`${subject.name} has not taken a message`);
      };
    },
  }));
}

/** Lets everyone take turns; the first of the others has the bar, and behind the rest nobody may fall. */
async function compare(
  name: string,
  label: string,
  limit: number,
  effort: Effort,
  contender: (subject: Subject) => Contender | Prepared,
): Promise<Figure[]> {
  const ours = await thalweg();
  const { subjects, missing } = await rivals();
  const [firsts = [], ...others] = takeTurns([ours, ...subjects].map(contender), effort);
  await ours.close?.();
  return subjects.map((subject, i) => {
    const theirs = others[i] as number[];
    const [our, their] = [firsts, theirs].map((rounds) => formatDuration(spreadOf(rounds).median));
    return {
      name: i === 0 ? name : `${name}-${subject.key}`,
      label: `${label}: of ${subject.name}`,
      unit: "×",
      ...ratioOf(firsts, theirs),
      bar: atLeast(i === 0 ? limit : 1),
      note: `${our} against ${their}${i === 0 ? missing : ""}`,
    };
  });
}
