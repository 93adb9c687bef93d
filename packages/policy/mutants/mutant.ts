/** A defect in one line, made on purpose: a law has to notice. */
export interface Mutant {
  /** The law that it breaks, as the page of laws numbers it. */
  readonly law: string;
  /** The test file with that law, below `tests`. */
  readonly test: string;
  readonly says: string;
  /** A file below `src`, the text that stands in it once, and what takes its place. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** Puts a mutant on a line. */
export const mutant = (law: string, test: string, says: string, file: string, from: string, to: string): Mutant => ({
  law,
  test,
  says,
  file,
  from,
  to,
});
