import { type Attempt, type ErrorClass, type Failure, fields, string } from "./outcome.ts";
import { type Resets, retryAfterOf } from "./retry-after.ts";

/** What a provider's own codes and statuses mean, where it differs from what they mean everywhere. */
export interface ErrorTable {
  /** By `error.code`, `error.type`, or another field that is made for machines. */
  readonly codes?: { readonly [code: string]: ErrorClass };
  readonly statuses?: { readonly [status: number]: ErrorClass };
  /**
   * By a piece of the message: only for providers that tell apart by nothing else, and only where neither code nor
   * status says more than that the request was refused.
   */
  readonly messages?: readonly (readonly [piece: string, error: ErrorClass])[];
  readonly resets?: Resets;
}

/** Codes and types that OpenAI made and others took over. */
const CODES: { readonly [code: string]: ErrorClass } = {
  rate_limit_exceeded: "rate-limit",
  insufficient_quota: "credit",
  billing_hard_limit_reached: "credit",
  invalid_api_key: "auth",
  authentication_error: "auth",
  permission_error: "auth",
  context_length_exceeded: "context-too-long",
  content_filter: "content-policy",
  content_policy_violation: "content-policy",
  unsupported_parameter: "capability",
  unsupported_value: "capability",
  model_not_found: "caller",
  server_error: "server",
  timeout: "timeout",
};

const STATUSES: { readonly [status: number]: ErrorClass } = {
  401: "auth",
  402: "credit",
  403: "auth",
  408: "timeout",
  413: "context-too-long",
  429: "rate-limit",
  499: "aborted",
  501: "capability",
  503: "overload",
  504: "timeout",
  522: "timeout",
  524: "timeout",
  529: "overload",
};

/** Names and codes of what `fetch`, and the sockets below it, throw. */
const THROWN: { readonly [code: string]: ErrorClass } = {
  AbortError: "aborted",
  ABORT_ERR: "aborted",
  TimeoutError: "timeout",
  ETIMEDOUT: "timeout",
  UND_ERR_CONNECT_TIMEOUT: "timeout",
  UND_ERR_HEADERS_TIMEOUT: "timeout",
  UND_ERR_BODY_TIMEOUT: "timeout",
  ECONNREFUSED: "network",
  ECONNRESET: "network",
  ENOTFOUND: "network",
  EAI_AGAIN: "network",
  EPIPE: "network",
  EHOSTUNREACH: "network",
  ENETUNREACH: "network",
  UND_ERR_SOCKET: "network",
  // What browsers and Node throw where there is no connection.
  TypeError: "network",
};

/** What an error body says of itself, in the forms that providers have. */
export function failureOf({ status, headers, endedAt }: Attempt, body: unknown, table: ErrorTable): Failure {
  const outer = fields(body);
  const inner = fields(outer.error);
  const metadata = fields(inner.metadata);
  const told = [inner.code, metadata.error_type, inner.type, outer.error_type, outer.code, outer.type]
    .map(text)
    .filter(Boolean);
  const codes = { ...CODES, ...table.codes };
  const known = told.find((code) => Object.hasOwn(codes, code as string));
  // That the server failed is what most statuses tell more precisely.
  const isVague = known === "server_error" && status !== undefined;
  let error = known === undefined || isVague ? byStatus(status ?? Number(inner.code), table) : codes[known];
  if (known === undefined && error === "caller" && table.messages !== undefined) {
    const message = (string(inner.message) ?? string(outer.error) ?? "").slice(0, 2_000);
    error = table.messages.find(([piece]) => message.includes(piece))?.[1] ?? error;
  }
  // Some wait is told with any error; the state of limits matters to a rate limit alone.
  const retryAfter = retryAfterOf(headers, endedAt, error === "rate-limit" ? table.resets : undefined);
  // An error in the place of an answer, or within one, that says no more is a failure of the provider.
  if (error === "unknown" && status === undefined) error = "server";
  return { error: error ?? "unknown", code: known ?? told[0], retryAfter };
}

function byStatus(status: number, { statuses = {} }: ErrorTable): ErrorClass {
  const known = statuses[status] ?? STATUSES[status];
  if (known !== undefined) return known;
  return status >= 500 && status < 600 ? "server" : status >= 400 && status < 500 ? "caller" : "unknown";
}

/** What was thrown instead of an answer: by name and code, of itself or of its causes. */
export function thrownFailure(thrown: unknown): Failure {
  let each = thrown;
  let found: Failure | undefined;
  // The innermost cause knows best; a chain that has no end is not followed to it.
  for (let depth = 0; depth < 8 && Object(each) === each; depth++) {
    const { name, code, cause } = fields(each);
    for (const told of [code, name]) {
      if (typeof told !== "string" || !Object.hasOwn(THROWN, told)) continue;
      found = { error: THROWN[told] as ErrorClass, code: told };
      break;
    }
    each = cause;
  }
  return found ?? { error: "unknown" };
}

/** Whether an attempt has come to nothing by its status. */
export const isRefused = ({ status }: Attempt): boolean => status !== undefined && !(status >= 200 && status < 300);

/** What a body parses to; of a text that does not parse, what that means. */
export function parsedBody(body: unknown): { readonly value: unknown; readonly failure?: Failure } {
  if (typeof body !== "string") {
    if (typeof body === "object" && body !== null && !Array.isArray(body)) return { value: body };
    return { value: undefined, failure: { error: "server", code: "invalid-body" } };
  }
  try {
    const value: unknown = JSON.parse(body);
    if (Object(value) === value && !Array.isArray(value)) return { value };
    return { value: undefined, failure: { error: "server", code: "invalid-body" } };
  } catch {
    // JSON that begins and does not end was cut; anything else was never an answer.
    const isCut = body.trimStart().startsWith("{") && !body.trimEnd().endsWith("}");
    return { value: undefined, failure: { error: isCut ? "truncated" : "server", code: "invalid-body" } };
  }
}

/** A code as a text; some providers give the status as a number. */
function text(code: unknown): string | undefined {
  return typeof code === "number" ? String(code) : string(code)?.slice(0, 200);
}
