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
export { ReferenceTensor } from "./reference.ts";
export { ReferenceWriter } from "./reference-writer.ts";
