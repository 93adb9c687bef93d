import type { Aggregate } from "../index.ts";
import { TensorError } from "../index.ts";

/** The aggregates of 6.1 over ascending reports; nothing where there is no report. */
export function aggregate(ascending: readonly number[], using: Aggregate): number | undefined {
  const count = ascending.length;
  const at = (index: number): number => ascending[index] ?? Number.NaN;
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

  const reduced = (): number => {
    if (using === "min") return at(0);
    if (using === "max") return at(count - 1);
    if (using === "sum") return sum(ascending);
    if (using === "mean") return sum(ascending) / count;
    if (using === "median") return count % 2 === 1 ? at((count - 1) / 2) : midpoint(at(count / 2 - 1), at(count / 2));
    if (typeof using === "object" && using !== null) {
      if ("quantile" in using && isNumber(using.quantile) && using.quantile >= 0 && using.quantile <= 1) {
        const index = (count - 1) * using.quantile;
        return between(at(Math.floor(index)), at(Math.ceil(index)), index - Math.floor(index));
      }
      if ("trimmedMean" in using && isNumber(using.trimmedMean) && using.trimmedMean >= 0 && using.trimmedMean < 0.5) {
        const dropped = Math.floor(count * using.trimmedMean);
        return sum(ascending.slice(dropped, count - dropped)) / (count - 2 * dropped);
      }
    }
    throw new TensorError("invalid-argument", "using", {}, "using");
  };

  const result = reduced();
  return count === 0 ? undefined : result + 0; // as it is stored: −0 + 0 is +0
}

function midpoint(low: number, high: number): number {
  return Number.isFinite(low + high) ? (low + high) / 2 : low / 2 + high / 2;
}

function between(low: number, high: number, fraction: number): number {
  const range = high - low;
  return Number.isFinite(range) ? low + range * fraction : low * (1 - fraction) + high * fraction;
}

/** Callers without types hand over anything. */
function isNumber(given: unknown): boolean {
  return typeof given === "number";
}
