import { type Authored, give, type KeptScript, queue, vector } from "../authored.ts";

const three = ["global", "workspace", "device"];
const way = { from: "device", to: "global" } as const;

/** Has devices vote on one cell. */
function votes(script: KeptScript, option: string, values: Readonly<Record<string, number>>): void {
  for (const [device, value] of Object.entries(values)) script.root.setValue("device", device, option, "k", value);
}

/** Vectors of 6.4. */
export const corroborate: readonly Authored[] = [
  vector("6.4-two-make-a-quorum", "two reporters are a quorum where none is given, and one is not", three, (script) => {
    votes(script, "o", { A: 5, B: 0.001 });
    votes(script, "p", { A: 1000 });
    script.root.corroborate(way).is(1, "corroborated");
    script.value({}, "o", "k").is(1, "of two");
    script.value({}, "p", "k").is(null, "of one");
    script.root.corroborate({ ...way, quorum: 1 }).is(2, "corroborated by one");
    script.value({}, "p", "k").is(1, "of one, where that is enough");
  }),

  vector("6.4-quorum-reached", "a quorum is reached by as many, and not by one less", three, (script) => {
    votes(script, "o", { A: 1, B: 1, C: 1 });
    script.root.corroborate({ ...way, quorum: 4 }).is(0, "four");
    script.value({}, "o", "k").is(null, "of three, where four are due");
    script.root.corroborate({ ...way, quorum: 3 }).is(1, "three");
    script.value({}, "o", "k").is(1, "of three");
  }),

  vector("6.4-no-vote-for-oneself", "nobody vouches for an option of its own name", three, (script) => {
    votes(script, "A", { A: 1, B: 1 });
    votes(script, "o", { A: 1, B: 1 });
    script.root.corroborate(way).is(1, "corroborated");
    script.value({}, "A", "k").is(null, "its own");
    script.value({}, "o", "k").is(1, "another one");
    votes(script, "A", { C: 1 });
    script.root.corroborate(way).is(2, "corroborated by others");
    script.value({}, "A", "k").is(1, "its own, by two others");
  }),

  vector("6.4-own-vote-in-every-dimension", "that holds in every dimension, and for one vote, too", three, (script) => {
    for (const dimension of ["k", "l"]) script.root.setValue("device", "A", "A", dimension, 1);
    script.root.corroborate({ ...way, quorum: 1 }).is(0, "corroborated");
    script.rank({}).is([], "queue");
  }),

  vector(
    "6.4-own-vote-left-out-by-among",
    "an own vote that among leaves out takes no other vote away",
    three,
    (script) => {
      votes(script, "A", { A: 1, B: 1, C: 1 });
      script.root.corroborate({ ...way, among: ["B", "C"] }).is(1, "corroborated");
      script.root.corroborate({ ...way, among: ["A", "B"], quorum: 2 }).is(0, "corroborated with the own one");
    },
  ),

  vector("6.4-own-name-is-compared-exactly", "a name that only looks alike is another one", three, (script) => {
    votes(script, "a", { A: 1, "a ": 1 });
    script.root.corroborate(way).is(1, "corroborated");
  }),

  vector("6.4-votes", "a vote is a finite value above 0", three, (script) => {
    votes(script, "zero", { A: 1, B: 0 });
    votes(script, "negative", { A: 1, B: -1 });
    votes(script, "gate", { A: 1, B: Number.POSITIVE_INFINITY });
    votes(script, "least", { A: 1, B: Number.MIN_VALUE });
    votes(script, "shared", { A: 1, "": 1 });
    script.root.setOptionWeight("device", "A", "weight", "k", 1);
    script.root.setOptionWeight("device", "B", "weight", "k", 1);
    for (const device of ["A", "B"]) script.root.setDefault("device", device, "k", 1);
    script.root.corroborate(way).is(1, "corroborated");
    script.rank({}).is(queue(["least", 0], ["shared", 0]), "queue");
    script.value({}, "shared", "k").is(1, "the shared value of the devices");
    script.root.clear("device", "");
    script.rank({}).is(queue(["least", 0]), "queue without it");
  }),

  vector("6.4-votes-are-not-weighted", "a great value is one vote, and a heavy one, too", three, (script) => {
    votes(script, "o", { A: 100 });
    script.root.setOptionWeight("device", "A", "o", "k", 100);
    script.root.corroborate(way).is(0, "corroborated");
  }),

  vector("6.4-below-the-quorum", "where the quorum is not reached, the cell above stays as it is", three, (script) => {
    votes(script, "o", { A: 1, B: 1 });
    script.root.corroborate(way).is(1, "corroborated");
    script.root.unsetValue("device", "B", "o", "k");
    script.root.corroborate(way).is(0, "corroborated no more");
    script.value({}, "o", "k").is(1, "the cell above");
    script.root.setValue("global", "", "o", "k", 7);
    script.root.corroborate(way).is(0, "corroborated still not");
    script.value({}, "o", "k").is(7, "the cell above, as it was written");
  }),

  vector(
    "6.4-becomes-one",
    "at the quorum the cell above becomes 1, whatever stood there and whatever the votes are",
    three,
    (script) => {
      votes(script, "o", { A: 40, B: 60, C: 80 });
      script.root.setValue("global", "", "o", "k", 7);
      script.root.corroborate(way).is(1, "corroborated");
      script.value({}, "o", "k").is(1, "the cell above");
      script.revision().is(5, "revision");
      script.root.corroborate(way).is(1, "corroborated again");
      script.revision().is(5, "revision, as nothing changes");
    },
  ),

  vector("6.4-one-revision", "to corroborate is one revision, however many cells it writes", three, (script) => {
    for (const option of ["o", "p", "q"]) votes(script, option, { A: 1, B: 1 });
    script.root.corroborate({ ...way, to: "workspace", into: "W" }).is(3, "corroborated");
    script.revision().is(7, "revision");
    script.rank({ workspace: "W" }).is(queue(["o", 0], ["p", 0], ["q", 0]), "queue");
    script.rank({}).is([], "queue elsewhere");
  }),

  vector("6.4-scope", "one may corroborate one option, or one dimension, among some", three, (script) => {
    for (const dimension of ["k", "l"])
      for (const option of ["o", "p"])
        for (const device of ["A", "B"]) script.root.setValue("device", device, option, dimension, 1);
    script.root.corroborate({ ...way, among: ["A"] }).is(0, "among one");
    script.root.corroborate({ ...way, option: "o", dimension: "k" }).is(1, "one cell");
    script.root.corroborate({ ...way, option: "o" }).is(2, "one option");
    script.root.corroborate({ ...way, dimension: "k" }).is(2, "one dimension");
    script.value({}, "p", "l").is(null, "what was in no scope");
    script.root.corroborate({ ...way, among: ["B", "A", "A"] }).is(4, "among both");
  }),

  vector("6.4-distinct-reporters", "naming a reporter twice does not make it two", three, (script) => {
    votes(script, "o", { A: 1 });
    script.root.corroborate({ ...way, among: ["A", "A"] }).is(0, "corroborated");
    give(script, "k", { p: 1 });
    script.rank({}).is(queue(["p", 1]), "queue");
  }),
];
