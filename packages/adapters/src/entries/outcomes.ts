export { type Lesson, lessonOf, type Observation, observationsOf } from "../outcomes/observations.ts";
export type { Attempt, ErrorClass, Finish, HeadersLike, Outcome, OutcomeTokens } from "../outcomes/outcome.ts";
export { type AnswerShape, shapeOf } from "../outcomes/shape.ts";
export type { OutcomeStream } from "../outcomes/stream.ts";
