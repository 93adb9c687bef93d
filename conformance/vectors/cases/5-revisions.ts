import { type Authored, vector } from "../authored.ts";

const two = ["global", "device"];
const o = { level: "global", instance: "", option: "o", dimension: "k" } as const;
const p = { ...o, option: "p" } as const;
const none = Number.NaN;

/** Vectors of 5.5: what is a revision, and what is told of it. */
export const revisions: readonly Authored[] = [
  vector(
    "5.5-revisions-of-writes",
    "each write that changes something is a revision, and no other is",
    two,
    (script) => {
      script.revision().is(0, "revision");
      script.root.set("value", o, 1);
      script.root.set("weight", o, 1);
      script.revision().is(2, "revision after two writes");
      script.root.set("value", o, 1);
      script.root.unset("value", p);
      script.root.clear("device", "A");
      script.root.set("value", o, none).refused("invalid-value", o);
      script.revision().is(2, "revision after four that change nothing");
      script.root.set("value", o, 2);
      script.root.unset("weight", o);
      script.root.clear("global", "");
      script.revision().is(5, "revision after three more");
    },
  ),

  vector("5.5-told-once", "a batch is told once, with what it came to", two, (script) => {
    script.root.set("value", o, 1);
    script.subscribe();
    script.root.batch(() => {
      script.root.set("value", o, 2);
      script.root.set("value", p, 7);
      script.root.set("value", o, 3);
      script.root.unset("value", p);
    });
    script.told().is([{ revision: 2, delta: [{ ...o, layer: "value", content: 3 }] }], "told");
    script.told().is([], "told again");
  }),

  vector(
    "5.5-told-of-each-write",
    "each revision is told, unset layers without a content, and −0 as 0",
    two,
    (script) => {
      script.subscribe();
      script.root.set("weight", o, -0);
      script.root.set("weight", o, 0);
      script.root.gate("global", "", "o", "k");
      script.root.unset("weight", o);
      script.told().is(
        [
          { revision: 1, delta: [{ ...o, layer: "weight", content: 0 }] },
          { revision: 2, delta: [{ ...o, layer: "value", content: Number.POSITIVE_INFINITY }] },
          { revision: 3, delta: [{ ...o, layer: "weight" }] },
        ],
        "told",
      );
    },
  ),

  vector(
    "5.5-nothing-to-tell",
    "of what is refused, abandoned, undone or changes nothing, nobody is told",
    two,
    (script) => {
      script.root.set("value", o, 1);
      script.subscribe();
      script.root.set("value", o, 1);
      script.root.set("value", o, none).refused("invalid-value", o);
      script.root.batch(() => script.root.set("value", o, 2), { ends: "in an error" });
      script.root.batch(() => {
        script.root.set("value", o, 2);
        script.root.set("value", o, 1);
      });
      script.told().is([], "told");
      script.revision().is(1, "revision");
    },
  ),
];
