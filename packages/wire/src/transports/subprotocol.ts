/** The WebSocket sub-protocol under which the frames travel, one to a binary message. */
export const SUBPROTOCOL = "thalweg.1";
