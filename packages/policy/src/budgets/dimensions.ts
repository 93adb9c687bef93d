import { PolicyError } from "../errors.ts";

/** The dimension in which an option's value is what one call draws from a pool, and the shared weight is the pool's price. */
export function budgetDimension(pool: string): string {
  return `budget:${checkPool(pool)}`;
}

/** The dimension in which a slice reports, as the default of the dimension, what it has drawn from a pool so far. */
export function usageDimension(pool: string): string {
  return `usage:${checkPool(pool)}`;
}

function checkPool(pool: unknown): string {
  // With its prefix it is still a name that the tensor can have (law 1.5).
  if (typeof pool === "string" && pool !== "" && pool.length <= 1000 && pool.isWellFormed()) return pool;
  throw new PolicyError("invalid-name", pool, "pool");
}
