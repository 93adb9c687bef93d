import { decodeFrame } from "../../src/codec/decode.ts";
import { encodeFrame } from "../../src/codec/encode.ts";
import type { Frame, Hello } from "../../src/codec/frames.ts";
import { Cells, type Hub } from "../../src/index.ts";
import { transportPair } from "../../src/transports/pair.ts";

/** Someone who speaks to a hub frame by frame, and may say what no replica would. */
export interface Caller {
  send(...frames: readonly Frame[]): void;
  /** Resolves with the next frame of a kind that has not been asked for; bye is the last that comes. */
  next<Kind extends Frame["kind"]>(kind: Kind): Promise<Extract<Frame, { kind: Kind }>>;
  /** All that came. */
  readonly heard: readonly Frame[];
  /** Resolves when the connection is over. */
  readonly closed: Promise<void>;
  hangUp(): void;
}

export function callerAt<Levels extends readonly string[]>(hub: Hub<Levels>): Caller {
  const [here, there] = transportPair();
  hub.accept(there);
  const heard: Frame[] = [];
  const asked: { readonly kind: string; readonly resolve: (frame: never) => void }[] = [];
  const unasked: Frame[] = [];
  let sent = 0;
  const closed = new Promise<void>((resolve) => {
    here.start({
      receive(bytes) {
        const { frame } = decodeFrame(bytes);
        heard.push(frame);
        const index = asked.findIndex(({ kind }) => kind === frame.kind);
        if (index < 0) unasked.push(frame);
        else asked.splice(index, 1)[0]?.resolve(frame as never);
      },
      drain() {},
      close: () => resolve(),
    });
  });
  return {
    send: (...frames) => {
      for (const frame of frames) here.send(encodeFrame(frame, sent++));
    },
    next: (kind) =>
      new Promise((resolve) => {
        const index = unasked.findIndex((frame) => frame.kind === kind);
        if (index < 0) asked.push({ kind, resolve: resolve as never });
        else resolve(unasked.splice(index, 1)[0] as never);
      }),
    heard,
    closed,
    hangUp: () => here.close(),
  };
}

/** Of an incarnation that is made of any text. */
export const helloOf = (levels: readonly string[], cursor: readonly string[], incarnation: string): Hello => ({
  kind: "hello",
  versions: [1, 1],
  tensor: "default",
  levels,
  incarnation: Buffer.from(incarnation).toString("hex").padEnd(32, "0"),
  cursor,
  epoch: "",
  revision: 0,
  token: "",
});

/** Values of options in one dimension at a place, by numbers of names. */
export function valuesAt(place: number, options: readonly number[], dimension: number, content: number = 1): Cells {
  const cells = new Cells(options.length);
  for (const option of options) cells.push(place, 0, option, dimension, content);
  return cells;
}
