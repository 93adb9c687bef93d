/** Φ(z) for z ≥ 0 by its continued fraction (Laplace) or series, to about 1e-15. */
function normalTail(z: number): number {
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  if (z < 3) {
    let term = z;
    let sum = z;
    for (let k = 3; term > 1e-17 * sum; k += 2) {
      term *= (z * z) / k;
      sum += term;
    }
    return 0.5 - density * sum;
  }
  let fraction = 0;
  for (let k = 60; k >= 1; k--) fraction = k / (z + fraction);
  return density / (z + fraction);
}

/** The standard normal quantile of a probability above 0 and below 1, by bisection of its tail. */
export function normalQuantile(probability: number): number {
  if (probability < 0.5) return -normalQuantile(1 - probability);
  const tail = 1 - probability;
  let [low, high] = [0, 40];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (normalTail(middle) > tail) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** About the quantile of χ² with so many degrees of freedom: Wilson and Hilferty (1931). */
export function chiSquareQuantile(probability: number, freedom: number): number {
  const spread = 2 / (9 * freedom);
  return freedom * Math.max(0, 1 - spread + normalQuantile(probability) * Math.sqrt(spread)) ** 3;
}
