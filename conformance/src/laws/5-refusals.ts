import { contents, name } from "@thalweg/core/testing";
import fc from "fast-check";
import { holds } from "../assert.ts";
import type { Law } from "../law.ts";
import { always, forAll } from "../law.ts";
import { listeners } from "../listeners.ts";
import type { Code } from "../program/answer.ts";
import type { Scribe } from "../scribe.ts";
import { Script, scriptOf, unchanged } from "../script.ts";
import { badInput } from "./5-bad-input.ts";
import { means, type Slice } from "./5-writing.ts";

/** Laws of 5.6: what is refused, code by code, and what is looked at first. */
export const refusals: readonly Law[] = [
  ...means.map(({ suffix, needs, write }) =>
    forAll(
      "5.6",
      `a refused write changes nothing${suffix}`,
      fc.tuple(contents(), name),
      async (play, [drawn, stranger]) => {
        const script = scriptOf(drawn);
        const [coarse = ""] = drawn.levels;
        const fine = drawn.levels.at(-1) ?? "";
        const refused = (writer: Scribe, slice: Slice, code: Code, named: Partial<Slice> = slice): void => {
          for (const step of write(writer, slice)) step.refused(code, named);
        };
        unchanged(script, drawn.cursors, () => {
          if (fine !== coarse) refused(script.writer(fine), { level: coarse, instance: "" }, "write-up");
          if (fine !== coarse) refused(script.writer(coarse, ""), { level: fine, instance: "" }, "foreign-level");
          const mine = script.writer(coarse, "mine");
          refused(mine, { level: coarse, instance: `${stranger}~` }, "foreign-instance");
          const level = `${stranger} is no level`;
          refused(script.root, { level, instance: "" }, "unknown-level", { level });
        });
        await play.run(script);
      },
      { needs, share: 0.5 },
    ),
  ),

  always("5.6", "bad levels are refused with invalid-levels, and no tensor is made", async (play) => {
    for (const levels of [[], ["a", "a"]]) await play.run(new Script(levels).refused("invalid-levels"));
  }),

  ...Object.entries(badInput).flatMap(([code, parts]) =>
    parts.map(({ input, needs, cases }) =>
      always(
        "5.6",
        `${input} is refused with ${code}, names what it was, and changes nothing`,
        async (play) => {
          const script = seeded();
          unchanged(script, [{}, { device: "A" }], () => {
            // A key of the table is a code by its type.
            for (const [add, names] of cases) add(script).refused(code as Code, names);
          });
          await play.run(script);
        },
        { needs },
      ),
    ),
  ),

  ...listeners.map(({ feature, silence, listen, heard }) =>
    always(
      "5.6",
      `of what is refused ${silence}`,
      async (play) => {
        const script = seeded();
        listen(script, [{}, { device: "A" }]);
        for (const [code, parts] of Object.entries(badInput))
          for (const { cases } of parts.filter(({ needs }) => needs.length === 0))
            for (const [add, names] of cases) add(script).refused(code as Code, names);
        heard(script).is([], "what came of it");
        script.root.setValue("global", "", "another", "k", 1);
        heard(script).check((came) => holds(came.length > 0, "nothing is ever heard"));
        await play.run(script);
      },
      { needs: [feature] },
    ),
  ),
];

/** Reports of three devices, some of which overflow when they are added. */
function seeded(): Script {
  const script = new Script(["global", "device"]);
  script.root.setWeight("global", "", "k", 1);
  for (const [position, device] of ["A", "B", "C"].entries()) {
    script.root.setValue("device", device, "o", "early", position);
    script.root.setValue("device", device, "o", "huge", Number.MAX_VALUE);
    script.root.setValue("device", device, "o", "k", position);
  }
  return script;
}
