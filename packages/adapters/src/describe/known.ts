import { AdapterError, type AdapterErrorCode } from "../errors.ts";
import type { HardwareDeclaration } from "../hardware/declaration.ts";
import { HARDWARE } from "../hardware/table.ts";
import type { ProviderDeclaration } from "../providers/declaration.ts";
import { PROVIDERS } from "../providers/table.ts";
import type { StepDeclaration } from "../steps/declaration.ts";
import { STEPS } from "../steps/declarations.ts";
import { checkList } from "../world/shape.ts";
import { checkHardware, checkProvider, checkStep } from "./check.ts";
import type { Declaration } from "./declaration.ts";

/** What the names of a declaration mean. */
export interface Known {
  readonly hardware: (name: unknown, place: string) => HardwareDeclaration;
  readonly provider: (name: unknown, place: string) => ProviderDeclaration;
  /** Throws `unknown-step` where it is the name of none, described or not; where the description has no steps, never. */
  readonly checkStep: (name: unknown, place: string) => void;
  readonly steps: readonly StepDeclaration[];
}

/** Reads the tables of a declaration, after its own entries have been checked; a private one is without steps. */
export function knownOf({ hardware = [], providers = [], steps }: Declaration, isPrivate: boolean): Known {
  checkList(hardware, "hardware", checkHardware as (kind: unknown, place: string) => void);
  const kinds = tableOf(HARDWARE, hardware, "hardware");
  const hardwareOf = lookUp(kinds, "unknown-hardware");
  checkList(providers, "providers", checkProvider as (provider: unknown, place: string) => void);
  const known = tableOf(PROVIDERS, providers, "providers");
  for (const [i, { hardware: names }] of providers.entries()) {
    for (const [j, name] of names.entries()) hardwareOf(name, `providers[${i}].hardware[${j}]`);
  }
  const declared = stepsOf(steps === undefined ? (isPrivate ? [] : STEPS) : steps);
  return {
    hardware: hardwareOf,
    provider: lookUp(
      known,
      "unknown-provider",
      "declare your own, as providers: [{ ...OPENAI_COMPATIBLE, name }], or use openai-compatible or another of these",
    ),
    // One list of models serves every description: those for everyone have steps of which a private one knows nothing.
    checkStep: isPrivate ? () => {} : lookUp(tableOf(STEPS, declared, "steps"), "unknown-step"),
    steps: declared,
  };
}

/** Throws `duplicate-name` where a name comes twice. */
export function checkDistinct(names: readonly unknown[], place: string): void {
  const seen = new Set<unknown>();
  for (const [i, name] of names.entries()) {
    if (seen.has(name)) throw new AdapterError("duplicate-name", name, `${place}[${i}]`);
    seen.add(name);
  }
}

function stepsOf(steps: NonNullable<Declaration["steps"]>): readonly StepDeclaration[] {
  checkList(steps, "steps");
  const byName = lookUp(tableOf(STEPS, [], "steps"), "unknown-step");
  return steps.map((step, i) => {
    const place = `steps[${i}]`;
    if (typeof step === "string") return byName(step, place);
    checkStep(step, place);
    return step;
  });
}

/** The known entries and a declaration's own, which take the place of a known one of their name. */
function tableOf<Entry extends { readonly name: string }>(
  known: readonly Entry[],
  own: readonly Entry[],
  place: string,
): ReadonlyMap<unknown, Entry> {
  checkDistinct(
    own.map(({ name }) => name),
    place,
  );
  return new Map([...known, ...own].map((entry) => [entry.name, entry]));
}

const lookUp =
  <Entry>(table: ReadonlyMap<unknown, Entry>, code: AdapterErrorCode, advice?: string) =>
  (name: unknown, place: string): Entry => {
    const entry = table.get(name);
    if (entry === undefined) throw new AdapterError(code, name, place, [...table.keys()].map(String), advice);
    return entry;
  };
