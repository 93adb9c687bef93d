import { AdapterError } from "../errors.ts";
import { weightsOf } from "../presets.ts";
import type { StepDeclaration } from "../steps/declaration.ts";
import { STEPS } from "../steps/declarations.ts";
import { DIMENSIONS } from "../world/dimensions.ts";
import { gateOf } from "../world/gates.ts";
import { checkPart } from "../world/names.ts";
import { checkAmount, type TokenCounts } from "../world/price.ts";
import type { Declaration } from "./declaration.ts";
import { checkDistinct, checkList, checkTokens, knownOf } from "./known.ts";
import { type Option, offersOf, optionOf, takesOf } from "./option.ts";
import type { DescribedCell, Origin } from "./origin.ts";

/** The slices that a description is written to: one for everyone, and a level whose instances are the steps. */
export interface Slices {
  readonly level: string;
  readonly instance: string;
  readonly step: string;
}

/** The cells that a declaration means, in a fixed order; a function of its arguments alone. */
export function cellsOf(declaration: Declaration, { level, instance, step }: Slices): readonly DescribedCell[] {
  checkList(declaration?.models, "models");
  const known = knownOf(declaration);
  const options = declaration.models.map((model, i) => optionOf(model, known, `models[${i}]`));
  checkDistinct(
    options.map(({ name }) => name),
    "models",
  );
  const everyone = cellAt(level, instance);
  return [
    ...defaultCells(declaration, everyone),
    ...presetCells(declaration, everyone),
    ...options.flatMap((option) => optionCells(option, callOf(declaration), everyone)),
    ...known.steps.flatMap((declared) => {
      const here = cellAt(step, declared.name);
      const own = { tokens: declared.tokens, origin: { kind: "step", name: declared.name } as const };
      return [
        ...stepCells(declared, here),
        ...options.flatMap((option) => takenCells(option, own, here, declared.name)),
      ];
    }),
  ];
}

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

/** The size of a call of which nothing is said. */
const UNKNOWN: TokenCounts = (STEPS.find(({ name }) => name === "unknown") as StepDeclaration).tokens;

function callOf({ call = UNKNOWN }: Declaration): Call {
  checkTokens(call, "call");
  return { tokens: call, origin: { kind: "call", name: "typical" } };
}

/** What an unmeasured dimension counts as, for everyone. */
function defaultCells({ unknown = {} }: Declaration, cell: Cell): readonly DescribedCell[] {
  const declared = DIMENSIONS.map(({ name, unknown: amount }) => [name, amount] as const);
  for (const [dimension, amount] of Object.entries(unknown)) {
    checkPart(dimension, "unknown");
    checkAmount(amount, `unknown.${dimension}`);
  }
  return [...new Map([...declared, ...Object.entries(unknown)])].map(([dimension, amount]) =>
    cell("", dimension, amount, [{ kind: "dimension", name: dimension }]),
  );
}

function presetCells({ preset }: Declaration, cell: Cell): readonly DescribedCell[] {
  if (preset === undefined) return [];
  const from: readonly Origin[] = [{ kind: "preset", name: typeof preset === "string" ? preset : "own" }];
  return Object.entries(weightsOf(preset)).map(([dimension, weight]) => cell("", dimension, weight, from, "weight"));
}

/** What is true of an option whatever it is asked. */
function optionCells(option: Option, call: Call, cell: Cell): readonly DescribedCell[] {
  const { name, model } = option;
  const cells = offersOf(option).map(({ capability, from }) => cell(name, gateOf(capability), 0, [from]));
  for (const dimension of ["quality", "reliability"] as const) {
    const amount = model[dimension];
    if (amount !== undefined) cells.push(cell(name, dimension, amount, [option.says(dimension)]));
  }
  const { tpot } = option.speed;
  return [...cells, cell(name, "tpot", tpot.amount, [tpot.from]), ...takenCells(option, call, cell)];
}

/** What a call with these tokens takes of an option, and how good it is at the step. */
function takenCells(option: Option, { tokens, origin }: Call, cell: Cell, step?: string): readonly DescribedCell[] {
  const cells = takesOf(option, tokens).map(({ dimension, amount, from }) => {
    if (!Number.isFinite(amount)) throw new AdapterError("invalid-number", amount, `${option.place}.${dimension}`);
    return cell(option.name, dimension, amount, [...from, origin]);
  });
  const { qualityAt = {} } = option.model;
  if (step !== undefined && Object.hasOwn(qualityAt, step)) {
    cells.push(cell(option.name, "quality", qualityAt[step] as number, [option.says("qualityAt")]));
  }
  return cells;
}

function stepCells({ name, weights, needs }: StepDeclaration, cell: Cell): readonly DescribedCell[] {
  const from: readonly Origin[] = [{ kind: "step", name }];
  return [
    ...[...new Set(needs)].map((capability) => cell("", gateOf(capability), Infinity, from)),
    ...Object.entries(weights).map(([dimension, weight]) => cell("", dimension, weight, from, "weight")),
  ];
}
