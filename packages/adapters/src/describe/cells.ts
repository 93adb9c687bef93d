import { AdapterError } from "../errors.ts";
import { weightsOf } from "../presets.ts";
import type { StepDeclaration } from "../steps/declaration.ts";
import { STEPS } from "../steps/declarations.ts";
import { DIMENSIONS } from "../world/dimensions.ts";
import { gateOf } from "../world/gates.ts";
import type { TokenCounts } from "../world/price.ts";
import { checkList, checkObject } from "../world/shape.ts";
import { checkTokens, checkUnknown } from "./check.ts";
import type { Declaration } from "./declaration.ts";
import { checkDistinct, knownOf } from "./known.ts";
import { costOf, type Option, offersOf, optionOf, takesOf } from "./option.ts";
import type { DescribedCell, Origin } from "./origin.ts";

/** The slices that a description is written to: one for everyone, and a level whose instances are the steps. */
export interface Slices {
  readonly level: string;
  readonly instance: string;
  readonly step: string;
}

/** What a declaration means. */
export interface Description {
  /** The cells, in a fixed order; a function of the declaration and the slices alone. */
  readonly cells: readonly DescribedCell[];
  readonly options: readonly Option[];
  readonly steps: readonly string[];
}

/** Reads a declaration. Throws what is wrong with it, and `private-steps`. */
export function descriptionOf(declaration: Declaration, { level, instance, step }: Slices): Description {
  checkObject(declaration, "declaration", FIELDS);
  checkList(declaration.models, "models");
  const isPrivate = instance !== "";
  // A step's slice is on the path of every workspace: one workspace's numbers there would be everybody's.
  if (isPrivate && Object(declaration.steps).length > 0) throw new AdapterError("private-steps", instance, "steps");
  const known = knownOf(declaration, isPrivate);
  const options = declaration.models.map((model, i) => optionOf(model, known, `models[${i}]`));
  checkDistinct(
    options.map(({ name }) => name),
    "models",
  );
  const everyone = cellAt(level, instance);
  const unknown = unknownOf(declaration);
  const unmeasured = (option: string): readonly DescribedCell[] =>
    [...unknown].map(([dimension, amount]) => everyone(option, dimension, amount, [byDimension(dimension)]));
  const call = callOf(declaration);
  const cells = [
    ...(isPrivate ? [] : unmeasured("")),
    ...presetCells(declaration, everyone),
    ...options.flatMap((option) => {
      const own = optionCells(option, call, everyone);
      if (!isPrivate) return own;
      // A default at one workspace would count there for everybody's options, too: what is unknown is the option's own.
      const measured = own.map(({ dimension }) => dimension);
      return [...own, ...unmeasured(option.name).filter(({ dimension }) => !measured.includes(dimension))];
    }),
    ...known.steps.flatMap((declared) => {
      const here = cellAt(step, declared.name);
      const own = { tokens: declared.tokens, origin: { kind: "step", name: declared.name } as const };
      return [
        ...stepCells(declared, here),
        ...options.flatMap((option) => [
          ...takenCells(option, own, here),
          ...qualityCells(option, declared.name, here),
          // Where the step's cost is unknown, the typical call's would show through, as if it were the step's.
          ...(costOf(option, call.tokens) !== undefined && costOf(option, own.tokens) === undefined
            ? [
                here(option.name, "financial", unknown.get("financial") as number, [
                  byDimension("financial"),
                  own.origin,
                ]),
              ]
            : []),
        ]),
      ];
    }),
  ];
  return { cells, options, steps: known.steps.map(({ name }) => name) };
}

const FIELDS: readonly (keyof Declaration)[] = [
  "models",
  "steps",
  "hardware",
  "providers",
  "preset",
  "call",
  "unknown",
];

/** The tokens of a call, and who says so. */
interface Call {
  readonly tokens: TokenCounts;
  readonly origin: Origin;
}

type Cell = (
  option: string,
  dimension: string,
  content: number,
  from: readonly Origin[],
  layer?: "value" | "weight",
) => DescribedCell;

const cellAt =
  (level: string, instance: string): Cell =>
  (option, dimension, content, from, layer = "value") => ({ level, instance, option, dimension, layer, content, from });

const byDimension = (name: string): Origin => ({ kind: "dimension", name });

/** The size of a call of which nothing is said. */
const UNKNOWN: TokenCounts = (STEPS.find(({ name }) => name === "unknown") as StepDeclaration).tokens;

function callOf({ call = UNKNOWN }: Declaration): Call {
  checkTokens(call, "call");
  return { tokens: call, origin: { kind: "call", name: "typical" } };
}

/** What each unmeasured dimension counts as. */
function unknownOf({ unknown = {} }: Declaration): ReadonlyMap<string, number> {
  checkUnknown(unknown);
  return new Map([
    ...DIMENSIONS.map(({ name, unknown: amount }) => [name, amount] as const),
    ...Object.entries(unknown),
  ]);
}

function presetCells({ preset }: Declaration, cell: Cell): readonly DescribedCell[] {
  if (preset === undefined) return [];
  const from: readonly Origin[] = [{ kind: "preset", name: typeof preset === "string" ? preset : "own" }];
  return Object.entries(weightsOf(preset)).map(([dimension, weight]) => cell("", dimension, weight, from, "weight"));
}

/** What is true of an option whatever it is asked. */
function optionCells(option: Option, call: Call, cell: Cell): readonly DescribedCell[] {
  const { name, model, speed } = option;
  const cells = offersOf(option).map(({ capability, from }) => cell(name, gateOf(capability), 0, [from]));
  for (const dimension of ["quality", "reliability"] as const) {
    const amount = model[dimension];
    if (amount !== undefined) cells.push(cell(name, dimension, amount, [option.says(dimension)]));
  }
  return [...cells, cell(name, "tpot", speed.tpot.amount, speed.tpot.from), ...takenCells(option, call, cell)];
}

/** What a call with these tokens takes of an option, as far as it is known. */
function takenCells(option: Option, { tokens, origin }: Call, cell: Cell): readonly DescribedCell[] {
  const taken = Object.entries({ financial: costOf(option, tokens), ...takesOf(option, tokens) });
  return taken.flatMap(([dimension, amount]) => {
    if (amount === undefined) return [];
    if (Number.isFinite(amount.amount)) return [cell(option.name, dimension, amount.amount, [...amount.from, origin])];
    throw new AdapterError("invalid-number", amount.amount, `${option.place}.${dimension}`);
  });
}

function qualityCells(
  { name, model: { qualityAt = {} }, says }: Option,
  step: string,
  cell: Cell,
): readonly DescribedCell[] {
  if (!Object.hasOwn(qualityAt, step)) return [];
  return [cell(name, "quality", qualityAt[step] as number, [says("qualityAt")])];
}

function stepCells({ name, weights, needs }: StepDeclaration, cell: Cell): readonly DescribedCell[] {
  const from: readonly Origin[] = [{ kind: "step", name }];
  return [
    ...[...new Set(needs)].map((capability) => cell("", gateOf(capability), Infinity, from)),
    ...Object.entries(weights).map(([dimension, weight]) => cell("", dimension, weight, from, "weight")),
  ];
}
