import type { Hello, Welcome } from "../codec/frames.ts";
import { protocolVersion } from "../codec/schema.ts";
import { WireError } from "../errors.ts";
import { pathOf, placeOf } from "../session/path.ts";
import type { HubIdentity } from "./identity.ts";
import { sliceKey } from "./slice-key.ts";
import type { State } from "./state.ts";

/** Throws where a replica speaks of something else than this hub: `unsupported-version`, `other-tensor`. */
export function checkHello(hello: Hello, { levels, tensor }: HubIdentity): void {
  const [least, most] = hello.versions;
  if (least > protocolVersion || most < protocolVersion) {
    throw new WireError("unsupported-version", `versions ${least} to ${most}`);
  }
  if (hello.tensor !== tensor || JSON.stringify(hello.levels) !== JSON.stringify(levels)) {
    throw new WireError("other-tensor", `tensor ${hello.tensor} with levels ${hello.levels.join(", ")}`);
  }
  if (hello.cursor.length !== levels.length) throw new WireError("protocol-broken", "a cursor of other levels");
}

/** The keys of the slices that a cursor reads, by place. */
export function slicesOf(cursor: readonly string[]): readonly (string | undefined)[] {
  const path: (string | undefined)[] = [];
  for (const slice of pathOf(cursor)) path[placeOf(slice)] = sliceKey(slice);
  return path;
}

/** Whether what a replica knows can be brought up to date by what has changed since. */
export function isKnown(hello: Hello, path: readonly (string | undefined)[], state: State, epoch: string): boolean {
  return (
    hello.epoch === epoch &&
    hello.revision <= state.revision &&
    path.every((slice) => slice === undefined || state.horizonOf(slice) <= hello.revision)
  );
}

/** What a replica is told when it is let in; the log takes entries of up to `maxEntry` bytes. */
export function welcomeOf(
  { incarnation }: Hello,
  state: State,
  { lease, limits }: HubIdentity,
  epoch: string,
  maxEntry: number = Infinity,
): Welcome {
  const { sequence, refusal } = state.answered.get(incarnation) ?? { sequence: 0, refusal: "" };
  const { maxCells } = limits;
  const maxBytes = Math.min(limits.maxBytes, maxEntry);
  const { revision } = state;
  return {
    kind: "welcome",
    version: protocolVersion,
    epoch,
    revision,
    answered: sequence,
    refusal,
    lease,
    maxBytes,
    maxCells,
  };
}
