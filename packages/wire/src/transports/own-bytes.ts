/** The bytes of a message from a socket. For one without any, libraries hand the same buffer to everyone. */
export const ownBytes = (buffer: ArrayBuffer): Uint8Array =>
  buffer.byteLength === 0 ? new Uint8Array() : new Uint8Array(buffer);
