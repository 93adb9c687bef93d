import type { IncomingMessage } from "node:http";
import { SUBPROTOCOL } from "./subprotocol.ts";

/** Whom a server lets in. */
export interface AdmissionRules {
  readonly path: string | undefined;
  readonly origins: readonly string[] | ((origin: string | undefined) => boolean);
  readonly maxConnections: number;
  readonly maxConnectionsPerAddress: number;
}

/** Decides about connections before they are upgraded, and counts those that were let in. */
export class Admission {
  readonly #rules: AdmissionRules;
  readonly #byAddress = new Map<string, number>();
  #count = 0;

  constructor(rules: AdmissionRules) {
    this.#rules = rules;
  }

  /** Whether a request is for this server, by its path. */
  isAddressed(request: IncomingMessage): boolean {
    return this.#rules.path === undefined || request.url?.split("?", 1)[0] === this.#rules.path;
  }

  /** The HTTP status with which a request is refused, or nothing where it is let in. */
  refusal(request: IncomingMessage, address: string): number | undefined {
    const { origins, maxConnections, maxConnectionsPerAddress } = this.#rules;
    const { origin, "sec-websocket-protocol": offered } = request.headers;
    if (!this.isAddressed(request)) return 404;
    const isWelcome =
      typeof origins === "function" ? origins(origin) : origin === undefined || origins.includes(origin);
    if (!isWelcome) return 403;
    if (!offered?.split(",").some((protocol) => protocol.trim() === SUBPROTOCOL)) return 400;
    if (this.#count >= maxConnections) return 503;
    if ((this.#byAddress.get(address) ?? 0) >= maxConnectionsPerAddress) return 429;
    return undefined;
  }

  enter(address: string): void {
    this.#count++;
    this.#byAddress.set(address, (this.#byAddress.get(address) ?? 0) + 1);
  }

  leave(address: string): void {
    this.#count--;
    const left = (this.#byAddress.get(address) ?? 0) - 1;
    if (left > 0) this.#byAddress.set(address, left);
    else this.#byAddress.delete(address);
  }
}
