import { existsSync } from "node:fs";
import type { Reader } from "@thalweg/core";
import { createHub, createReplica, type Hub, type Replica, WireError } from "../src/index.ts";
import { sqliteLog } from "../src/logs/sqlite.ts";
import { webSocket } from "../src/transports/websocket.ts";
import { READ_ONLY } from "./doorkeeper.ts";
import { CommandError } from "./failures.ts";
import type { InspectOrder } from "./inspect-usage.ts";
import { causeOf, notOpened } from "./place.ts";

/** What a hub has, to be looked at. */
export interface Source {
  readonly tensor: Reader;
  readonly revision: number;
  /** The slices that are withdrawn; unknown from afar. */
  readonly withdrawn?: Hub["withdrawn"];
  close(): Promise<void>;
}

/** What stands in the file of a hub, which is only read. Rejects with a {@link CommandError}, as {@link fromHub} does. */
export async function fromFile(path: string, { levels, tensor }: InspectOrder): Promise<Source> {
  if (!existsSync(path))
    throw new CommandError(`There is no file ${path}; give the --db that the hub was started with.`);
  const authorize = (): never => {
    throw new WireError("unauthorized", "a hub that nobody connects to");
  };
  // Without a lease and ways up it has nothing to write.
  const hub = createHub({ levels, tensor, log: sqliteLog({ path, readOnly: true }), authorize, lease: 0 });
  try {
    await hub.ready;
  } catch (error) {
    await hub.close();
    throw notOpened(error, { kind: "sqlite", path });
  }
  return hub;
}

/** What a hub that runs lets a replica read. */
export async function fromHub(url: string, order: InspectOrder): Promise<Source> {
  const { levels, tensor, timeout } = order;
  const token = order.token === "" ? READ_ONLY : order.token;
  const cursor = order.cursor ?? cursorOf(token, levels);
  const replica = createReplica({ levels, tensor, cursor, token });
  try {
    await settled(replica, url, timeout);
  } catch (error) {
    await replica.close(0);
    throw error;
  }
  const { revision } = replica.status;
  return { tensor: replica.tensor, revision, close: () => replica.close(0) };
}

async function settled(replica: Replica, url: string, timeout: number): Promise<void> {
  let late: ReturnType<typeof setTimeout> | undefined;
  let unwatch = (): void => {};
  const refused = new Promise<never>((_, reject) => {
    const giveUp = (): void => reject(new CommandError(`${url} did not answer in ${timeout / 1_000} s.`));
    late = setTimeout(giveUp, timeout);
    // The first reason is as good as any: what is refused once is refused again.
    unwatch = replica.watch(({ error }) => {
      if (error !== undefined) reject(notReached(error, url));
    });
  });
  replica.connect(webSocket(url, { timeout }));
  try {
    await Promise.race([replica.settled(), refused]);
  } finally {
    clearTimeout(late);
    unwatch();
  }
}

function notReached(error: WireError, url: string): CommandError {
  if (error.code === "connection-failed") {
    return new CommandError(`No hub answers at ${url} (${causeOf(error)}); see that it runs, and where it listens.`);
  }
  if (error.code === "other-tensor") {
    return new CommandError(`The hub has another tensor: --levels and --tensor have to be those it was started with.`);
  }
  if (error.code === "unauthorized") {
    return new CommandError("The hub asks for a --token that lets it read this cursor; it does not say what is wrong.");
  }
  return new CommandError(`The hub ended the session: ${error.message}`);
}

/** What a token lets its bearer read; whether it is genuine is for the hub to say. */
function cursorOf(token: string, levels: readonly string[]): Readonly<Record<string, string>> {
  try {
    const claims = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
    const entries = Object.entries(claims.cursor as Record<string, unknown>);
    return Object.fromEntries(
      entries.filter((entry): entry is [string, string] => levels.includes(entry[0]) && typeof entry[1] === "string"),
    );
  } catch {
    return {};
  }
}
