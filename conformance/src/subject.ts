import { ConformanceError } from "./conformance-error.ts";
import type { Answers } from "./program/answer.ts";
import { expecting, list, object, text } from "./program/look.ts";
import type { Command, Program } from "./program/program.ts";

/** What an implementation may have or not, with the commands that it takes; everything else it must have. */
export const features = {
  batches: ["batch"],
  deltas: ["apply", "compose"],
  attenuation: ["attenuate", "revoke"],
  waysUp: ["reduce", "rollUp", "support", "corroborate"],
  explanations: ["explain"],
  flips: ["explain"],
  notifications: ["subscribe", "told"],
  watchers: ["watch", "unwatch", "heard"],
  snapshots: ["restore"],
  /** Whether its strings can hold a lone surrogate, so that it can refuse one. */
  illFormedStrings: [],
} as const satisfies { readonly [feature: string]: readonly Command["do"][] };

/** One of {@link features}. */
export type Feature = keyof typeof features;

/** Every feature, in the order of the semantics. */
export const everyFeature = Object.keys(features) as readonly Feature[];

/** What the laws are checked against: something that performs programs, wherever and in whatever language. */
export interface Subject {
  readonly name: string;
  /** The laws of what is not named here are off. */
  readonly supports: readonly Feature[];
  /** Makes a new tensor, does everything in order, and says what each command answered. */
  perform(program: Program): Answers | Promise<Answers>;
  /** Whether it has failed so that it performs nothing more, as a process that died; that it has, `perform` has said. */
  readonly isLost?: boolean;
  /** Makes one that is lost perform again. Rejects where it is given up. */
  restart?(): Promise<void>;
}

const look = object({
  name: text,
  supports: list(
    expecting(`one of ${everyFeature.join(", ")}`, (feature) => everyFeature.includes(feature as Feature)),
  ),
  perform: expecting("a function", (perform) => typeof perform === "function"),
});

/** Throws a {@link ConformanceError} unless it is a subject: what it supports by a name of no feature would be off. */
export function checkSubject(subject: Subject): void {
  const found = look(subject);
  if (found === undefined) return;
  throw new ConformanceError("invalid-subject", found.at.replace(/^\./, "") || "subject", found.expected, found.got);
}

/** The features that a command takes, any one of which is enough. */
export function featuresOf(command: Command): readonly Feature[] {
  return everyFeature.filter((feature) => (features[feature] as readonly string[]).includes(command.do));
}
