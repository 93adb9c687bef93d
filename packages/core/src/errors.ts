/** Where a cell stands: one name on each of the four axes. */
export interface Coordinate {
  readonly level: string;
  /** `""` is the level's shared instance. */
  readonly instance: string;
  /** `""` is the shared option slot. */
  readonly option: string;
  readonly dimension: string;
}

/** What was expected, and so what to do, by code. */
const ADVICE = {
  "invalid-levels": "give 1 to 32 distinct names",
  "unknown-level": "use a level of the tensor",
  "invalid-name": "give a well-formed string of at most 1024 units, not empty for a level or dimension",
  "invalid-value": "give a finite number, or Infinity to gate",
  "invalid-weight": "give a finite number",
  "invalid-argument":
    "give a cursor as {device: 'A'}, names as among, a whole number as limit and, from 1, as quorum, an aggregate as using, a function as listener",
  "write-up": "use a writer with a coarser floor, or a way up",
  "foreign-level": "use a writer that is not pinned",
  "foreign-instance": "use a writer of that instance",
  revoked: "mint a new writer",
  "not-coarser": "write to a coarser level than is read",
  "async-batch": "await before the batch",
  "invalid-delta": "give an array of changes",
  "invalid-snapshot": "give all bytes of a snapshot",
  "invalid-declaration": "give {levels, cells: [{floor?, level, instance?, option?, dimension, value?, weight?}]}",
} as const;

/** The stable codes of {@link TensorError}; the table in the docs says what each means. */
export type TensorErrorCode = keyof typeof ADVICE;

/**
 * The one error of this package: a refused operation, which changed nothing.
 *
 * @example
 * import { Tensor, TensorError } from "@thalweg/core";
 * try {
 *   new Tensor(["global"]).writer("global").setWeight("global", "", "price", NaN);
 * } catch (error) {
 *   if (error instanceof TensorError) console.log(error.code); // invalid-weight
 * }
 */
export class TensorError extends Error {
  override readonly name = "TensorError";
  /** Stable: safe to branch on. */
  readonly code: TensorErrorCode;
  /** What was met. */
  readonly found: unknown;
  /** The axes that were known when it was refused. */
  readonly coordinate: Partial<Coordinate>;
  /** Where in the input the mistake stands, as `cells[3].value`. */
  readonly place: string | undefined;
  /** What was expected, and what to do. */
  readonly advice: string;

  /** Made by the library. */
  constructor(code: TensorErrorCode, found: unknown, coordinate: Partial<Coordinate> = {}, place?: string) {
    const axes = Object.entries(coordinate).map(([axis, name]) => `, ${axis} ${quote(name)}`);
    super(`${code}: got ${quote(found)}${place ? ` at ${place}` : ""}${axes.join("")}; ${ADVICE[code]}`);
    this.code = code;
    this.found = found;
    this.coordinate = coordinate;
    this.place = place;
    this.advice = ADVICE[code];
  }
}

/** Runs `work`, whose input stands at `prefix` in a larger one: the place of what it refuses is told from there. */
export function within<T>(prefix: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof TensorError)) throw error;
    const place = error.place === undefined ? prefix : `${prefix}.${error.place}`;
    throw new TensorError(error.code, error.found, error.coordinate, place);
  }
}

/** A short, printable form of whatever was given. */
function quote(found: unknown): string {
  const text =
    typeof found === "string" ? JSON.stringify(found) : Object(found) === found ? typeof found : String(found);
  return text.slice(0, 60);
}
