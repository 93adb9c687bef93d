import { AdapterError } from "../errors.ts";
import { type ErrorTable, failureOf, isRefused, thrownFailure, unreadFailure } from "./failure.ts";
import {
  type Answer,
  type Attempt,
  between,
  checkAttempt,
  checkTime,
  type Failure,
  fields,
  type Outcome,
  outcomeOf,
} from "./outcome.ts";
import { objectsOf, Pieces } from "./pieces.ts";

/** What a provider's module knows: how its answers and the events of its streams read. */
export interface Dialect extends ErrorTable {
  readonly provider: string;
  /** Reads the body of an answer. Nothing where it is none. */
  readonly answer: (body: Body) => Answer | undefined;
  /** Begins to read a stream. */
  readonly events: () => StreamReader;
}

type Body = { readonly [name: string]: unknown };

/** What an event bore: a piece of the answer, of the thoughts before it, or of neither. */
export type Piece = "answer" | "thought" | "neither";

/** Reads the events of one stream, one after the other. */
export interface StreamReader {
  /** Takes an event; says what it bore. Nothing where it is none of the provider's. */
  read(event: Body): Piece | undefined;
  /** What was read so far. It has a finish once the end has been told. */
  answer(): Answer;
}

/** A stream as it is accumulated: every event with its time, then the end. */
export interface OutcomeStream {
  /**
   * Takes an event that is parsed, or a piece of the text in which they come, and when it came, in milliseconds. The
   * text has an event on each line, with `data:` before it or without; it may be bytes of UTF-8, and cut anywhere: what
   * is no whole event yet waits for the rest. What it cannot read is passed over. Throws `invalid-number` for a time
   * that is none, or that is missing though the attempt has `startedAt`; the stream is then as it was.
   */
  push(event: unknown, at?: number): void;
  /**
   * The outcome, when the stream has ended, at what time (`endedAt` of the attempt, unless given), and with what error
   * if it was thrown. Throws `invalid-number` as `push` does, and can then be called again.
   */
  end(at?: number, error?: unknown): Outcome;
}

/** The outcome of a call whose answer came as a whole, or not at all. */
export function outcomeFrom(dialect: Dialect, attempt: Attempt): Outcome {
  checkAttempt(attempt);
  const { body: sent, error } = attempt;
  const outcome = (answer: Answer, failure?: Failure): Outcome => outcomeOf(dialect.provider, attempt, answer, failure);
  if (error != null) return outcome({}, thrownBy(dialect, attempt, error));
  const [body, ...more] = objectsOf(sent);
  if (isRefused(attempt)) return outcome({}, failureOf(attempt, body, dialect));
  if (body === undefined) return outcome({}, unreadFailure(sent));
  // The text of a stream, which somebody has waited for.
  if (more.length > 0 || (typeof sent === "string" && !/^\s*[{[]/.test(sent))) {
    const stream = streamFrom(dialect, attempt, true);
    stream.push(sent);
    return stream.end();
  }
  // Errors come with status 200, too, where the answer had begun.
  const failed = errorIn(body);
  if (failed !== undefined) return outcome({}, failureOf({ ...attempt, status: undefined }, failed, dialect));
  const answer = dialect.answer(body);
  if (answer === undefined) return outcome({}, { error: "unknown", code: "invalid-body" });
  return outcome(answer, answer.finish === undefined ? { error: "truncated" } : undefined);
}

/**
 * The outcome of a call whose answer comes as a stream. A stream that ends before it has said why was cut: `truncated`;
 * one of which nothing could be read is `unknown`. The time to the first piece is that of the answer or of the thoughts
 * before it, the time for each further token that of the answer alone. Where the stream has come as a whole, its events
 * have no times. Throws as `outcomeFrom` does.
 */
export function streamFrom(dialect: Dialect, attempt: Attempt, isWhole = false): OutcomeStream {
  checkAttempt(attempt);
  const reader = dialect.events();
  let [first, begun, last]: (number | undefined)[] = [];
  let [isRead, isStrange, hasThoughts] = [false, false, false];
  let failed: Body | undefined;
  const pieces = new Pieces();
  const checkAt = (at: number | undefined, place: string): void => {
    if (at === undefined && attempt.startedAt !== undefined && !isWhole) {
      throw new AdapterError("invalid-number", at, place, [], "give the time in milliseconds, or leave out startedAt");
    }
    checkTime(at, place);
  };
  const take = (body: Body, at?: number): void => {
    const error = errorIn(body) ?? (isRefused(attempt) ? body : undefined);
    failed ??= error;
    const piece = error === undefined ? reader.read(body) : "neither";
    if (piece === undefined) isStrange = true;
    else isRead = true;
    if (piece === "thought") hasThoughts = true;
    if (piece === "answer") {
      begun ??= at;
      last = at ?? last;
    }
    if (piece === "answer" || piece === "thought") first ??= at;
  };
  return {
    push(event, at) {
      checkAt(at, "push.at");
      const isText = typeof event === "string" || ArrayBuffer.isView(event);
      const bodies = isText ? pieces.take(event) : objectsOf(event);
      isStrange ||= !isText && bodies.length === 0;
      for (const body of bodies) take(body, at);
    },
    end(at = attempt.endedAt, error) {
      checkAt(at, "end.at");
      // When it became whole nobody knows.
      for (const body of pieces.take("", true)) take(body);
      const answer = reader.answer();
      const whole = { ...attempt, endedAt: at };
      const { output = NaN, reasoning } = answer.tokens ?? {};
      // Thoughts may come hidden, whole, or summed up: where they are not counted, neither can the rest be.
      const further = hasThoughts && reasoning === undefined ? NaN : output - (reasoning ?? 0) - 1;
      const span = between(begun, last);
      const timed: Answer = {
        ...answer,
        ttft: between(attempt.startedAt, first) ?? answer.ttft,
        tpot: span && further > 0 ? span / further : answer.tpot,
      };
      let failure: Failure | undefined;
      if (failed !== undefined || (error == null && isRefused(attempt))) {
        failure = failureOf({ ...whole, status: isRefused(attempt) ? attempt.status : undefined }, failed, dialect);
      } else if (error != null) failure = thrownBy(dialect, whole, error);
      else if (answer.finish === undefined)
        failure = { error: (isStrange || pieces.isStrange) && !isRead ? "unknown" : "truncated" };
      return outcomeOf(dialect.provider, whole, timed, failure);
    },
  };
}

/** The error in a body: beside the fields of an answer, in a response, or an event of its own. */
function errorIn(body: Body): Body | undefined {
  if (body.error) return body;
  const { error } = fields(body.response);
  return error ? { error } : body.type === "error" ? { error: body } : undefined;
}

/** What was thrown may be the error of a client library, which bears status, headers and body. */
function thrownBy(dialect: Dialect, attempt: Attempt, thrown: unknown): Failure {
  const { status, headers, error } = fields(thrown);
  const isTold = typeof status === "number";
  if (!isTold && (Object(error) !== error || error instanceof Error)) return thrownFailure(thrown);
  const body = Object(error) === error && !("error" in (error as object)) ? { error } : error;
  return failureOf(
    { ...attempt, status: isTold ? status : undefined, headers: attempt.headers ?? (Object(headers) as never) },
    body,
    dialect,
  );
}
