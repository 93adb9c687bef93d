import type { NodeConnectionOptions } from "@nats-io/transport-node";

/**
 * Where to connect to, and as whom: `nats://user:password@host:4222`, `nats://token@host:4222`, or `tls://host:4222`. The
 * client by itself takes nothing but host and port from an address.
 */
export function connectionTo(servers: readonly string[]): NodeConnectionOptions {
  const options: NodeConnectionOptions = {};
  const addresses: string[] = [];
  for (const server of servers) {
    if (!/^[a-z]+:\/\//.test(server) || !URL.canParse(server)) {
      addresses.push(server);
      continue;
    }
    const { protocol, username, password, host } = new URL(server);
    addresses.push(host);
    if (protocol === "tls:") options.tls = {};
    if (password !== "") {
      options.user = decodeURIComponent(username);
      options.pass = decodeURIComponent(password);
    } else if (username !== "") options.token = decodeURIComponent(username);
  }
  return { ...options, servers: addresses };
}
