import { issueGrant } from "../src/grants.ts";
import { CommandError, UsageError } from "./failures.ts";
import { importKeys, isExposed } from "./key-file.ts";
import type { Screen } from "./screen.ts";
import { durationOf, instancesOf, optionsOf } from "./values.ts";

export const grantHelp = `thalweg-hub grant --keys FILE (--level LEVEL --instance NAME | --read LEVEL=NAME) [options]

Makes a grant and prints its token, which a replica gives to the hub. Whoever bears it is the device that it names.

  --keys FILE          the private keys, as "thalweg-hub keys" made them; the first one signs
  --tensor NAME        the tensor that it is for (default)
  --level LEVEL        writes the slice of one instance of this level, and reads it; without it, nothing is written
  --instance NAME      that instance
  --read LEVEL=NAME    reads this instance, too; can be repeated. What is shared at a level everyone reads
  --expires TIME       ends after so long, as 30d, 12h, 15m or 90s (30d)
  --json               the token and what it says, as JSON
  --help

The names of levels are the hub's, and only the hub can compare them.

Exit status: 0 it is printed; 1 it could not be made; 2 the command line makes no sense.

  npx thalweg-hub grant --keys hub-keys.json --level device --instance A --read workspace=acme --expires 30d
`;

const options = {
  keys: { type: "string" },
  tensor: { type: "string" },
  level: { type: "string" },
  instance: { type: "string" },
  read: { type: "string", multiple: true },
  expires: { type: "string" },
  json: { type: "boolean" },
  help: { type: "boolean" },
} as const;

/** Makes a grant, as a command line has it. */
export async function grant(given: readonly string[], screen: Screen): Promise<void> {
  const values = optionsOf(given, options);
  if (values.help === true) {
    screen.print(grantHelp.trimEnd());
    return;
  }
  const { keys: path, tensor = "default", level, instance, read = [], expires = "30d", json = false } = values;
  if (path === undefined) throw new UsageError("--keys is missing: the file of the private keys.");
  if ((level === undefined) !== (instance === undefined) || instance === "") {
    throw new UsageError(
      "--level and --instance go together: the slice that is written, as --level device --instance A.",
    );
  }
  if (level === undefined && read.length === 0) {
    throw new UsageError("It would grant nothing: --level and --instance are what it writes, --read what it reads.");
  }
  const own = level === undefined || instance === undefined ? undefined : { level, instance };
  const cursor = instancesOf([...(own ? [`${own.level}=${own.instance}`] : []), ...read], "--read");
  const expiresAt = Date.now() + durationOf(expires, "--expires");
  if (expiresAt > MOST) throw new UsageError(`--expires ${expires} is after the year 9999.`);
  const keys = await importKeys(path);
  const key = keys.find(({ signing }) => signing !== undefined);
  if (key === undefined) throw new CommandError(`${path} has public keys alone, and a private one signs.`);
  if (isExposed(path, keys)) screen.printError(exposedLine(path));
  const token = await issueGrant(key, { tensor, cursor, slice: own, expiresAt });
  const until = new Date(expiresAt).toISOString();
  if (json) {
    screen.printJson({ token, tensor, cursor, slice: own, expires: until, key: key.id });
    return;
  }
  screen.print(token);
  const writes = own ? `writes ${own.level} ${own.instance}` : "writes nothing";
  const reads = Object.entries(cursor).map(([at, name]) => `${at} ${name}`);
  screen.printError(`${tensor}: ${writes}; reads ${[...reads, "what is shared"].join(", ")}; until ${until}`);
}

/** The last moment that its text has four digits for. */
const MOST = Date.UTC(9999, 11, 31);

export const exposedLine = (path: string): string =>
  `${path} holds private keys, and others than its owner may read it: chmod 600 ${path}`;
