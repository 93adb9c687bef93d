import { type Log, WireError } from "../src/index.ts";
import { CommandError } from "./failures.ts";
import type { Place } from "./hub-usage.ts";

/** SQLite's numbers for a file that another process holds, that may not be written, and that cannot be opened. */
const [BUSY, READ_ONLY, CANNOT_OPEN] = [5, 8, 14];

/** The log at a place; with a new epoch where it was restored. */
export async function logAt(place: Place, tensor: string, newEpoch: boolean = false): Promise<Log> {
  // Each is loaded where it is asked for: not everyone has a broker, nor every runtime SQLite.
  if (place.kind === "memory") return (await import("../src/logs/memory.ts")).memoryLog();
  if (place.kind === "sqlite") return (await import("../src/logs/sqlite.ts")).sqliteLog({ path: place.path, newEpoch });
  try {
    const { jetstreamLog } = await import("../src/logs/jetstream.ts");
    return jetstreamLog({ servers: place.servers, name: tensor, newEpoch });
  } catch (error) {
    if ((error as { code?: string }).code !== "ERR_MODULE_NOT_FOUND") throw error;
    const packages = ["transport-node", "jetstream", "obj"].map((name) => `@nats-io/${name}`);
    throw new CommandError(`--nats needs the broker's client: npm install ${packages.join(" ")}`);
  }
}

/** A place in words. */
export function placeName(place: Place): string {
  if (place.kind === "memory") return "in memory, forgotten at the end";
  if (place.kind === "sqlite") return place.path;
  // What stands before an @ is for the broker alone.
  return place.servers.map((server) => server.replace(/\/\/.*@/, "//")).join(", ");
}

/** Why a log could not be opened, and what to do. */
export function notOpened(error: unknown, place: Place): unknown {
  const name = placeName(place);
  if (!(error instanceof WireError)) return error;
  if (error.code === "other-tensor") {
    const [what = ""] = error.message.replace(/^other-tensor: /, "").split(" at log;");
    return new CommandError(`${name} holds ${what}; give --levels and --tensor as it was made with.`);
  }
  const number = ((error.cause as { errcode?: number } | undefined)?.errcode ?? 0) & 0xff;
  if (place.kind === "nats" && error.code === "log-failed") {
    return new CommandError(
      `No broker with JetStream answers at ${name} (${causeOf(error)}); start one with "nats-server -js", or give another --nats.`,
    );
  }
  if (number === BUSY) {
    return new CommandError(`${name} is in use by another hub; stop that one, or give this one another --db.`);
  }
  if (number === CANNOT_OPEN || number === READ_ONLY) {
    return new CommandError(`${name} cannot be opened: see that its folder is there, and that you may write in it.`);
  }
  if (error.code === "log-corrupt") {
    return new CommandError(
      `${name} is no log of a hub that this release can read (${causeOf(error)}); give another --db, or restore a backup.`,
    );
  }
  return new CommandError(error.message);
}

/** What the innermost error says. */
export function causeOf(error: Error): string {
  let innermost = error;
  while (innermost.cause instanceof Error) innermost = innermost.cause;
  if (!(innermost instanceof WireError)) return innermost.message || innermost.name;
  const { code, advice, message } = innermost;
  return message.slice(code.length + 2, -advice.length - 2);
}
