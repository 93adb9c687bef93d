import { Cells, decodeFrame, encodeFrame, type Frame, type Transport } from "@thalweg/wire";
import { hex } from "./hex.ts";
import { LEVELS } from "./telemetry.ts";

/** What each of many devices publishes: ten options in one dimension, in its own slice. */
export const TEN: readonly string[] = Array.from({ length: 10 }, (_, i) => `option-${i}`);
export const DIMENSION = "latency";
const DEPTH = LEVELS.indexOf("device");
/** Acknowledgements are shorter than this, and deltas of ten cells longer. */
const SHORT = 40;
/** Publications are counted from here, so that all of them have as many bytes. */
export const FIRST = 1_000;
const NOTHING = new Uint8Array();

/**
 * A replica without a tensor, so that a hub can be measured whose replicas cost next to nothing: it makes the frames that
 * a real one would send, and looks at no frame that it gets but at welcomes and answers.
 */
export class LightReplica {
  readonly device: string;
  readonly #transport: Transport;
  #frames = 0;
  #sequence = 0;
  #publication: Uint8Array = NOTHING;
  /** The number that was published last. */
  latest = NaN;

  /** Calls back at the welcome, and at each acknowledgement. */
  constructor(device: string, transport: Transport, heard: () => void) {
    this.device = device;
    this.#transport = transport;
    transport.start({
      receive: (bytes) => {
        if (this.#sequence > 0 && bytes.length > SHORT) return;
        const { frame } = decodeFrame(bytes);
        if (frame.kind === "refuse") throw new Error(`${device}: a publication was refused: ${frame.code}`);
        if (frame.kind === "acknowledge" && frame.sequence !== this.#sequence) {
          throw new Error(`${device}: another publication was acknowledged`);
        }
        if (frame.kind === "welcome" || frame.kind === "acknowledge") heard();
      },
      drain() {},
      close() {},
    });
  }

  /** Introduces itself. */
  greet(): void {
    this.#transport.send(
      this.#encoded({
        kind: "hello",
        versions: [1, 1],
        tensor: "default",
        levels: LEVELS,
        incarnation: hex(),
        cursor: LEVELS.map((level) => (level === "device" ? this.device : "")),
        epoch: "",
        revision: 0,
        token: "",
      }),
    );
  }

  /** Makes its next publication ready; before the first one it says what its numbers stand for. */
  prepare(content: () => number): void {
    if (this.#sequence === 0) {
      this.#sequence = FIRST;
      const names = [...TEN, DIMENSION];
      this.#transport.send(this.#encoded({ kind: "names", numbers: [...names.keys()], names }));
    }
    const cells = new Cells(TEN.length);
    for (const i of TEN.keys()) {
      this.latest = content();
      cells.push(DEPTH * 2 + 1, 0, i, TEN.length, this.latest);
    }
    const bytes = this.#encoded({ kind: "publish", sequence: ++this.#sequence, cells });
    // The same memory each time: what lives on is copied by the collector, and that is no work of the hub's.
    if (bytes.length === this.#publication.length) this.#publication.set(bytes);
    else this.#publication = bytes;
  }

  publish(): void {
    this.#transport.send(this.#publication);
  }

  /** Has nothing more to publish, and no memory for it. */
  rest(): void {
    this.#publication = NOTHING;
  }

  #encoded(frame: Frame): Uint8Array {
    return encodeFrame(frame, this.#frames++);
  }
}
