import { WireError } from "../errors.ts";
import { Inbox } from "./inbox.ts";
import { ownBytes } from "./own-bytes.ts";
import { SUBPROTOCOL } from "./subprotocol.ts";
import type { Connect, Transport } from "./transport.ts";

/** Takes of {@link webSocket}. */
export interface WebSocketOptions {
  /** How long to wait until the connection is open, in milliseconds; 10,000 unless given. */
  readonly timeout?: number;
}

/** How often to look whether what was sent has left, in milliseconds: sockets do not tell. */
const POLL = 20;

/**
 * Connects to a hub over a WebSocket, wherever there is a global one: browsers, workers, Node 22 and later. The
 * connection fails with `connection-failed` where nobody answers in time or the other side refuses.
 *
 * @example
 * import { webSocket } from "@thalweg/wire/websocket";
 * const connect = webSocket("wss://hub.example/sync", { timeout: 5_000 });
 */
export function webSocket(url: string | URL, { timeout = 10_000 }: WebSocketOptions = {}): Connect {
  return (signal) =>
    new Promise<Transport>((resolve, reject) => {
      signal.throwIfAborted();
      const socket = new WebSocket(url, SUBPROTOCOL);
      const inbox = new Inbox();
      let isPolling = false;

      const settle = () => {
        clearTimeout(timer);
        signal.removeEventListener("abort", abort);
      };
      const fail = (error: unknown) => {
        settle();
        reject(error);
        socket.close();
      };
      const abort = () => fail(signal.reason);
      const timer = setTimeout(() => fail(new WireError("connection-failed", `no answer in ${timeout} ms`)), timeout);
      signal.addEventListener("abort", abort);

      const poll = () => {
        if (isPolling) return;
        isPolling = true;
        setTimeout(() => {
          isPolling = false;
          if (inbox.isClosed) return;
          if (socket.bufferedAmount) poll();
          else inbox.drain();
        }, POLL);
      };

      socket.binaryType = "arraybuffer";
      socket.onmessage = ({ data }) => {
        if (typeof data !== "string") inbox.receive(ownBytes(data));
        else {
          inbox.close("a message that is no frame");
          // 1003 says it better, but browsers reserve it for themselves.
          socket.close(4003, "binary messages only");
        }
      };
      socket.onclose = ({ code, reason }) => {
        const told = `${code} ${reason}`.trim();
        fail(new WireError("connection-failed", told));
        inbox.close(told);
      };
      socket.onopen = () => {
        settle();
        resolve({
          start(handlers) {
            inbox.start(handlers);
          },
          send(bytes) {
            if (inbox.isClosed) return;
            // Bytes that are shared between threads do not come from a codec.
            socket.send(bytes as Uint8Array<ArrayBuffer>);
            if (socket.bufferedAmount) poll();
          },
          get buffered() {
            return inbox.isClosed ? 0 : socket.bufferedAmount;
          },
          close() {
            inbox.end("closed here");
            socket.close(1000);
          },
        });
      };
    });
}
