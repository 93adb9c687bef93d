import type { Delta, Reader, Writer } from "@thalweg/core";
import type { Hello } from "../codec/frames.ts";
import { defaultLimits } from "../codec/limits.ts";
import { WireError } from "../errors.ts";
import type { Log } from "../logs/log.ts";
import type { Transport } from "../transports/transport.ts";
import type { Counters } from "./counters.ts";
import type { Authorize } from "./grant.ts";
import type { HubLimits, Way } from "./identity.ts";

/** What a hub is made of. */
export interface HubOptions<Levels extends readonly string[]> {
  /** The levels of the tensor, coarse to fine. */
  readonly levels: Levels;
  /** Its history; `memoryLog()` forgets it, `sqliteLog` and `jetstreamLog` do not. */
  readonly log: Log;
  /** Whom it lets in: `grantAuthorizer` of `@thalweg/wire/grants`, {@link trustEveryone}, or your own. */
  readonly authorize: Authorize;
  /** The name of the tensor, `"default"` where it is left out. */
  readonly tensor?: string | undefined;
  /** Where several hubs share a log, the name of this one, in each of its lives; `"hub"` where it is left out. */
  readonly name?: string | undefined;
  /** A replica that is not heard for so long is absent, in milliseconds, at least 750; 30,000 by default, 0 for never. */
  readonly lease?: number | undefined;
  /** The levels whose slices are withdrawn while their replica is absent, and come back with it. */
  readonly withdraw?: readonly Levels[number][] | undefined;
  /** The ways up that it goes after publications. */
  readonly ways?: readonly Way<Levels[number]>[] | undefined;
  /** How long it waits for more publications before it goes up, in milliseconds; 50 by default. */
  readonly climbAfter?: number | undefined;
  /** The log is compacted after so many entries; 100,000 by default. */
  readonly compactAfter?: number | undefined;
  readonly limits?: HubLimitOptions | undefined;
  /** Told why sessions ended or did not begin, and what fails. */
  readonly onReport?: ((error: WireError, about: { readonly hello?: Hello | undefined }) => void) | undefined;
}

/** The orchestrator's end. */
export interface Hub<Levels extends readonly string[] = readonly string[]> {
  /** All cells, for reading. */
  readonly tensor: Reader<Levels>;
  /** Resolves once the log has been read; transports that come before wait. Rejects where the log cannot be opened. */
  readonly ready: Promise<void>;
  /**
   * Resolves, with the reason, where the hub cannot go on: its log is over, or cannot be opened or read. From then on it
   * lets nobody in and takes no writes; to close it, and to make another one, may help. It never rejects.
   */
  readonly failed: Promise<WireError>;
  readonly revision: number;
  readonly counters: Readonly<Counters>;
  /** The slices that are withdrawn. */
  readonly withdrawn: readonly { readonly level: string; readonly instance: string }[];
  /** Speaks with the replica at the other end. */
  accept(transport: Transport): void;
  /**
   * Writes facts of the hub's own, as one batch, after all that were to be written before; resolves with what changed
   * once it is in the log. Rejects with `log-failed`, and then nothing stands, or with what the writer throws.
   */
  write(write: (writer: Writer<Levels[number]>) => void): Promise<Delta>;
  /** Has the log keep one state in the place of its entries. */
  compact(): Promise<void>;
  /** Says goodbye to all replicas, and closes the log. */
  close(): Promise<void>;
}

/** The limits that a host may set; what names may be is the same at both ends, and not for it to say. */
export type HubLimitOptions = Partial<Omit<HubLimits, "maxNames" | "maxNameUnits">>;

/** A replica looks four times a second whether it is to renew, and is to do so three times within its lease. */
const LEAST_LEASE = 750;
/** The longest name has its place in a frame of so many bytes. */
const LEAST_BYTES = 4_096;

/** Throws `invalid-option` where a hub cannot be made of these. */
export function checkOptions(options: HubOptions<readonly string[]>): void {
  const { levels, log, authorize, lease = 0, withdraw = [], ways = [], limits = {} } = options;
  const check = (isRight: boolean, place: string, found: unknown): void => {
    if (!isRight) throw new WireError("invalid-option", String(found), place);
  };
  check(typeof log?.append === "function", "log", log);
  check(typeof authorize === "function", "authorize", authorize);
  for (const [i, { kind, from, to }] of ways.entries()) {
    check(kind === "rollUp" || kind === "corroborate", `ways[${i}].kind`, kind);
    for (const level of [from, to]) check(levels.includes(level), `ways[${i}]`, `the level ${level}`);
  }
  for (const level of withdraw) check(levels.includes(level), "withdraw", `the level ${level}`);
  check(lease === 0 || lease >= LEAST_LEASE, "lease", lease);
  const { maxBytes = LEAST_BYTES, maxCells = 1, maxSliceCells = 0, maxBuffered = 0 } = limits;
  check(maxBytes >= LEAST_BYTES, "limits.maxBytes", maxBytes);
  check(maxCells >= 1, "limits.maxCells", maxCells);
  check(maxSliceCells >= 0, "limits.maxSliceCells", maxSliceCells);
  check(maxBuffered >= 0, "limits.maxBuffered", maxBuffered);
}

/** All limits: those that were given, and the rest. */
export function limitsOf(given: HubLimitOptions = {}): HubLimits {
  const { maxBytes, maxCells, maxNames, maxNameUnits } = defaultLimits;
  const { maxSliceCells = 100_000, maxBuffered = 1_048_576 } = given;
  return {
    maxBytes: given.maxBytes ?? maxBytes,
    maxCells: given.maxCells ?? maxCells,
    maxNames,
    maxNameUnits,
    maxSliceCells,
    maxBuffered,
  };
}
