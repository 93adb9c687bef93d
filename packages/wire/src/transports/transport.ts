/** What an end of a transport is told. */
export interface TransportHandlers {
  /** One frame, as it was sent; the bytes are the receiver's own. */
  receive(bytes: Uint8Array): void;
  /** {@link Transport.buffered} has fallen to where more may be sent. */
  drain(): void;
  /** No more comes, and nothing more can be sent; called once. */
  close(reason: string): void;
}

/** One end of a connection that carries whole frames, in order. */
export interface Transport {
  /** From now on tells of what happens, what has come already first; called once. */
  start(handlers: TransportHandlers): void;
  /** Sends one frame; the bytes are no longer the sender's, and may lie in a larger buffer. Once closed, does nothing. */
  send(bytes: Uint8Array): void;
  /** How many bytes were sent and have not left yet. */
  readonly buffered: number;
  /** Ends the connection, what was sent first; the other end is told. */
  close(): void;
}

/** Makes a connection; called again for each new one. It gives up when the signal aborts. */
export type Connect = (signal: AbortSignal) => Transport | Promise<Transport>;
