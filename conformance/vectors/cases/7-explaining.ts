import { same } from "../../src/assert.ts";
import type { Explanation } from "../../src/program/answer.ts";
import type { Step } from "../../src/script.ts";
import { type Authored, give, vector } from "../authored.ts";

const three = ["global", "workspace", "device"];
const closed = Number.POSITIVE_INFINITY;

/** The coordinate that a short spelling names: level, instance, option, dimension. */
function from(...[level, instance, option, dimension]: readonly [string, string, string, string]) {
  return { level, instance, option, dimension };
}

type Term = Explanation["queue"][number]["terms"][number];

/** A term, with its product worked out. */
function term(
  value: number,
  weight: number,
  valueFrom: Term["valueFrom"],
  weightFrom: Term["weightFrom"] = null,
): Term {
  return { dimension: valueFrom.dimension, value, weight, product: value * weight + 0, valueFrom, weightFrom };
}

/** Says all of an explanation but its fingerprint and its flips. */
function explains(step: Step<Explanation>, wanted: Omit<Explanation, "fingerprint" | "flips">): void {
  step.check(({ fingerprint: _fingerprint, flips: _flips, ...saw }) => same(saw, wanted, "explanation"));
}

/** Vectors of 7.1, 7.2 and 7.4. */
export const explaining: readonly Authored[] = [
  vector("7.1-provenance", "each term names the cells that its value and its weight came from", three, (script) => {
    script.root.setValue("global", "", "a", "cost", 2);
    script.root.setValue("device", "D", "a", "delay", 3);
    script.root.setDefault("workspace", "W", "risk", 5);
    script.root.setWeight("workspace", "", "cost", 10);
    script.root.setOptionWeight("device", "D", "a", "delay", 100);
    script.root.setWeight("global", "", "risk", 7);
    // None of these counts: what is finer, or its own, hides them.
    script.root.setValue("global", "", "a", "delay", 99);
    script.root.setDefault("global", "", "risk", 99);
    script.root.setWeight("device", "D", "delay", 99);
    script.root.setDefault("device", "D", "cost", 99);
    explains(script.explain({ device: "D", workspace: "W" }), {
      cursor: { workspace: "W", device: "D" },
      queue: [
        {
          option: "a",
          place: 1,
          score: 355,
          terms: [
            term(2, 10, from("global", "", "a", "cost"), from("workspace", "", "", "cost")),
            term(3, 100, from("device", "D", "a", "delay"), from("device", "D", "a", "delay")),
            term(5, 7, from("workspace", "W", "", "risk"), from("global", "", "", "risk")),
          ],
        },
      ],
      gated: [],
    });
  }),

  vector(
    "7.1-no-weight-stands",
    "a term without a weight counts 0 times, and says that none stands",
    three,
    (script) => {
      script.root.setValue("global", "", "a", "k", 4);
      script.root.setValue("global", "", "a", "l", 5);
      script.root.setWeight("global", "", "l", 0);
      explains(script.explain({}), {
        cursor: {},
        queue: [
          {
            option: "a",
            place: 1,
            score: 0,
            terms: [
              term(4, 0, from("global", "", "a", "k")),
              term(5, 0, from("global", "", "a", "l"), from("global", "", "", "l")),
            ],
          },
        ],
        gated: [],
      });
    },
  ),

  vector("7.1-places-and-ties", "places count from 1, and a tie shares none", three, (script) => {
    give(script, "k", { c: 1, b: 1, a: 2 });
    const weightFrom = from("global", "", "", "k");
    explains(script.explain({}), {
      cursor: {},
      queue: (["b", "c", "a"] as const).map((option, at) => {
        const score = option === "a" ? 2 : 1;
        return { option, place: at + 1, score, terms: [term(score, 1, from("global", "", option, "k"), weightFrom)] };
      }),
      gated: [],
    });
  }),

  vector("7.1-gates", "of a gated option every gate is listed, with its cell, and no term", three, (script) => {
    give(script, "k", { a: 1, b: 1, c: 1 }, null);
    script.root.gate("device", "D", "b", "l");
    script.root.gate("global", "", "b", "k");
    script.root.setDefault("workspace", "", "m", closed);
    script.root.setValue("device", "D", "a", "m", 0);
    explains(script.explain({ device: "D" }), {
      cursor: { device: "D" },
      queue: [
        {
          option: "a",
          place: 1,
          score: 0,
          terms: [term(1, 0, from("global", "", "a", "k")), term(0, 0, from("device", "D", "a", "m"))],
        },
      ],
      gated: [
        {
          option: "b",
          gates: [
            { dimension: "k", from: from("global", "", "b", "k") },
            { dimension: "l", from: from("device", "D", "b", "l") },
            { dimension: "m", from: from("workspace", "", "", "m") },
          ],
        },
        { option: "c", gates: [{ dimension: "m", from: from("workspace", "", "", "m") }] },
      ],
    });
  }),

  vector("7.1-hidden-gates", "a gate that something finer hides is not listed", three, (script) => {
    script.root.gate("global", "", "a", "k");
    script.root.setValue("device", "D", "a", "k", 2);
    script.root.setWeight("global", "", "k", 3);
    explains(script.explain({ device: "D" }), {
      cursor: { device: "D" },
      queue: [
        {
          option: "a",
          place: 1,
          score: 6,
          terms: [term(2, 3, from("device", "D", "a", "k"), from("global", "", "", "k"))],
        },
      ],
      gated: [],
    });
    explains(script.explain({}), {
      cursor: {},
      queue: [],
      gated: [{ option: "a", gates: [{ dimension: "k", from: from("global", "", "a", "k") }] }],
    });
  }),

  vector(
    "7.1-gated-by-name",
    "gated options come by name in code points, whatever their scores would be",
    three,
    (script) => {
      const names = ["10", "9", "Z", "a", "\uFFFD", "\u{10000}"];
      for (const option of [...names].reverse()) script.root.gate("global", "", option, "k");
      explains(script.explain({}), {
        cursor: {},
        queue: [],
        gated: names.map((option) => ({ option, gates: [{ dimension: "k", from: from("global", "", option, "k") }] })),
      });
    },
  ),

  vector("7.1-terms-by-name", "terms come in the order of dimension names, in code points", three, (script) => {
    const names = ["10", "9", "Z", "a", "\uFFFD", "\u{10000}"];
    for (const dimension of [...names].reverse()) script.root.setValue("global", "", "o", dimension, 1);
    const terms = names.map((dimension) => term(1, 0, from("global", "", "o", dimension)));
    explains(script.explain({}), { cursor: {}, queue: [{ option: "o", place: 1, score: 0, terms }], gated: [] });
  }),

  vector("7.1-cursor", "an explanation names the levels that name an instance, and no other", three, (script) => {
    explains(script.explain({ workspace: "", device: "never seen" }), {
      cursor: { device: "never seen" },
      queue: [],
      gated: [],
    });
    script.explain({ nowhere: "i" }).refused("unknown-level", { level: "nowhere" });
  }),

  vector("7.1-among-and-limit", "among restricts the queue and the gated, a limit the queue alone", three, (script) => {
    give(script, "k", { a: 1, b: 2, c: 3 }, null);
    for (const option of ["d", "e"]) script.root.gate("global", "", option, "k");
    const entry = (option: string, value: number, place: number) => ({
      option,
      place,
      score: 0,
      terms: [term(value, 0, from("global", "", option, "k"))],
    });
    const gate = (option: string) => ({ option, gates: [{ dimension: "k", from: from("global", "", option, "k") }] });
    explains(script.explain({}, { among: ["e", "c", "b", "nobody"] }), {
      cursor: {},
      queue: [entry("b", 2, 1), entry("c", 3, 2)],
      gated: [gate("e")],
    });
    explains(script.explain({}, { limit: 1 }), {
      cursor: {},
      queue: [entry("a", 1, 1)],
      gated: [gate("d"), gate("e")],
    });
    explains(script.explain({}, { limit: 0 }), { cursor: {}, queue: [], gated: [gate("d"), gate("e")] });
  }),

  vector("7.2-terms-add-up", "the products are rounded, and add up in order to the score", three, (script) => {
    give(script, "c", { o: 0.3 });
    give(script, "a", { o: 0.1 }, 3);
    give(script, "b", { o: 0.7 }, 0.1);
    const shared = (dimension: string) => from("global", "", "", dimension);
    const own = (dimension: string) => from("global", "", "o", dimension);
    explains(script.explain({}), {
      cursor: {},
      queue: [
        {
          option: "o",
          place: 1,
          score: 0.30000000000000004 + 0.06999999999999999 + 0.3,
          terms: [
            term(0.1, 3, own("a"), shared("a")),
            term(0.7, 0.1, own("b"), shared("b")),
            term(0.3, 1, own("c"), shared("c")),
          ],
        },
      ],
      gated: [],
    });
  }),

  vector("7.2-product-of-minus-zero", "a product of −0 is told as 0", three, (script) => {
    give(script, "k", { o: -5 }, 0);
    give(script, "l", { o: -5e-324 }, 0.5);
    explains(script.explain({}), {
      cursor: {},
      queue: [
        {
          option: "o",
          place: 1,
          score: 0,
          terms: [
            { ...term(-5, 0, from("global", "", "o", "k"), from("global", "", "", "k")), product: 0 },
            { ...term(-5e-324, 0.5, from("global", "", "o", "l"), from("global", "", "", "l")), product: 0 },
          ],
        },
      ],
      gated: [],
    });
  }),

  vector("7.2-overflow", "products may be infinite, and add up to NaN", three, (script) => {
    give(script, "k", { o: 1e308 }, 10);
    give(script, "l", { o: 1e308 }, -10);
    explains(script.explain({}), {
      cursor: {},
      queue: [
        {
          option: "o",
          place: 1,
          score: Number.NaN,
          terms: [
            { ...term(1e308, 10, from("global", "", "o", "k"), from("global", "", "", "k")), product: closed },
            { ...term(1e308, -10, from("global", "", "o", "l"), from("global", "", "", "l")), product: -closed },
          ],
        },
      ],
      gated: [],
    });
  }),

  vector(
    "7.4-other-paths-do-not-matter",
    "what is written elsewhere, or there and back, changes no explanation",
    three,
    (script) => {
      give(script, "k", { o: 2 }, 3);
      const wanted = {
        cursor: { device: "D" },
        queue: [
          {
            option: "o",
            place: 1,
            score: 6,
            terms: [term(2, 3, from("global", "", "o", "k"), from("global", "", "", "k"))],
          },
        ],
        gated: [],
      };
      explains(script.explain({ device: "D" }), wanted);
      script.root.setValue("device", "E", "o", "k", 9);
      script.root.gate("workspace", "W", "o", "k");
      script.root.setValue("device", "D", "o", "k", 9);
      script.root.unsetValue("device", "D", "o", "k");
      explains(script.explain({ device: "D" }), wanted);
    },
  ),
];
