import { createReplica, encodeFrame, type Frame } from "@thalweg/wire";
import { Line } from "./line.ts";
import type { Subject } from "./subject.ts";
import { columns, DEVICE, DIMENSIONS, LEVELS, measured, NAMES, OPTIONS } from "./telemetry.ts";

const EPOCH = "0".repeat(32);
/** A session that has lasted: its numbers are no small ones. */
const LONG = 1_000_000;

/** A replica with a session; the benchmark is its hub, and has told it the names. */
export async function thalweg(): Promise<Subject> {
  const replica = createReplica({ levels: LEVELS, cursor: { device: DEVICE } });
  const line = new Line(() => {});
  replica.connect(line);
  await new Promise((resolve) => setImmediate(resolve));
  let frames = 0;
  let revision = -1;
  const tell = (frame: Frame): void => line.deliver(encodeFrame(frame, frames++));
  const next: Subject["next"] = (content) => {
    const base = revision;
    revision = base < 0 ? LONG : base + 1;
    return encodeFrame({ kind: "delta", base, revision, cells: columns(content) }, frames++);
  };
  const answer = { answered: 0, refusal: "", lease: 0, maxBytes: 1 << 20, maxCells: 1 << 16 };
  tell({ kind: "welcome", version: 1, epoch: EPOCH, revision: LONG, ...answer });
  tell({ kind: "names", numbers: [...NAMES.keys()], names: NAMES });
  line.deliver(next(measured));
  const { phase, error } = replica.status;
  if (phase !== "live") throw new Error("the replica was not let in", { cause: error });

  const ready = Array.from({ length: 8 }, () => columns(measured));
  let encoded = 0;
  return {
    name: "Thalweg",
    key: "thalweg",
    encode: () => {
      const cells = ready[encoded++ % ready.length] as (typeof ready)[number];
      return encodeFrame({ kind: "delta", base: LONG, revision: LONG + 1, cells }, LONG);
    },
    next,
    apply: (bytes) => line.deliver(bytes),
    last: () => replica.tensor.value({ device: DEVICE }, OPTIONS.at(-1) as string, DIMENSIONS.at(-1) as string),
    close: () => replica.close(0),
  };
}
