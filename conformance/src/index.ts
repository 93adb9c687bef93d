export type { CheckOptions, LawReport, Report } from "./check.ts";
export { checkConformance } from "./check.ts";
export type { ConformanceErrorCode } from "./conformance-error.ts";
export { ConformanceError, conformanceErrorCodes } from "./conformance-error.ts";
export { type DigestOptions, decisionDigest } from "./digest.ts";
export type { Implementation, TensorLike, WriterLike } from "./in-process.ts";
export { inProcess } from "./in-process.ts";
export type { Law, Replay } from "./law.ts";
export { BrokenLaw } from "./law.ts";
export { laws } from "./laws.ts";
export type { LawOptions } from "./options.ts";
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
  Skipped,
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
