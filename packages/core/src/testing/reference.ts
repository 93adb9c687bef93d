import type { Cursor } from "../index.ts";
import { TensorError } from "../index.ts";
import { Blackboard } from "./blackboard.ts";
import { byCodePoint, isName, isNames } from "./names.ts";
import { ReferenceWriter } from "./reference-writer.ts";

type Step = readonly [level: string, instance: string];

interface Restriction {
  readonly among?: readonly string[];
  readonly limit?: number;
}

/** The semantics as one would write them on a blackboard, without a cache in sight: the oracle of the engine. */
export class ReferenceTensor extends Blackboard {
  /** As `Tensor.writer`. */
  writer(level: string, instance?: string): ReferenceWriter {
    this.depth(level);
    if (instance !== undefined && !isName(instance))
      throw new TensorError("invalid-name", "no name", { level, instance });
    return new ReferenceWriter(this, level, instance, undefined);
  }

  /** 3.2: for each level its shared instance, then the one that the cursor names. */
  path(cursor: Cursor): readonly Step[] {
    if (typeof cursor !== "object" || cursor === null) throw new TensorError("invalid-argument", "no cursor");
    for (const level of Object.keys(cursor)) this.depth(level);
    return this.levels.flatMap((level): Step[] => {
      const instance = (Object.hasOwn(cursor, level) ? cursor[level] : undefined) ?? "";
      if (!isName(instance)) throw new TensorError("invalid-name", "no name", { level, instance });
      return instance === ""
        ? [[level, ""]]
        : [
            [level, ""],
            [level, instance],
          ];
    });
  }

  /** 3.3: the last set cell along the path. */
  fold(path: readonly Step[], layer: "value" | "weight", option: string, dimension: string): number | undefined {
    let last: number | undefined;
    for (const [level, instance] of path) last = this.at({ level, instance, option, dimension })[layer] ?? last;
    return last;
  }

  /** 3.4 and 3.5: an option's own, else the shared option slot's. */
  effective(path: readonly Step[], layer: "value" | "weight", option: string, dimension: string): number | undefined {
    return this.fold(path, layer, option, dimension) ?? this.fold(path, layer, "", dimension);
  }

  /** As `Tensor.value`. */
  value(cursor: Cursor, option: string, dimension: string): number | undefined {
    return this.effective(this.path(cursor), "value", option, dimension);
  }

  /** As `Tensor.weight`. */
  weight(cursor: Cursor, option: string, dimension: string): number {
    return this.effective(this.path(cursor), "weight", option, dimension) ?? 0;
  }

  /** As `Tensor.rank`. */
  rank(
    cursor: Cursor,
    { among, limit = Number.POSITIVE_INFINITY }: Restriction = {},
  ): { option: string; score: number }[] {
    if (among !== undefined && !isNames(among))
      throw new TensorError("invalid-argument", "no array of strings", {}, "among");
    if (limit !== Number.POSITIVE_INFINITY && !(Number.isInteger(limit) && limit >= 0))
      throw new TensorError("invalid-argument", "no limit", {}, "limit");

    const path = this.path(cursor);
    const candidates = new Set<string>();
    const named = new Set<string>();
    for (const { option, dimension, value } of this.cellsOn(path)) {
      if (option !== "" && value !== undefined) candidates.add(option);
      named.add(dimension);
    }
    const dimensions = [...named].sort(byCodePoint);
    const queue: { option: string; score: number }[] = [];
    for (const option of [...candidates].sort(byCodePoint)) {
      if (among && !among.includes(option)) continue;
      const values = dimensions.map((dimension) => this.effective(path, "value", option, dimension));
      if (values.includes(Number.POSITIVE_INFINITY)) continue;
      let score = 0;
      for (const [i, value] of values.entries())
        if (value !== undefined) score += value * (this.effective(path, "weight", option, dimensions[i] ?? "") ?? 0);
      queue.push({ option, score });
    }
    // The options come in name order and sorting is stable, so ties are settled already.
    return queue.sort((one, other) => byScore(one.score, other.score)).slice(0, limit);
  }

  /** As `Tensor.resolve`. */
  resolve(cursor: Cursor, restriction?: Restriction): readonly string[] {
    return this.rank(cursor, restriction).map(({ option }) => option);
  }

  /** As `Tensor.best`. */
  best(cursor: Cursor, restriction?: Pick<Restriction, "among">): string | undefined {
    return this.resolve(cursor, restriction)[0];
  }

  /** As `Tensor.support`. */
  support(level: string, option: string, dimension: string, { among }: Pick<Restriction, "among"> = {}): number {
    this.depth(level);
    return this.reports(level, option, dimension, among).length;
  }

  /** As `Tensor.instances`. */
  instances(level: string): readonly string[] {
    this.depth(level);
    return this.names(
      "instance",
      [...this.cells()].filter((cell) => cell.level === level),
    );
  }

  /** As `Tensor.options`. */
  options(): readonly string[] {
    return this.names("option");
  }

  /** As `Tensor.dimensions`. */
  dimensions(): readonly string[] {
    return this.names("dimension");
  }
}

/** 4.4: −∞ < finite < +∞ < NaN, and the two zeros are equal. */
function byScore(one: number, other: number): number {
  if (Number.isNaN(one) || Number.isNaN(other)) return Number(Number.isNaN(one)) - Number(Number.isNaN(other));
  return one < other ? -1 : one > other ? 1 : 0;
}
