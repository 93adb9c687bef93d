import { PolicyError } from "../errors.ts";

/** No name of a tensor has more UTF-16 units. */
const LONGEST = 1024;

/** Returns a name that a tensor can have; else throws `invalid-name`. */
export function checkName(name: unknown, place: string): string {
  if (typeof name === "string" && name !== "" && name.length <= LONGEST && name.isWellFormed()) return name;
  const advice = `give a well-formed text of 1 to ${LONGEST} units`;
  throw new PolicyError("invalid-name", name, place, advice);
}

/** The options that are known, by number, in the order in which they became so. */
export class OptionNames {
  readonly names: readonly string[] = [];
  readonly #numbers = new Map<string, number>();

  /** The number of an option, or −1. */
  find(name: string): number {
    return this.#numbers.get(name) ?? -1;
  }

  /** The number of an option, or −1 where it is none yet, but can be. Throws `invalid-name`. */
  check(name: string): number {
    const number = this.find(name);
    if (number < 0) checkName(name, "option");
    return number;
  }

  /** The number of an option, given now if it has none. Throws `invalid-name`. */
  add(name: string): number {
    let number = this.check(name);
    if (number < 0) {
      number = (this.names as string[]).push(name) - 1;
      this.#numbers.set(name, number);
    }
    return number;
  }
}
