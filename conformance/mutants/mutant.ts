/** A defect in one line, made on purpose: the laws have to notice. */
export interface Mutant {
  readonly says: string;
  /** A file of the core's sources, the text that stands in it once, and what takes its place. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** The clause whose laws must break. */
  readonly law: string;
}

/** Puts a mutant on a line. */
export const mutant = (law: string, says: string, file: string, from: string, to: string): Mutant => ({
  law,
  says,
  file,
  from,
  to,
});
