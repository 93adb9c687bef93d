import type { Law } from "../law.ts";
import { always } from "../law.ts";
import type { Code } from "../program/answer.ts";
import type { Aggregate, Coordinate, Layer, WayUp } from "../program/program.ts";
import type { Scribe } from "../scribe.ts";
import { Script, unchanged } from "../script.ts";
import type { Step } from "../step.ts";
import type { Feature } from "../subject.ts";

/** A way to write, and the feature that it takes. */
interface Means {
  readonly what: string;
  readonly needs: readonly Feature[];
  /** Adds writes whose content, where there is one, is bad as well. */
  readonly add: (writer: Scribe, layer: Layer, at: Coordinate) => readonly Step<null>[];
}

const means: readonly Means[] = [
  {
    what: "a write",
    needs: [],
    add: (writer, layer, at) => [writer.set(layer, at, Number.NaN), writer.unset(layer, at)],
  },
  {
    what: "a change in a delta",
    needs: ["deltas"],
    add: (writer, layer, at) => [
      writer.apply([{ ...at, layer, content: Number.NaN }]),
      writer.apply([{ ...at, layer }]),
    ],
  },
];

const overlong = "n".repeat(1025);

/** By writers that are pinned to one slice: of all that is wrong, the first counts. */
const wrong: readonly (readonly [by: "coarse" | "fine", code: Code, at: Coordinate])[] = [
  ["fine", "unknown-level", { level: "none", instance: overlong, option: overlong, dimension: "" }],
  ["fine", "write-up", { level: "coarse", instance: overlong, option: overlong, dimension: "" }],
  ["fine", "foreign-instance", { level: "fine", instance: overlong, option: overlong, dimension: "" }],
  ["coarse", "foreign-level", { level: "fine", instance: overlong, option: overlong, dimension: "" }],
  ["fine", "invalid-name", { level: "fine", instance: "mine", option: overlong, dimension: "k" }],
  ["fine", "invalid-name", { level: "fine", instance: "mine", option: "", dimension: "" }],
];

/** Laws of 5.6: what is looked at first. */
export const orderOfChecks: readonly Law[] = [
  ...means.flatMap(({ what, needs, add }): readonly Law[] => [
    always(
      "5.6",
      `the checks of ${what} come in order: level, permission, names, content`,
      async (play) => {
        const script = new Script(["coarse", "fine"]);
        const writers = { coarse: script.writer("coarse", "mine"), fine: script.writer("fine", "mine") };
        unchanged(script, [{}], () => {
          for (const [by, code, at] of wrong)
            for (const layer of ["value", "weight"] as const)
              for (const step of add(writers[by], layer, at)) step.refused(code, { level: at.level });
        });
        await play.run(script);
      },
      { needs },
    ),

    always(
      "5.6",
      `the checks of ${what} begin with whether the writer is revoked`,
      async (play) => {
        const script = new Script(["coarse", "fine"]);
        const writers = { coarse: revoked(script, "coarse"), fine: revoked(script, "fine") };
        unchanged(script, [{}], () => {
          for (const [by, , at] of wrong)
            for (const layer of ["value", "weight"] as const)
              for (const step of add(writers[by], layer, at)) step.refused("revoked");
        });
        await play.run(script);
      },
      { needs: ["attenuation", ...needs] },
    ),
  ]),

  always("5.6", "the checks of a slice to clear come in order: level, permission, name", async (play) => {
    const script = new Script(["coarse", "fine"]);
    const writers = { coarse: script.writer("coarse", "mine"), fine: script.writer("fine", "mine") };
    for (const [by, code, { level, instance }] of wrong)
      if (instance === overlong) writers[by].clear(level, instance).refused(code, { level });
    script.root.clear("fine", overlong).refused("invalid-name", { level: "fine" });
    await play.run(script);
  }),

  always(
    "5.6",
    "the checks of a way up come in order: those of a write, then whether it leads up, then how it is gone",
    async (play) => {
      const script = new Script(["coarse", "middle", "fine"]);
      const coarse = script.writer("coarse", "mine");
      const middle = script.writer("middle", "mine");
      const tries: readonly (readonly [by: Scribe, code: Code, to: string])[] = [
        [middle, "unknown-level", "none"],
        [middle, "write-up", "coarse"],
        [middle, "foreign-instance", "middle"],
        [coarse, "foreign-level", "middle"],
        [script.root, "invalid-name", "middle"],
      ];
      for (const [by, code, to] of tries)
        for (const from of ["none", "coarse", "fine"])
          for (const step of waysTo(by, { from, to, into: overlong })) step.refused(code, { level: to });
      for (const [option, dimension] of [
        [overlong, "k"],
        ["o", overlong],
        ["o", ""],
      ] as const)
        for (const from of ["none", "coarse", "fine"])
          script.root.reduce({ from, to: "middle", option, dimension, using: mode }).refused("invalid-name");
      for (const [from, code] of [
        ["none", "unknown-level"],
        ["coarse", "not-coarser"],
        ["middle", "not-coarser"],
        ["fine", "invalid-argument"],
      ] as const)
        for (const step of waysTo(script.root, { from, to: "middle", into: "" })) step.refused(code);
      await play.run(script);
    },
    { needs: ["waysUp"] },
  ),

  always(
    "5.6",
    "the checks of a way up begin with whether the writer is revoked",
    async (play) => {
      const script = new Script(["coarse", "middle", "fine"]);
      const dead = revoked(script, "coarse");
      for (const to of ["none", "middle", "coarse"])
        for (const step of waysTo(dead, { from: "coarse", to, into: overlong })) step.refused("revoked");
      dead.reduce({ from: "fine", to: "coarse", option: overlong, dimension: "" }).refused("revoked");
      await play.run(script);
    },
    { needs: ["attenuation", "waysUp"] },
  ),
];

function revoked(script: Script, floor: string): Scribe {
  const writer = script.root.attenuate(floor);
  writer.revoke();
  return writer;
}

const mode = "mode" as Aggregate;

/** Adds ways that are not gone as they may be, whatever else may be wrong with them. */
function waysTo(writer: Scribe, way: WayUp): readonly Pick<Step, "refused">[] {
  return [
    writer.reduce({ ...way, option: "o", dimension: "k", using: mode }),
    writer.rollUp({ ...way, using: mode }),
    ...[0, 2.5].map((quorum) => writer.corroborate({ ...way, quorum })),
  ];
}
