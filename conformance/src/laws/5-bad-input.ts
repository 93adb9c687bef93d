import type { Code } from "../program/answer.ts";
import type { Aggregate, Change, Coordinate, Layer } from "../program/program.ts";
import type { Scribe } from "../scribe.ts";
import type { Script } from "../script.ts";
import type { Step } from "../step.ts";
import type { Feature } from "../subject.ts";

/** Adds one step that is refused; and the axes that its refusal names at least. */
type Case = readonly [add: (script: Script) => Pick<Step, "refused">, names?: Partial<Coordinate>];

/** What is bad about one part of the protocol. */
interface Part {
  readonly input: string;
  readonly needs: readonly Feature[];
  readonly cases: readonly Case[];
}

const part = (input: string, needs: readonly Feature[], ...cases: readonly Case[]): Part => ({ input, needs, cases });
const plain = (...cases: readonly Case[]): Part => part("bad input", [], ...cases);
const inDeltas = (...cases: readonly Case[]): Part => part("a bad delta", ["deltas"], ...cases);
const inWaysUp = (...cases: readonly Case[]): Part => part("a bad way up", ["waysUp"], ...cases);
const inAttenuation = (...cases: readonly Case[]): Part => part("bad attenuation", ["attenuation"], ...cases);
const inBatches = (...cases: readonly Case[]): Part => part("bad input in a batch", ["batches"], ...cases);
const inExplanations = (...cases: readonly Case[]): Part => part("a bad question why", ["explanations"], ...cases);
const inWatchers = (...cases: readonly Case[]): Part => part("a bad watch", ["watchers"], ...cases);

const at = { level: "device", instance: "A", option: "o", dimension: "k" } as const;
const { instance: _instance, ...notInstance } = at;
const way = { from: "device", to: "global", option: "o", dimension: "k" } as const;
const overlong = "n".repeat(1025);
const none = { level: "none" } as const;
const onGlobal = { ...at, level: "global" } as const;
const overflow = { level: "global", option: "o", dimension: "huge" } as const;

/** Bad input, by code: typed so that a new code cannot be forgotten. */
export const badInput: { readonly [C in Exclude<Code, "invalid-levels">]: readonly Part[] } = {
  "unknown-level": [
    plain(
      [(script) => mint(script.writer("none")), none],
      [(script) => mint(script.writer("none", "A")), none],
      [({ root }) => root.setValue("none", "A", "o", "k", 1), none],
      [({ root }) => root.unsetOptionWeight("none", "A", "o", "k"), none],
      [({ root }) => root.clear("toString", ""), { level: "toString" }],
      ...["A", ""].map((instance): Case => [(script) => script.rank({ none: instance }), none]),
      [(script) => script.rank({ device: "A", none: "A" }), none],
      [(script) => script.value({ none: "A" }, "o", "k"), none],
      [(script) => script.weight({ none: "A" }, "o", "k"), none],
    ),
    inDeltas([({ root }) => root.apply([change(at), change({ ...at, level: "none" })]), none]),
    inWaysUp(
      [(script) => script.support("none", "o", "k"), none],
      [({ root }) => root.reduce({ ...way, from: "none" }), none],
      [({ root }) => root.rollUp({ ...way, to: "none" }), none],
      [({ root }) => root.corroborate({ ...way, from: "none" }), none],
    ),
    inAttenuation([({ root }) => mint(root.attenuate("none")), none]),
    inExplanations([(script) => script.explain({ none: "A" }), none]),
    inWatchers([(script) => script.watch({ none: "A" }), none]),
  ],
  "invalid-name": [
    plain(
      [({ root }) => root.setValue("device", overlong, "o", "k", 1), notInstance],
      [({ root }) => root.setValue("device", "A", overlong, "k", 1), { level: "device", instance: "A" }],
      [({ root }) => root.setValue("device", "A", "o", "", 1), { level: "device", instance: "A", option: "o" }],
      [({ root }) => root.setWeight("device", "A", overlong, 1), { level: "device", instance: "A" }],
      [({ root }) => root.unsetValue("device", "A", overlong, "k"), { level: "device", instance: "A" }],
      [({ root }) => root.clear("device", overlong), { level: "device" }],
      [(script) => mint(script.writer("device", overlong)), { level: "device" }],
      [(script) => script.rank({ device: overlong }), { level: "device" }],
      [(script) => script.value({ device: overlong }, "o", "k"), { level: "device" }],
      [(script) => script.weight({ device: overlong }, "o", "k"), { level: "device" }],
    ),
    part(
      "an ill-formed name",
      ["illFormedStrings"],
      [({ root }) => root.setValue("device", "\uD800", "o", "k", 1), notInstance],
      [({ root }) => root.setValue("device", "A", "\uDC00\uD800", "k", 1), { level: "device", instance: "A" }],
      [(script) => mint(script.writer("device", "\uDC00")), { level: "device" }],
      [(script) => script.rank({ device: "\uD800" }), { level: "device" }],
    ),
    inDeltas(
      [({ root }) => root.apply([change({ ...at, dimension: "" })]), { level: "device", instance: "A", option: "o" }],
      [({ root }) => root.apply([change(at), change({ ...at, instance: overlong })]), notInstance],
    ),
    inWaysUp(
      [({ root }) => root.reduce({ ...way, into: overlong }), { level: "global" }],
      // Also where nobody reports.
      [({ root }) => root.rollUp({ ...way, into: overlong, option: "nobody" }), { level: "global" }],
      [({ root }) => root.reduce({ ...way, option: overlong }), { level: "global" }],
      ...["", overlong].map(
        (dimension): Case => [({ root }) => root.reduce({ ...way, dimension }), { level: "global" }],
      ),
    ),
  ],
  "invalid-value": [
    plain(
      ...[Number.NaN, Number.NEGATIVE_INFINITY].flatMap((bad): Case[] => [
        [({ root }) => root.set("value", at, bad), at],
        [({ root }) => root.setDefault("device", "A", "k", bad), { ...at, option: "" }],
      ]),
    ),
    inDeltas(
      ...[Number.NaN, Number.NEGATIVE_INFINITY].map(
        (bad): Case => [({ root }) => root.apply([change(at), { ...at, layer: "value", content: bad }]), at],
      ),
    ),
    inWaysUp(
      [({ root }) => root.reduce({ ...way, dimension: "huge", using: "sum" }), overflow],
      [({ root }) => root.reduce({ ...way, dimension: "huge", using: { trimmedMean: 0 } }), overflow],
      [({ root }) => root.rollUp({ ...way, dimension: "huge", using: "mean" }), overflow],
      // Half of it would fit.
      [({ root }) => root.rollUp({ from: "device", to: "global", using: "sum" }), overflow],
    ),
    inBatches([({ root }) => root.batch(() => [root.set("weight", at, 7), root.set("value", at, Number.NaN)]), at]),
  ],
  "invalid-weight": [
    plain(
      ...[Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY].flatMap((bad): Case[] => [
        [({ root }) => root.set("weight", at, bad), at],
        [({ root }) => root.setWeight("device", "A", "k", bad), { ...at, option: "" }],
      ]),
    ),
    inDeltas([({ root }) => root.apply([{ ...change(at), layer: "weight", content: Number.POSITIVE_INFINITY }]), at]),
  ],
  "invalid-argument": [
    plain(...[-1, 1.5].map((limit): Case => [(script) => script.rank({}, { limit })])),
    inWaysUp(
      ...[
        "mode",
        "toString",
        {},
        { quantile: -0.1 },
        { quantile: 1.1 },
        { trimmedMean: 0.5 },
        { trimmedMean: -0.1 },
      ].map((using): Case => [({ root }) => root.reduce({ ...way, using: using as Aggregate })]),
      // Also where nobody reports.
      [({ root }) => root.rollUp({ ...way, option: "nobody", using: "mode" as Aggregate })],
      ...[0, -1, 0.5, 1.5, 2.5].map((quorum): Case => [({ root }) => root.corroborate({ ...way, quorum })]),
    ),
    inExplanations(...[-1, 1.5].map((limit): Case => [(script) => script.explain({}, { limit })])),
  ],
  "write-up": [
    plain(
      [
        (script) => script.writer("device").setValue("global", "", "o", "k", 1),
        { ...at, level: "global", instance: "" },
      ],
      [(script) => script.writer("device", "A").setWeight("global", "", "k", 1), { level: "global" }],
      [(script) => script.writer("device", "A").clear("global", "A"), { level: "global", instance: "A" }],
    ),
    inDeltas([(script) => script.writer("device").apply([change(at), change(onGlobal)]), onGlobal]),
    inWaysUp(
      [(script) => script.writer("device").reduce(way), { level: "global" }],
      [(script) => script.writer("device", "A").rollUp({ ...way, into: "A" }), { level: "global" }],
      [(script) => script.writer("device").corroborate(way), { level: "global" }],
    ),
    inAttenuation([(script) => mint(script.writer("device").attenuate("global")), { level: "global" }]),
    inBatches([
      (script) => {
        const writer = script.writer("device");
        return writer.batch(() => [writer.set("value", at, 7), writer.set("value", onGlobal, 1)]);
      },
      { level: "global" },
    ]),
  ],
  "foreign-level": [
    plain(
      [(script) => script.writer("global", "").set("value", at, 1), at],
      [(script) => script.writer("global", "A").clear("device", "A"), { level: "device", instance: "A" }],
    ),
    inDeltas([(script) => script.writer("global", "A").apply([change(onGlobal), change(at)]), at]),
    inWaysUp([(script) => script.writer("global", "").reduce({ ...way, to: "device" }), { level: "device" }]),
    inAttenuation([(script) => mint(script.writer("global", "").attenuate("device")), { level: "device" }]),
  ],
  "foreign-instance": [
    plain(
      [(script) => script.writer("device", "B").set("value", at, 1), at],
      [(script) => script.writer("device", "B").clear("device", ""), { level: "device", instance: "" }],
    ),
    inDeltas([(script) => script.writer("device", "B").apply([change({ ...at, instance: "B" }), change(at)]), at]),
    inWaysUp([
      (script) => script.writer("global", "here").rollUp({ ...way, into: "there" }),
      { level: "global", instance: "there" },
    ]),
    inAttenuation([
      (script) => mint(script.writer("device", "B").attenuate("device", "A")),
      { level: "device", instance: "A" },
    ]),
  ],
  revoked: [
    part(
      "the write of a revoked writer",
      ["attenuation"],
      [(script) => revoked(script).set("value", at, 1)],
      [(script) => revoked(script).unset("weight", at)],
      [(script) => revoked(script).clear("device", "A")],
      [(script) => mint(revoked(script).attenuate("device"))],
    ),
    part(
      "the delta of a revoked writer",
      ["attenuation", "deltas"],
      [(script) => revoked(script).apply([change(at)])],
      [(script) => revoked(script).apply([])],
    ),
    part(
      "the way up of a revoked writer",
      ["attenuation", "waysUp"],
      [(script) => revoked(script).reduce(way)],
      [(script) => revoked(script).rollUp(way)],
      [(script) => revoked(script).corroborate(way)],
    ),
    part("the batch of a revoked writer", ["attenuation", "batches"], [(script) => revoked(script).batch(() => {})]),
  ],
  "not-coarser": [
    inWaysUp(
      [({ root }) => root.reduce({ ...way, from: "global", to: "device" }), { level: "device" }],
      [({ root }) => root.rollUp({ ...way, to: "device" }), { level: "device" }],
      [({ root }) => root.corroborate({ ...way, from: "global" }), { level: "global" }],
    ),
  ],
  "invalid-delta": [
    inDeltas(
      ...["gate", "__proto__", ""].flatMap((layer): Case[] => [
        [({ root }) => root.apply([{ ...at, layer: layer as Layer, content: 1 }])],
        [({ root }) => root.apply([change(at), { ...at, layer: layer as Layer }])],
      ]),
    ),
  ],
};

function mint({ minted }: Scribe): Step {
  return minted as Step;
}

function revoked(script: Script): Scribe {
  const writer = script.root.attenuate("global");
  writer.revoke();
  return writer;
}

function change(to: Coordinate): Change {
  return { ...to, layer: "value", content: 7 };
}
