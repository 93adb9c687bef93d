/** How probable it is that a normal quantity exceeds a number. */
export const aboveProbability = (number: number, mean: number, deviation: number): number =>
  deviation === 0 ? Number(mean > number) : complement((number - mean) / deviation / Math.SQRT2) / 2;

/** The complementary error function, to 1.2e-7 of itself everywhere (Press et al., Numerical Recipes, 1992, section 6.2). */
function complement(x: number): number {
  const size = Math.abs(x);
  const t = 1 / (1 + size / 2);
  const series =
    -1.26551223 +
    t *
      (1.00002368 +
        t *
          (0.37409196 +
            t *
              (0.09678418 +
                t *
                  (-0.18628806 +
                    t * (0.27886807 + t * (-1.13520398 + t * (1.48851587 + t * (-0.82215223 + t * 0.17087277))))))));
  const result = t * Math.exp(-size * size + series);
  return x >= 0 ? result : 2 - result;
}
