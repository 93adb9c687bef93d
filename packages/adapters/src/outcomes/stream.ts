import { type ErrorTable, failureOf, isRefused, parsedBody, thrownFailure } from "./failure.ts";
import { type Answer, type Attempt, between, type Failure, fields, type Outcome, outcomeOf } from "./outcome.ts";

/** What a provider's module knows: how its answers and the events of its streams read. */
export interface Dialect extends ErrorTable {
  readonly provider: string;
  /** Reads the body of an answer. Nothing where it is none. */
  readonly answer: (body: Body) => Answer | undefined;
  /** Begins to read a stream. */
  readonly events: () => StreamReader;
}

type Body = { readonly [name: string]: unknown };

/** Reads the events of one stream, one after the other. */
export interface StreamReader {
  /** Takes an event; says whether it bore a piece of the answer. */
  read(event: Body): boolean;
  /** The text that is sent in place of an event where the stream ends, if the provider has one. */
  readonly end?: string;
  /** Whether the end has been told. */
  isEnded(): boolean;
  /** What was read so far. */
  answer(): Answer;
}

/** A stream as it is accumulated: every event with its time, then the end. */
export interface OutcomeStream {
  /**
   * Takes an event, parsed or as the text after `data:`, and when it came, in milliseconds. What it cannot read is
   * passed over.
   */
  push(event: unknown, at?: number): void;
  /** The outcome, when the stream has ended, at what time, and with what error if it was thrown. */
  end(at?: number, error?: unknown): Outcome;
}

/** The outcome of a call whose answer came as a whole, or not at all. */
export function outcomeFrom(dialect: Dialect, attempt: Attempt): Outcome {
  const { provider } = dialect;
  if (attempt.error !== undefined) return outcomeOf(provider, attempt, {}, thrown(dialect, attempt));
  const { value, failure } = parsedBody(attempt.body);
  if (isRefused(attempt)) return outcomeOf(provider, attempt, {}, failureOf(attempt, value, dialect));
  if (failure !== undefined) return outcomeOf(provider, attempt, {}, failure);
  const body = fields(value);
  // Errors come with status 200, too, where the answer had begun.
  if (body.error) return outcomeOf(provider, attempt, {}, failureOf({ ...attempt, status: undefined }, body, dialect));
  const answer = dialect.answer(body);
  if (answer === undefined) return outcomeOf(provider, attempt, {}, { error: "server", code: "invalid-body" });
  return outcomeOf(provider, attempt, answer, answer.finish === undefined ? { error: "truncated" } : undefined);
}

/**
 * The outcome of a call whose answer comes as a stream. A stream that ends without its end marker was cut: `truncated`.
 * The times to the first and for each further token are those of the events that bore a piece of the answer.
 */
export function streamFrom(dialect: Dialect, attempt: Attempt): OutcomeStream {
  const reader = dialect.events();
  let [first, last]: (number | undefined)[] = [];
  let failure: Failure | undefined;
  let isEnded = false;
  return {
    push(event, at) {
      if (typeof event === "string" && reader.end !== undefined && event.trim() === reader.end) {
        isEnded = true;
        return;
      }
      const { value } = parsedBody(event);
      if (value === undefined) return;
      const body = fields(value);
      if (body.error) failure ??= failureOf({ ...attempt, status: undefined }, body, dialect);
      else if (reader.read(body) && at !== undefined) {
        first ??= at;
        last = at;
      }
    },
    end(at, error) {
      const answer = reader.answer();
      const whole = { ...attempt, endedAt: at ?? attempt.endedAt };
      const output = answer.tokens?.output;
      const further = output !== undefined && output > 1 ? between(first, last) : undefined;
      const timed: Answer = {
        ...answer,
        ttft: between(attempt.startedAt, first) ?? answer.ttft,
        tpot: further === undefined || further === 0 ? answer.tpot : further / ((output as number) - 1),
      };
      const isCut = !isEnded && !reader.isEnded();
      if (error !== undefined) failure = thrownFailure(error);
      else if (isRefused(attempt)) failure ??= failureOf(whole, undefined, dialect);
      else if (isCut || answer.finish === undefined) failure ??= { error: "truncated" };
      return outcomeOf(dialect.provider, whole, timed, failure);
    },
  };
}

/** What was thrown may be the error of a client library, which bears status, headers and body. */
function thrown(dialect: Dialect, attempt: Attempt): Failure {
  const { status, headers, error } = fields(attempt.error);
  if (typeof status !== "number") return thrownFailure(attempt.error);
  const body = Object(error) === error && !("error" in (error as object)) ? { error } : error;
  return failureOf({ ...attempt, status, headers: attempt.headers ?? (Object(headers) as never) }, body, dialect);
}
