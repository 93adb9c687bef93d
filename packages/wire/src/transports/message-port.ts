import { Inbox } from "./inbox.ts";
import type { Transport } from "./transport.ts";

/** What is needed of a port; those of browsers and of Node's `worker_threads` have it. */
export interface Port {
  postMessage(message: unknown, transfer: ArrayBuffer[]): void;
  addEventListener(type: string, listener: (event: Event) => void): void;
  start(): void;
  close(): void;
}

/** The word with which an end takes its leave: a port that closes does not tell the other one everywhere. */
const BYE = "bye";

/**
 * One end of a connection over one end of a `MessageChannel`, between tabs, workers and threads; the port belongs to the
 * transport from now on. A frame is moved to the other side without a copy where its bytes fill their buffer, and
 * `buffered` counts the bytes that the other end has not received yet. A browser does not tell of a worker that was
 * terminated: the session's lease does.
 *
 * @example
 * import { messagePort } from "@thalweg/wire/message-port";
 * const { port1, port2 } = new MessageChannel();
 * // For a worker: worker.postMessage(port2, [port2]), and there messagePort(event.data).
 * const [here, there] = [messagePort(port1), messagePort(port2)];
 * here.close();
 */
export function messagePort(port: Port): Transport {
  const inbox = new Inbox();
  let buffered = 0;

  function listen(event: Event): void {
    // Both kinds of port tell of messages with this.
    const { data } = event as MessageEvent<unknown>;
    if (data instanceof ArrayBuffer) {
      // A receipt, first: the handler may close the port.
      port.postMessage(data.byteLength, []);
      inbox.receive(new Uint8Array(data));
    } else if (typeof data === "number") {
      buffered -= data;
      if (buffered === 0) inbox.drain();
    } else {
      lose(data === BYE ? "closed by the other end" : "a message that is no frame");
    }
  }

  function lose(reason: string): void {
    inbox.close(reason);
    port.close();
  }

  return {
    start(handlers) {
      inbox.start(handlers);
      // Until here the port itself keeps what comes.
      port.addEventListener("message", listen);
      port.addEventListener("messageerror", () => lose("a message that could not be read"));
      port.addEventListener("close", () => lose("the port was closed"));
      port.start();
    },
    send(bytes) {
      if (inbox.isClosed) return;
      buffered += bytes.length;
      const { buffer } = bytes;
      const owned =
        buffer instanceof ArrayBuffer && buffer.byteLength === bytes.length ? buffer : new Uint8Array(bytes).buffer;
      port.postMessage(owned, [owned]);
    },
    get buffered() {
      return inbox.isClosed ? 0 : buffered;
    },
    close() {
      if (inbox.isClosed) return;
      inbox.end("closed here");
      port.postMessage(BYE, []);
      port.close();
    },
  };
}
