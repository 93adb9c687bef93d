import { describe, expect, test } from "vitest";
import { SITUATIONS } from "./situations/all.ts";
import { judge, lead } from "./situations/situation.ts";

test("there are at least forty situations, no two in the same words", () => {
  const words = Object.values(SITUATIONS).flatMap((list) => list.map(({ says }) => says));
  expect(words.length).toBeGreaterThanOrEqual(40);
  expect(new Set(words).size).toBe(words.length);
});

for (const [about, situations] of Object.entries(SITUATIONS)) {
  describe(about, () => {
    for (const situation of situations) {
      test(situation.says, () => {
        const { queue, explanation } = judge(situation);
        expect(queue[0]).toBe(situation.first);
        expect(explanation.queue.map(({ option }) => option)).toEqual(queue);
        for (const [before, after] of situation.order ?? []) {
          expect(queue).toContain(before);
          expect(queue).toContain(after);
          expect(queue.indexOf(before)).toBeLessThan(queue.indexOf(after));
        }
        for (const [option, dimension] of Object.entries(situation.closed ?? {})) {
          expect(queue).not.toContain(option);
          const gates = explanation.gated.find((one) => one.option === option)?.gates ?? [];
          expect(gates.map((gate) => gate.dimension)).toContain(dimension);
        }
        if (situation.by === undefined) return;
        const [other, dimension] = situation.by;
        expect(lead(explanation, other).dimension).toBe(dimension);
      });
    }
  });
}
