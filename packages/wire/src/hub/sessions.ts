import type { Hello } from "../codec/frames.ts";
import { WireError } from "../errors.ts";
import type { NameTable } from "../session/names.ts";
import { Connection, type Wire } from "./connection.ts";
import { CountedWire, type Counters } from "./counters.ts";
import type { HubIdentity, HubPorts } from "./identity.ts";

/** Who is connected, and how sessions end. */
export class Sessions {
  readonly #identity: HubIdentity;
  readonly #ports: HubPorts;
  readonly #counters: Counters;
  readonly #table: NameTable;
  readonly #connections = new Set<Connection>();
  /** Those that were let in, by incarnation. */
  readonly #live = new Map<string, Connection>();

  constructor(identity: HubIdentity, ports: HubPorts, counters: Counters, table: NameTable) {
    this.#identity = identity;
    this.#ports = ports;
    this.#counters = counters;
    this.#table = table;
  }

  open(wire: Wire, now: number): Connection {
    const connection = new Connection(new CountedWire(wire, this.#counters), this.#table, this.#identity.limits, now);
    this.#connections.add(connection);
    this.#counters.connections = this.#connections.size;
    return connection;
  }

  /** A connection is gone; says whether it was there. */
  remove(connection: Connection): boolean {
    if (!this.#connections.delete(connection)) return false;
    this.#counters.connections = this.#connections.size;
    connection.phase = "ended";
    const { hello } = connection;
    if (hello !== undefined && this.#live.get(hello.incarnation) === connection) this.#live.delete(hello.incarnation);
    return true;
  }

  get live(): Iterable<Connection> {
    return this.#live.values();
  }

  of(incarnation: string): Connection | undefined {
    return this.#live.get(incarnation);
  }

  enter(connection: Connection): void {
    this.#live.set((connection.hello as Hello).incarnation, connection);
  }

  /** Ends a session, and says why; the transport sees to it that `closed` follows. */
  end(connection: Connection, error: WireError): void {
    if (connection.phase === "ended") return;
    const { ended } = this.#counters;
    ended[error.code] = (ended[error.code] ?? 0) + 1;
    this.#ports.report(error, connection);
    // Why a grant was refused is for the hub's log; the caller learns that it was.
    connection.send({ kind: "bye", code: error.code.startsWith("grant-") ? "unauthorized" : error.code });
    connection.phase = "ended";
    connection.wire.close();
  }

  /** Ends the sessions of those that were not heard in time, and of those whose grants have expired. */
  endOverdue(now: number): void {
    const { lease } = this.#identity;
    for (const connection of this.#connections) {
      if (lease > 0 && now - connection.heardAt > lease) {
        this.end(connection, new WireError("lease-expired", "the replica did not renew"));
      } else if (now >= connection.expires) {
        this.end(connection, new WireError("unauthorized", "the grant has expired"));
      }
    }
  }

  /** Says goodbye to everyone. */
  leave(): void {
    for (const connection of this.#connections) {
      this.end(connection, new WireError("going-away", "the hub was closed"));
    }
  }
}
