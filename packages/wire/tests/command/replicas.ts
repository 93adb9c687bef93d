import { afterEach } from "vitest";
import { createReplica, type Replica, type ReplicaOptions } from "../../src/index.ts";
import { webSocket } from "../../src/transports/websocket.ts";

export const levels = ["global", "workspace", "device"] as const;
/** As the command takes them. */
export const levelOption = ["--levels", levels.join(",")] as const;

type Levels = typeof levels;
const replicas = new Set<Replica<Levels>>();
afterEach(async () => {
  await Promise.all([...replicas].map((replica) => replica.close(0)));
  replicas.clear();
});

/** A device that connects to a hub over a real WebSocket; it is closed after the test. */
export function device(name: string, url: string, options: Partial<ReplicaOptions<Levels>> = {}): Replica<Levels> {
  const cursor = { workspace: "w", device: name };
  const replica = createReplica({ levels, cursor, backoff: { least: 20, most: 50 }, ...options });
  replicas.add(replica);
  replica.connect(webSocket(url));
  return replica;
}

/** Resolves once the status of a replica is as wanted. */
export function until<Found>(
  replica: Replica<Levels>,
  look: (status: Replica["status"]) => Found | undefined,
): Promise<Found> {
  return new Promise((resolve) => {
    const found = look(replica.status);
    if (found !== undefined) {
      resolve(found);
      return;
    }
    const end = replica.watch((status) => {
      const found = look(status);
      if (found === undefined) return;
      end();
      resolve(found);
    });
  });
}
