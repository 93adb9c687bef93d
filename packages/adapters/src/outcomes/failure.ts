import { type Attempt, type ErrorClass, type Failure, fields, string, text } from "./outcome.ts";
import { type Resets, retryAfterOf } from "./retry-after.ts";
import { parsed } from "./shape.ts";

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
  model_not_found: "unavailable",
  server_error: "server",
  timeout: "timeout",
};

const STATUSES: { readonly [status: number]: ErrorClass } = {
  401: "auth",
  402: "credit",
  403: "auth",
  404: "unavailable",
  408: "timeout",
  410: "unavailable",
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
  // The client libraries of OpenAI and Anthropic name the class alone so.
  APIUserAbortError: "aborted",
  APIConnectionTimeoutError: "timeout",
  APIConnectionError: "network",
};

/** What `fetch` says where there is no connection; the name is that of any mistake in the host's own code. */
const NO_CONNECTION = /^(fetch failed|failed to fetch|load failed|network ?error|terminated|error sending request)/i;

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
  let error = known === undefined || isVague ? byStatus(status ?? Number(text(inner.code)), table) : codes[known];
  if (known === undefined && error === "caller" && table.messages !== undefined) {
    const message = (string(inner.message) ?? string(outer.error) ?? string(outer.message) ?? "").slice(0, 2_000);
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
    const { name, code, cause, message, constructor: kind } = fields(each);
    const told = [code, name, Object(kind).name].find((one) => typeof one === "string" && Object.hasOwn(THROWN, one));
    if (told !== undefined) found = { error: THROWN[told] as ErrorClass, code: told };
    else if (name === "TypeError" && NO_CONNECTION.test(string(message) ?? ""))
      found = { error: "network", code: name };
    each = cause;
  }
  return found ?? { error: "unknown" };
}

/** Whether an attempt has come to nothing by its status. */
export const isRefused = ({ status }: Attempt): boolean => status != null && !(status >= 200 && status < 300);

type Body = { readonly [name: string]: unknown };

/** The object that something is or, as text, parses to. */
export function objectOf(value: unknown): Body | undefined {
  const json = typeof value === "string" ? parsed(value) : value;
  // Google puts the body of an error into a list.
  const object = Array.isArray(json) ? json[0] : json;
  return Object(object) === object ? object : undefined;
}

/** What a body is that has no object in it. */
export function unreadFailure(body: unknown): Failure {
  // JSON that begins and does not parse was cut; another text was never an answer. Of the rest nobody knows.
  const isText = typeof body === "string" && parsed(body) === undefined;
  return { error: !isText ? "unknown" : /^\s*[{[]/.test(body) ? "truncated" : "server", code: "invalid-body" };
}
