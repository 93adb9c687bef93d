export type { Contents, Numbers, Pools } from "./arbitraries.ts";
export {
  AWKWARD_NAMES,
  aggregate,
  cellsOver,
  contents,
  cursorOver,
  cursorPicks,
  exact,
  finite,
  index,
  manyNames,
  name,
  noName,
  pick,
  pickShared,
  pools,
  tooManyNames,
  value,
  weight,
} from "./arbitraries.ts";
export { churningProgram } from "./churn.ts";
export type {
  CellHandleLike,
  Implementation,
  Restriction,
  TensorLike,
  WayUp,
  WriterLike,
} from "./implementation.ts";
export type { Command, Observation, Program } from "./program.ts";
export { everything, run } from "./program.ts";
export { largeProgram, program } from "./programs.ts";
export { ReferenceTensor } from "./reference.ts";
export { ReferenceWriter } from "./reference-writer.ts";
