import { type Coordinate, TensorError } from "./errors.ts";

const LONE_SURROGATE = /[\ud800-\udfff]/u;

/** Throws `invalid-name` unless `name` may stand on `axis` (laws 1.1, 1.4, 1.5). */
export function checkName(
  name: unknown,
  axis: keyof Coordinate,
  coordinate?: Partial<Coordinate>,
  place: string = axis,
): void {
  const empty = axis === "instance" || axis === "option" ? -1 : 0;
  if (typeof name !== "string" || name.length <= empty || name.length > 1024 || LONE_SURROGATE.test(name)) {
    throw new TensorError("invalid-name", name, coordinate, place);
  }
}

/** {@link checkName} for the axes of a cell in its slice. */
export function checkNames(at: Coordinate): void {
  for (const axis of ["instance", "option", "dimension"] as const) checkName(at[axis], axis, at);
}

/** A UTF-16 unit moved so that surrogates, which stand for astral code points, come last. */
const byCodePoint = (unit: number): number => (unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800);

/** Code-point order, which is the order of the UTF-8 bytes (law 1.6): negative, 0 or positive. */
export function compareNames(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return byCodePoint(x) - byCodePoint(y);
  }
  return a.length - b.length;
}

/** One axis: names ⇄ small numbers, which are used again once a name is gone. */
export class Names {
  readonly ids: Map<string, number> = new Map();
  /** By number. Several axes may share these two, so that a number is unique over all of them. */
  readonly names: string[];
  readonly #free: number[];

  constructor(names: string[] = [], free: number[] = []) {
    this.names = names;
    this.#free = free;
  }

  /** The number of `name`, or −1. */
  find(name: string): number {
    return this.ids.get(name) ?? -1;
  }

  /** The number of `name`, given now if it has none. */
  add(name: string): number {
    let id = this.find(name);
    if (id < 0) {
      id = this.#free.pop() ?? this.names.length;
      this.names[id] = name;
      this.ids.set(name, id);
    }
    return id;
  }

  remove(name: string): void {
    this.#free.push(this.find(name));
    this.ids.delete(name);
  }
}
