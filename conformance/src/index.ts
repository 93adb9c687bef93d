export type { CheckOptions, LawReport, Report } from "./check.ts";
export { checkConformance } from "./check.ts";
export { type DigestOptions, decisionDigest } from "./digest.ts";
export type { Implementation, TensorLike, WriterLike } from "./in-process.ts";
export { inProcess } from "./in-process.ts";
export type { Law, LawOptions, Replay } from "./law.ts";
export { BrokenLaw } from "./law.ts";
export { laws } from "./laws.ts";
export type {
  Answer,
  Answers,
  BatchAnswer,
  Code,
  Explanation,
  Flip,
  Heard,
  Ranked,
  Refusal,
  Term,
  Told,
} from "./program/answer.ts";
export { codes } from "./program/answer.ts";
export { decode, encode } from "./program/json.ts";
export type {
  Aggregate,
  Cell,
  Change,
  Command,
  Coordinate,
  Cursor,
  Delta,
  Layer,
  Program,
  Scope,
  Selection,
  WayUp,
} from "./program/program.ts";
export type { ConformanceOptions, RegisterTest } from "./run.ts";
export { runConformance } from "./run.ts";
export type { Feature, Subject } from "./subject.ts";
export { everyFeature, features } from "./subject.ts";
export {
  checkVectors,
  compareAnswers,
  readVectors,
  type Vector,
  type VectorOptions,
  type VectorReport,
  type VectorsReport,
} from "./vectors.ts";
