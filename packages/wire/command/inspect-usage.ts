import { UsageError } from "./failures.ts";
import { instancesOf, levelOf, levelsOf, numberOf, optionsOf } from "./values.ts";

/** What is to be inspected, as it stands on the command line. */
export interface InspectOrder {
  readonly levels: readonly string[];
  readonly tensor: string;
  readonly source: { readonly db: string } | { readonly url: string };
  readonly token: string;
  /** Whose queue is wanted. */
  readonly cursor: Readonly<Record<string, string>> | undefined;
  readonly wanted: "cells" | "queue" | "explanation";
  /** In milliseconds. */
  readonly timeout: number;
  readonly json: boolean;
}

const DEFAULT_TIMEOUT = 10;

export const inspectHelp: string = `thalweg-hub inspect --levels LEVELS (--db FILE | --url URL) [options]

Prints the cells of a hub, or the queue for a cursor.

  --levels LEVELS      the names of the levels, as the hub was started with; they do not stand in its file
  --db FILE            the file of a hub on SQLite, whether a hub has it open or not; it is only read
  --url URL            a hub that runs, as ws://127.0.0.1:7070/
  --tensor NAME        the name of the tensor (default), as the hub was started with
  --token TOKEN        with --url: a grant, if the hub asks for one; it can stand in THALWEG_TOKEN instead. One that
                       writes nothing is best: by any other, its device counts as present for the moment
  --timeout SECONDS    with --url: gives up after so long (${DEFAULT_TIMEOUT})
  --cursor LEVEL=NAME  whose queue, as device=A,workspace=acme; "" is nobody's, of what is shared
  --explain            why the queue is as it is, and what would change it
  --cells              with --cursor: the cells that it reads, in the place of the queue
  --json               the same as JSON; what it prints of cells, a hub takes as --facts
  --help

Without --cursor it prints all cells; by --url, those that the token lets it read. * is every instance, or every option.

Exit status: 0 it is printed; 1 it could not be read; 2 the command line makes no sense.

  npx thalweg-hub inspect --levels global,workspace,device --db hub.sqlite --cursor device=A,workspace=acme --explain
`;

const options = {
  levels: { type: "string" },
  tensor: { type: "string" },
  db: { type: "string" },
  url: { type: "string" },
  token: { type: "string" },
  timeout: { type: "string" },
  cursor: { type: "string", multiple: true },
  explain: { type: "boolean" },
  cells: { type: "boolean" },
  json: { type: "boolean" },
  help: { type: "boolean" },
} as const;

/** Reads the command line; throws a {@link UsageError}. */
export function inspectOrderOf(given: readonly string[], environment: NodeJS.ProcessEnv): InspectOrder | "help" {
  const values = optionsOf(given, options);
  if (values.help === true) return "help";
  const { db, url, tensor = "default", explain = false, cells = false, json = false } = values;
  if (db === undefined && url === undefined) throw new UsageError("One of --db FILE and --url URL is missing.");
  if (db !== undefined && (url ?? values.token ?? values.timeout) !== undefined) {
    throw new UsageError("--db is a file; --url, --token and --timeout are for a hub that runs.");
  }
  if (url !== undefined && !/^wss?:$/.test(URL.canParse(url) ? new URL(url).protocol : "")) {
    throw new UsageError(`--url takes the address of a hub, as ws://127.0.0.1:7070/, not "${url}".`);
  }
  const levels = levelsOf(values.levels);
  const cursor = values.cursor && instancesOf(values.cursor.filter(Boolean), "--cursor");
  for (const level of Object.keys(cursor ?? {})) levelOf(level, levels, "--cursor");
  if (explain && (cursor === undefined || cells)) {
    throw new UsageError("--explain explains a queue: it needs a --cursor, and goes without --cells.");
  }
  const timeout = numberOf(values.timeout, { what: "--timeout", least: 0.1, most: 3_600, isWhole: false });
  return {
    levels,
    tensor,
    source: db === undefined ? { url: url as string } : { db },
    token: values.token ?? environment.THALWEG_TOKEN ?? "",
    cursor,
    wanted: cursor === undefined || cells ? "cells" : explain ? "explanation" : "queue",
    timeout: (timeout ?? DEFAULT_TIMEOUT) * 1_000,
    json,
  };
}
