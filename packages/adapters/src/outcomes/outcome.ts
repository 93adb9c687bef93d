import { AdapterError } from "../errors.ts";
import { callCost, checkPrice, type TokenPrice } from "../world/price.ts";
import { checkObject } from "../world/shape.ts";
import { type AnswerShape, shapeOf } from "./shape.ts";

/** What went wrong, by what is to be done about it. */
export type ErrorClass =
  | "rate-limit"
  | "overload"
  | "timeout"
  | "network"
  | "server"
  | "auth"
  | "credit"
  | "unavailable"
  | "caller"
  | "context-too-long"
  | "content-policy"
  | "capability"
  | "truncated"
  | "empty"
  | "aborted"
  | "unknown";

/** Why an answer ended. */
export type Finish = "stop" | "length" | "tool-calls" | "content-filter" | "error" | "other";

/** How many tokens a call took; what the provider does not say is undefined, never 0. */
export interface OutcomeTokens {
  /** Of the whole prompt, what was read from and written to a cache included. */
  readonly input?: number | undefined;
  /** Of the whole answer, reasoning included. */
  readonly output?: number | undefined;
  readonly cacheRead?: number | undefined;
  readonly cacheWrite?: number | undefined;
  /** Of what was written to a cache, the part that it keeps for an hour. */
  readonly cacheWrite1h?: number | undefined;
  readonly reasoning?: number | undefined;
}

/** What became of a call, in the same terms for every provider. It holds no content. */
export interface Outcome {
  readonly provider: string;
  /** The model that answered, as the provider names it. */
  readonly model: string | undefined;
  /** From the call to the end of the answer, in seconds. */
  readonly latency: number | undefined;
  /** From the call to the first piece of the answer, in seconds. */
  readonly ttft: number | undefined;
  /** For each further token, in seconds. In a stream, of the answer alone: the reasoning before it does not count. */
  readonly tpot: number | undefined;
  readonly tokens: OutcomeTokens;
  /**
   * In USD; undefined where the price of what was taken is not known: of a kind of token, and of audio, images and
   * searches in any case, unless the provider says what it charged.
   */
  readonly cost: number | undefined;
  readonly finish: Finish | undefined;
  /** Undefined where all is well. */
  readonly error: ErrorClass | undefined;
  /** The HTTP status. */
  readonly status: number | undefined;
  /** The provider's own code of the error. */
  readonly code: string | undefined;
  /** How long to wait before the next call, in milliseconds. */
  readonly retryAfter: number | undefined;
  readonly shape: AnswerShape | undefined;
}

/** Headers as `fetch` has them, or as names and values. */
export type HeadersLike =
  | { get(name: string): string | null }
  | { readonly [name: string]: string | number | readonly string[] | undefined };

/** What the host has of an attempt to call a provider. */
export interface Attempt {
  readonly status?: number | undefined;
  readonly headers?: HeadersLike | undefined;
  /** The body: its text, or what it parses to. */
  readonly body?: unknown;
  /** What the call threw instead; `null` is nothing, too. */
  readonly error?: unknown;
  /**
   * When the call began and when its end was there, in milliseconds of one clock. A clock that ran backwards tells
   * nothing. Where the headers have no `Date`, dates in them are understood only by an end in milliseconds since 1970.
   */
  readonly startedAt?: number | undefined;
  readonly endedAt?: number | undefined;
  readonly price?: TokenPrice | undefined;
}

/** What was read of an answer, before it is judged. */
export interface Answer {
  readonly model?: string | undefined;
  readonly text?: string | undefined;
  readonly toolCalls?: number | undefined;
  readonly tokens?: OutcomeTokens | undefined;
  readonly finish?: Finish | undefined;
  /** A refusal that is told apart from the text. */
  readonly refused?: boolean | undefined;
  /** Whether there is content that is neither text nor a call: audio, images, what the provider's own tools did. */
  readonly other?: boolean | undefined;
  /** Whether it took what the rates of tokens do not price. */
  readonly unpriced?: boolean | undefined;
  /** As the provider measured it, in seconds. */
  readonly latency?: number | undefined;
  readonly ttft?: number | undefined;
  readonly tpot?: number | undefined;
  /** As the provider charged it. */
  readonly cost?: number | undefined;
}

/** What was read of a failure. */
export interface Failure {
  readonly error: ErrorClass;
  readonly code?: string | undefined;
  readonly retryAfter?: number | undefined;
}

const FIELDS = [
  "status",
  "headers",
  "body",
  "error",
  "startedAt",
  "endedAt",
  "price",
] as const satisfies (keyof Attempt)[];
const RATES = ["input", "output", "cacheRead", "cacheWrite", "cacheWrite1h"] as const satisfies (keyof TokenPrice)[];

/**
 * Throws `invalid-response` for what is no attempt, `invalid-name` for a field of it or of its price that is not known,
 * `invalid-number` for a price or a time in it that is none.
 */
export function checkAttempt(attempt: Attempt): void {
  if (Object(attempt) !== attempt) throw new AdapterError("invalid-response", attempt, "attempt");
  checkObject(attempt, "attempt", FIELDS);
  const { price } = attempt;
  if (price !== undefined) {
    checkPrice(price, "attempt.price");
    checkObject(price, "attempt.price", [...RATES, "tiers"]);
    for (const [i, tier] of (price.tiers ?? []).entries()) {
      checkObject(tier, `attempt.price.tiers[${i}]`, [...RATES, "above"]);
    }
  }
  checkTime(attempt.startedAt, "attempt.startedAt");
  checkTime(attempt.endedAt, "attempt.endedAt");
}

/** Throws `invalid-number` unless it is unknown or a finite number. */
export function checkTime(time: number | undefined, place: string): void {
  if (time !== undefined && !Number.isFinite(time)) throw new AdapterError("invalid-number", time, place);
}

/** Puts an outcome together, of an attempt that was checked. */
export function outcomeOf(provider: string, attempt: Attempt, answer: Answer, failure?: Failure): Outcome {
  const { startedAt, endedAt, price } = attempt;
  const latency = between(startedAt, endedAt) ?? answer.latency;
  const error = failure?.error ?? (answer.finish === undefined ? undefined : faultOf(answer));
  const { text = "", toolCalls = 0, tokens = {} } = answer;
  return {
    provider,
    model: answer.model,
    latency,
    ttft: answer.ttft,
    tpot: answer.tpot,
    tokens,
    cost: answer.cost ?? (answer.unpriced ? undefined : costOf(price, tokens)),
    // Some say of a call of a tool, too, that it stopped.
    finish: toolCalls > 0 && answer.finish === "stop" ? "tool-calls" : answer.finish,
    error,
    status: attempt.status,
    code: failure?.code,
    retryAfter: failure?.retryAfter,
    shape: failure === undefined || text !== "" || toolCalls > 0 ? shapeOf(text, toolCalls) : undefined,
  };
}

/** What is wrong with an answer that came to its end. */
function faultOf({ finish, refused, text, toolCalls, other }: Answer): ErrorClass | undefined {
  if (finish === "content-filter" || refused) return "content-policy";
  if (finish === "length") return "truncated";
  if (finish === "error") return "server";
  return text?.trim() || toolCalls || other ? undefined : "empty";
}

function costOf(price: TokenPrice | undefined, tokens: OutcomeTokens): number | undefined {
  // What is not said of a cache was not read from one: every provider that gives a discount says so.
  const { input, output, cacheRead = 0, cacheWrite = 0, cacheWrite1h = 0 } = tokens;
  // A call that took nothing was not counted.
  if (input === undefined || output === undefined || input + output === 0) return undefined;
  return callCost(price, {
    input: Math.max(0, input - cacheRead - cacheWrite),
    output,
    cacheRead,
    cacheWrite: Math.max(0, cacheWrite - cacheWrite1h),
    cacheWrite1h,
  });
}

/** The seconds from one time to a later one, both in milliseconds. */
export function between(from: number | undefined, to: number | undefined): number | undefined {
  return from === undefined || to === undefined || to < from ? undefined : (to - from) / 1000;
}

/** A number of tokens, seconds or USD, as a provider says it: finite and from 0, or unknown. */
export function amount(value: unknown): number | undefined {
  return typeof value === "number" && value >= 0 && value < Infinity ? value : undefined;
}

/** The fields of an object; none of anything else. */
export function fields(value: unknown): { readonly [name: string]: unknown } {
  return typeof value === "object" && value !== null ? (value as { readonly [name: string]: unknown }) : {};
}

/** A text, or nothing. */
export const string = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

/** A short text, which some write as a number. */
export const text = (value: unknown): string | undefined =>
  typeof value === "number" ? String(value) : string(value)?.slice(0, 200);

/** The elements of a list; none of anything else. */
export const listed = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Without the fields that say nothing, so that they hide nothing. */
export const defined = <Fields extends object>(fields: Fields): Partial<Fields> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value != null)) as Partial<Fields>;
