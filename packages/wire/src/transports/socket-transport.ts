import type { WebSocket } from "ws";
import { Inbox } from "./inbox.ts";
import { ownBytes } from "./own-bytes.ts";
import type { Transport, TransportHandlers } from "./transport.ts";

/** So many bytes are kept before somebody listens. */
const MOST_KEPT = 16_384;

/** The server's end of one WebSocket. */
export class SocketTransport implements Transport {
  readonly #socket: WebSocket;
  readonly #inbox = new Inbox();
  readonly #maxBuffered: number;
  /** Whether something was left after a send, and nobody has been told that it is gone. */
  #isFull = false;
  /** How often it was pinged without having been heard since. */
  #unheard = 0;

  /** Takes over a socket; `onEnd` is called when it is gone. */
  constructor(socket: WebSocket, maxBuffered: number, onEnd: () => void) {
    this.#socket = socket;
    this.#maxBuffered = maxBuffered;
    // As "nodebuffer" a message would be a view of whatever else came with it.
    socket.binaryType = "arraybuffer";
    socket.on("message", (data, isBinary) => {
      this.#unheard = 0;
      if (isBinary) this.#receive(ownBytes(data as ArrayBuffer));
      else this.#leave("a message that is no frame", 1003, "binary messages only");
    });
    socket.on("ping", (data) => {
      this.#unheard = 0;
      socket.pong(data, false, this.#sent);
      this.#limit();
    });
    socket.on("pong", () => {
      this.#unheard = 0;
    });
    socket.on("error", (error) => this.#inbox.close(error.message));
    socket.on("close", (code, reason) => {
      this.#inbox.close(`${code} ${reason}`.trim());
      onEnd();
    });
  }

  #receive(bytes: Uint8Array): void {
    this.#inbox.receive(bytes);
    // Until somebody listens, what is more than a greeting stays with the stranger who sends it.
    if (this.#inbox.kept > MOST_KEPT) this.#socket.pause();
  }

  start(handlers: TransportHandlers): void {
    this.#inbox.start(handlers);
    this.#socket.resume();
  }

  get buffered(): number {
    return this.#inbox.isClosed ? 0 : this.#socket.bufferedAmount;
  }

  send(bytes: Uint8Array): void {
    if (this.#inbox.isClosed || this.#socket.readyState !== this.#socket.OPEN) return;
    this.#socket.send(bytes, this.#sent);
    this.#limit();
  }

  close(): void {
    this.#leave("closed here", 1000);
  }

  /** Takes leave of the other end, which is to connect elsewhere. */
  dismiss(): void {
    this.#leave("the server closes", 1001, "going-away");
  }

  /** Asks for a sign of life; cuts the connection where so many in a row were not answered. */
  ping(patience: number): void {
    // Nothing can be heard yet.
    if (this.#socket.isPaused) return;
    if (this.#unheard >= patience) this.#cut("idle: no answer to a ping");
    else if (this.#socket.readyState === this.#socket.OPEN) {
      this.#unheard++;
      this.#socket.ping(undefined, undefined, this.#sent);
      this.#limit();
    }
  }

  #leave(told: string, code: number, reason?: string): void {
    this.#inbox.end(told);
    this.#socket.resume();
    this.#socket.close(code, reason);
  }

  #cut(told: string): void {
    this.#inbox.end(told);
    this.#socket.resume();
    this.#socket.terminate();
  }

  /** After something was sent: either it has left, or it is within the limit. */
  #limit(): void {
    const buffered = this.#socket.bufferedAmount;
    if (buffered > 0) this.#isFull = true;
    if (buffered > this.#maxBuffered) this.#cut(`too slow: ${buffered} bytes had not left`);
  }

  readonly #sent = (): void => {
    if (!this.#isFull || this.#socket.bufferedAmount > 0) return;
    this.#isFull = false;
    this.#inbox.drain();
  };
}
