import type { Way } from "../src/index.ts";
import { UsageError } from "./failures.ts";
import { type LogLevel, logLevels } from "./reports.ts";
import { corroborateOf, isLoopback, levelOf, levelsOf, numberOf, optionsOf, originOf, rollUpOf } from "./values.ts";

/** Where a hub keeps its history. */
export type Place =
  | { readonly kind: "sqlite"; readonly path: string }
  | { readonly kind: "nats"; readonly servers: readonly string[] }
  | { readonly kind: "memory" };

/** The hub that is to be started, as it stands on the command line; times are in milliseconds. */
export interface HubOrder {
  readonly levels: readonly string[];
  readonly tensor: string;
  readonly place: Place;
  /** Whether the history was restored from a backup, and is to be told as another one. */
  readonly newEpoch: boolean;
  /** Of this hub among those that share a history, the same in each of its lives. */
  readonly name: string | undefined;
  /** A file of cells to write. */
  readonly facts: string | undefined;
  readonly host: string;
  readonly port: number;
  readonly origins: readonly string[];
  /** A file of keys; without it everyone is trusted with one instance of the level `trust`. */
  readonly keys: string | undefined;
  readonly trust: string;
  readonly lease: number;
  readonly withdraw: readonly string[];
  readonly ways: readonly Way[];
  readonly maxConnections: number | undefined;
  readonly maxSliceCells: number | undefined;
  readonly logLevel: LogLevel;
  readonly report: number | undefined;
  readonly json: boolean;
}

const DEFAULT_PORT = 7070;
const DEFAULT_LEASE = 30;

export const hubHelp: string = `thalweg-hub --levels LEVELS (--db FILE | --nats URL | --memory) [options]
thalweg-hub (keys | grant | inspect) [options]

Starts the hub of a tensor: the orchestrator that devices connect to, over WebSockets.

  keys                 makes the keys that grants are signed with; each of the three has a --help of its own
  grant                makes a grant: the slice that a device writes, and what it reads
  inspect              prints the cells, or the queue for a cursor and why it is as it is

The tensor
  --levels LEVELS      the names of its levels, coarse to fine, as global,workspace,device
  --tensor NAME        its own name (default)
  --db FILE            keeps its history in a file of SQLite, which is made where there is none
  --nats URL           keeps it in NATS JetStream, where several hubs may share it; commas between several servers
  --name NAME          of this hub among those on one broker: another for each, and the same each time it is started
  --new-epoch          once, after --db or --nats was restored from a backup: all devices get their cells anew
  --memory             keeps it in memory: all is forgotten when the hub ends
  --facts FILE         writes the cells of this file when it starts: {levels, cells} in JSON, as "inspect --json" prints

Who connects
  --port PORT          listens there (${DEFAULT_PORT}); 0 takes a free port, and prints it
  --host HOST          listens on this address (127.0.0.1, this machine alone); beyond this machine only with --keys
  --keys FILE          lets in whoever bears a grant that a key of this file has signed; a JWK set, public or private
  --trust LEVEL        without --keys: whoever connects reads any cursor, and writes its instance of this level (the
                       finest one)
  --origin ORIGIN      web pages of this origin may connect (none may); can be repeated
  --max-connections N  refuses more (10000)
  --max-slice-cells N  refuses publications that make a slice larger (100000)

What it does
  --lease SECONDS      a replica that is not heard for so long, at least 2, is absent (${DEFAULT_LEASE}); 0 for never
  --withdraw LEVEL     withdraws slices of this level while their replica is absent; can be repeated
  --roll-up FROM:TO[:AGGREGATE]
                       writes to TO what the values of FROM come to: by their median, sum, mean, min, max,
                       quantile=0.9 or trimmed-mean=0.1 (median); can be repeated
  --corroborate FROM:TO[:QUORUM]
                       writes 1 to TO wherever so many instances of FROM report more than 0 (2); can be repeated

What it prints
  --report SECONDS     its counters, so often (1 on a terminal, else 60)
  --json               JSON alone, a line each
  --log-level LEVEL    to standard error: failures; refusals, which are those and who was not let in; or sessions, which
                       are all that ended (refusals)
  --help, --version

The counters are since the start; lag is the longest that a publication waited for the log since they were last printed.

SIGTERM or SIGINT stops the hub: it takes leave of everyone, and closes the log. A second one ends it at once.

Exit status: 0 it was stopped; 1 it could not start, or not go on; 2 the command line makes no sense.

  npx thalweg-hub --levels global,workspace,device --db hub.sqlite --port 7070
`;

const text = { type: "string" } as const;
const texts = { type: "string", multiple: true } as const;
const flag = { type: "boolean" } as const;

const options = {
  levels: text,
  tensor: text,
  db: text,
  nats: text,
  memory: flag,
  "new-epoch": flag,
  name: text,
  facts: text,
  port: text,
  host: text,
  keys: text,
  trust: text,
  origin: texts,
  "max-connections": text,
  "max-slice-cells": text,
  lease: text,
  withdraw: texts,
  "roll-up": texts,
  corroborate: texts,
  report: text,
  json: flag,
  "log-level": text,
  help: flag,
  version: flag,
} as const;

/** Reads the command line; throws a {@link UsageError}. */
export function hubOrderOf(given: readonly string[]): HubOrder | "help" | "version" {
  const values = optionsOf(given, options);
  if (values.help === true) return "help";
  if (values.version === true) return "version";
  const levels = levelsOf(values.levels);
  const { tensor = "default", host = "127.0.0.1", keys, trust, facts, json = false } = values;
  if (keys === undefined && !isLoopback(host)) {
    throw new UsageError(
      `--host ${host} reaches beyond this machine, and without --keys everyone would be trusted; ` +
        'make keys with "thalweg-hub keys --out FILE", and give --keys FILE.',
    );
  }
  if (keys !== undefined && trust !== undefined) {
    throw new UsageError("--trust is for a hub without --keys; with them, a grant says what is written.");
  }
  const logLevel = values["log-level"] ?? "refusals";
  if (!isLogLevel(logLevel)) throw new UsageError(`--log-level takes ${logLevels.join(", ")}, not "${logLevel}".`);
  // A replica looks once a second whether it is to renew.
  const leaseRules = { what: "--lease", least: values.lease === "0" ? 0 : 2, most: 86_400, isWhole: false };
  const lease = numberOf(values.lease, leaseRules) ?? DEFAULT_LEASE;
  const withdraw = (values.withdraw ?? []).map((level) => levelOf(level, levels, "--withdraw"));
  const { name, nats } = values;
  if (withdraw.length > 0 && nats !== undefined && name === undefined) {
    throw new UsageError("--withdraw on a broker needs a --name, by which this hub knows again whom it has served.");
  }
  if (withdraw.length > 0 && lease === 0) throw new UsageError("--withdraw needs a lease, and --lease 0 is none.");
  const newEpoch = values["new-epoch"] === true;
  if (newEpoch && values.memory === true)
    throw new UsageError("--new-epoch is for what was restored, not for --memory.");
  const report = numberOf(values.report, { what: "--report", least: 0.1, most: 86_400, isWhole: false });
  return {
    levels,
    tensor,
    place: placeOf(values, tensor),
    newEpoch,
    name,
    facts,
    host,
    port: numberOf(values.port, { what: "--port", least: 0, most: 65_535 }) ?? DEFAULT_PORT,
    origins: (values.origin ?? []).map(originOf),
    keys,
    trust: trust === undefined ? (levels.at(-1) as string) : levelOf(trust, levels, "--trust"),
    lease: lease * 1_000,
    withdraw,
    ways: [
      ...(values["roll-up"] ?? []).map((way) => rollUpOf(way, levels)),
      ...(values.corroborate ?? []).map((way) => corroborateOf(way, levels)),
    ],
    maxConnections: numberOf(values["max-connections"], { what: "--max-connections", least: 1 }),
    maxSliceCells: numberOf(values["max-slice-cells"], { what: "--max-slice-cells", least: 1 }),
    logLevel,
    report: report === undefined ? undefined : report * 1_000,
    json,
  };
}

const isLogLevel = (level: string): level is LogLevel => (logLevels as readonly string[]).includes(level);

interface Places {
  readonly db?: string | undefined;
  readonly nats?: string | undefined;
  readonly memory?: boolean | undefined;
}

function placeOf({ db, nats, memory }: Places, tensor: string): Place {
  const places: Place[] = [];
  if (db !== undefined) places.push({ kind: "sqlite", path: db });
  if (nats !== undefined) places.push({ kind: "nats", servers: nats.split(",") });
  if (memory === true) places.push({ kind: "memory" });
  const [place, another] = places;
  if (place === undefined) {
    throw new UsageError("One of --db FILE, --nats URL and --memory is missing: where the hub keeps its history.");
  }
  if (another !== undefined) throw new UsageError("One of --db, --nats and --memory at a time.");
  if (place.kind === "nats" && !/^[-\w]{1,64}$/.test(tensor)) {
    throw new UsageError(
      `With --nats the history is named after the tensor: --tensor takes up to 64 letters, digits, - and _, not "${tensor}".`,
    );
  }
  return place;
}
