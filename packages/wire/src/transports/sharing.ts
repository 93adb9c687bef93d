import type { Server as HttpServer, IncomingMessage } from "node:http";
import type { Server as HttpsServer } from "node:https";
import type { Admission } from "./admission.ts";

/** Those who listen for WebSockets on one HTTP server: one of them answers what is for none of them. */
export class Sharing {
  static readonly #all = new WeakMap<HttpServer | HttpsServer, Sharing>();
  readonly #server: HttpServer | HttpsServer;
  readonly #admissions = new Set<Admission>();

  private constructor(server: HttpServer | HttpsServer) {
    this.#server = server;
  }

  static of(server: HttpServer | HttpsServer): Sharing {
    const sharing = Sharing.#all.get(server) ?? new Sharing(server);
    Sharing.#all.set(server, sharing);
    return sharing;
  }

  enter(admission: Admission): void {
    this.#admissions.add(admission);
  }

  leave(admission: Admission): void {
    this.#admissions.delete(admission);
  }

  /** Whether this one is to refuse a request; where others than these listen, too, it may be theirs. */
  refuses(admission: Admission, request: IncomingMessage): boolean {
    const [first] = this.#admissions;
    return (
      first === admission &&
      this.#server.listenerCount("upgrade") === this.#admissions.size &&
      [...this.#admissions].every((other) => !other.isAddressed(request))
    );
  }
}
