import { fields, type HeadersLike, text } from "./outcome.ts";

/** The value of a header, whatever the case of its name. */
export function header(headers: HeadersLike | undefined, name: string): string | undefined {
  if (typeof headers?.get === "function") return text((headers as { get(name: string): string | null }).get(name));
  for (const [each, value] of Object.entries(fields(headers))) {
    if (each.toLowerCase() === name) return text(Array.isArray(value) ? value[0] : value);
  }
  return undefined;
}

/**
 * How a provider tells when a limit is there again, by the end of the header's name: `x-ratelimit-reset-requests`. The
 * unit says how a plain number counts: in seconds from now, or as a time in milliseconds since 1970.
 */
export interface Resets {
  readonly prefix: string;
  /** Where the reset and the remainder of a limit stand: `*` is the name of the limit. */
  readonly reset: string;
  readonly remaining: string;
  readonly limits: readonly string[];
}

/**
 * How long to wait, in milliseconds: by `retry-after-ms`, else by `Retry-After` in seconds or as a date (RFC 9110,
 * 10.2.3), else, for a rate limit, until the last of the exhausted limits is there again, or, where none is told to be
 * exhausted, the first. Now is the `Date` header, for it is of the clock that told the rest; without it, `now`, if that
 * is a time in milliseconds since 1970 and not of a clock that begins elsewhere.
 */
export function retryAfterOf(headers: HeadersLike | undefined, now: number = NaN, resets?: Resets): number | undefined {
  const milliseconds = decimal(header(headers, "retry-after-ms"));
  if (milliseconds !== undefined) return milliseconds;
  const date = dateOf(header(headers, "date") ?? "");
  const present = Number.isNaN(date) && now >= EPOCH_MILLISECONDS ? now : date;
  const explicit = until(header(headers, "retry-after"), present);
  if (explicit !== undefined || resets === undefined) return explicit;
  const waits: number[] = [];
  const exhausted: number[] = [];
  for (const limit of resets.limits) {
    const name = (pattern: string): string => `${resets.prefix}${pattern.replace("*", limit)}`;
    const wait = until(header(headers, name(resets.reset)), present);
    if (wait === undefined) continue;
    waits.push(wait);
    if (decimal(header(headers, name(resets.remaining))) === 0) exhausted.push(wait);
  }
  if (exhausted.length > 0) return Math.max(...exhausted);
  return waits.length > 0 ? Math.min(...waits) : undefined;
}

/** From this on a plain number is no number of seconds, but a time since 1970, in seconds or in milliseconds. */
const EPOCH_SECONDS = 1e9;
const EPOCH_MILLISECONDS = 1e12;

/** The milliseconds until a time that is told as seconds, as 1m30.5s, as a date, or as a time since 1970. */
function until(told: string | undefined, now: number): number | undefined {
  if (told === undefined) return undefined;
  const seconds = decimal(told);
  if (seconds !== undefined) {
    if (seconds < EPOCH_SECONDS) return seconds * 1000;
    return later(seconds < EPOCH_MILLISECONDS ? seconds * 1000 : seconds, now);
  }
  const parts =
    /^(?:(\d{1,6})d)?(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,9}(?:\.\d{1,9})?)s)?(?:(\d{1,9}(?:\.\d{1,9})?)ms)?$/.exec(
      told.trim(),
    );
  if (parts !== null && told.trim() !== "") {
    const [, d = 0, h = 0, m = 0, s = 0, ms = 0] = parts;
    return (((Number(d) * 24 + Number(h)) * 60 + Number(m)) * 60 + Number(s)) * 1000 + Number(ms);
  }
  return later(dateOf(told), now);
}

/**
 * A time in any of the three forms of HTTP (RFC 9110, 5.6.7), or as RFC 3339 has it; NaN for anything else. The two older
 * forms are turned into the first, which is the one that every engine reads alike. What names no zone is no time: it
 * would be read as one of the zone where this runs.
 */
function dateOf(told: string): number {
  const date = told
    .trim()
    // Two digits of a year that would lie fifty years ahead are of the century before.
    .replace(/^\w+, (\d\d)-(\w{3})-(\d\d) /, (_, day, month, year) => `${day} ${month} ${year > 75 ? 19 : 20}${year} `)
    .replace(/^\w{3} (\w{3}) +(\d+) (\S{8}) (\d{4})$/, "$2 $1 $4 $3 GMT");
  return /\d{4}.*(Z|GMT|[+-]\d\d:\d\d)$/.test(date) ? Date.parse(date) : NaN;
}

/** How much later than now a time is: nothing where it has passed, or where either is not known. */
function later(time: number, now: number): number | undefined {
  const wait = time - now;
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}

/** A decimal number from 0 that stands alone. */
function decimal(told: string | undefined): number | undefined {
  return told !== undefined && /^\s{0,9}\d{1,15}(\.\d{1,20})?\s{0,9}$/.test(told) ? Number(told) : undefined;
}
