import { checkNumber, checkWhole } from "../check-number.ts";
import { checkList } from "../check-options.ts";
import { PolicyError } from "../errors.ts";

/**
 * What a state says is held, each with a number that is below `next` and no other's, and with the time since when, not after
 * the latest one. Throws `invalid-number`, `invalid-option`.
 */
export function checkStamped(
  held: readonly (readonly [number: number, since: number])[],
  place: string,
  next: number,
  at: number | undefined,
): readonly (readonly [number: number, since: number])[] {
  const known = new Set<number>();
  for (const [i, entry] of checkList(held, place).entries()) {
    const [number, since] = checkList(entry, `${place}[${i}]`);
    if (known.has(checkWhole(number, `${place}[${i}]`, 0, next - 1))) {
      throw new PolicyError("invalid-number", number, `${place}[${i}]`, "give each number once");
    }
    known.add(number);
    checkNumber(since, `${place}[${i}].since`, -Number.MAX_VALUE, at ?? -Infinity);
  }
  return held;
}
