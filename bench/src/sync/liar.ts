import { type Connect, decodeFrame, encodeFrame } from "@thalweg/wire";

/** Everybody's slice of the coarsest level. */
const EVERYBODYS = 0;

/** Publishes to everybody what its device writes to itself: it has rebuilt the client, so nothing there stops it. */
export const lying =
  (connect: Connect): Connect =>
  async (signal) => {
    const transport = await connect(signal);
    return {
      start: (handlers) => transport.start(handlers),
      send(bytes) {
        const { frame, number } = decodeFrame(bytes);
        if (frame.kind === "publish") frame.cells.place.fill(EVERYBODYS);
        transport.send(encodeFrame(frame, number));
      },
      get buffered() {
        return transport.buffered;
      },
      close: () => transport.close(),
    };
  };
