import { TensorError } from "./errors.ts";

/** How reports become one number (law 6.1): a share and a quantile lie in 0…1, a trimmed share below one half. */
export type Aggregate =
  | "median"
  | "sum"
  | "mean"
  | "min"
  | "max"
  | { readonly quantile: number }
  | { readonly trimmedMean: number };

/**
 * One number from finite reports, at least one, which it leaves in another order; not finite where a sum overflows.
 * Throws `invalid-argument` unless `using` is an {@link Aggregate}.
 */
export function aggregate(numbers: Float64Array, using: Aggregate): number {
  const count = numbers.length;
  const { quantile, trimmedMean = using === "sum" || using === "mean" ? 0 : NaN } = Object(using);
  if (using === "min") return least(numbers, 0);
  if (using === "max") return select(numbers, count - 1);
  if (using === "median") {
    const low = select(numbers, (count - 1) >> 1);
    const high = count % 2 === 1 ? low : least(numbers, count >> 1);
    return Number.isFinite(low + high) ? (low + high) / 2 : low / 2 + high / 2;
  }
  if (typeof quantile === "number" && quantile >= 0 && quantile <= 1) {
    const rank = (count - 1) * quantile;
    const share = rank % 1;
    const low = select(numbers, Math.floor(rank));
    const high = share === 0 ? low : least(numbers, Math.ceil(rank));
    return Number.isFinite(high - low) ? low + (high - low) * share : low * (1 - share) + high * share;
  }
  if (typeof trimmedMean === "number" && trimmedMean >= 0 && trimmedMean < 0.5) {
    const cut = Math.floor(count * trimmedMean);
    let sum = 0;
    for (const number of numbers.sort().subarray(cut, count - cut)) sum += number;
    return using === "sum" ? sum : sum / (count - 2 * cut);
  }
  throw new TensorError("invalid-argument", using, {}, "using");
}

/** The least number from `start` on: behind a number that was selected, what a sort would put next. */
function least(numbers: Float64Array, start: number): number {
  let result = Infinity;
  for (let i = start; i < numbers.length; i++) if ((numbers[i] as number) < result) result = numbers[i] as number;
  return result;
}

/**
 * The number that a sort would put at `rank` (Hoare's selection); afterwards nothing before it is greater, and nothing
 * behind it less.
 */
function select(numbers: Float64Array, rank: number): number {
  let low = 0;
  let high = numbers.length - 1;
  for (let rounds = 0; low < high; rounds++) {
    // Numbers made for it can keep the pivot at the edge: then sorting bounds the time.
    if (rounds > 64) numbers.sort();
    const pivot = numbers[rounds > 64 ? rank : (low + high) >> 1] as number;
    let left = low;
    let right = high;
    while (left <= right) {
      while ((numbers[left] as number) < pivot) left++;
      while ((numbers[right] as number) > pivot) right--;
      if (left > right) break;
      const swapped = numbers[left] as number;
      numbers[left++] = numbers[right] as number;
      numbers[right--] = swapped;
    }
    if (rank > right && rank < left) break;
    if (rank <= right) high = right;
    else low = left;
  }
  return numbers[rank] as number;
}
