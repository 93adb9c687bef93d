import { setTimeout as delay } from "node:timers/promises";
import { Random } from "../../simulator/random.ts";
import { type Connect, createReplica, decodeFrame, type Replica, type Storage } from "../../src/index.ts";
import { webSocket } from "../../src/transports/websocket.ts";
import { levels } from "../command/replicas.ts";
import { cellOf, TWINS } from "./twins.ts";

/** The name of the tensor of all hubs here, and of its history at a broker. */
export const tensor = "fleet";

const OPTIONS = ["anthropic", "cerebras", "groq", "openai"];
/** Between two writes, in milliseconds, at most. */
const PAUSE = 8;

/** A device in this process that writes all the time, connected or not, and remembers what it was told is safe. */
export class Device {
  readonly name: string;
  readonly cursor: { readonly workspace: string; readonly device: string };
  /** What it wrote last, by cell; the numbers of a device only rise. */
  readonly written = new Map<string, number>();
  /** What it had written when the hub had last answered for everything. */
  settled: ReadonlyMap<string, number> = new Map();
  /** As it says hello. */
  incarnation = "";
  /** The last publication whose acknowledgement came, and how many came. */
  acknowledged = 0;
  answers = 0;
  readonly errors = new Set<string>();
  /** What it read of its own slice that was not what it had written. */
  readonly strays: string[] = [];
  replica: Replica<typeof levels>;
  readonly #storage: (() => Storage) | undefined;
  readonly #urls: readonly string[];
  readonly #random: Random;
  readonly #changed: () => void;
  #count = 0;
  #attempts = 0;
  #isPaused = false;
  #isStopped = false;
  readonly #running: Promise<void>;

  /**
   * It goes from one of the hubs to the next whenever it connects; `storage` makes one for each of its lives, and
   * `changed` is called whenever something of this has.
   */
  constructor(name: string, urls: readonly string[], options: DeviceOptions) {
    this.name = name;
    this.cursor = { workspace: "w", device: name };
    this.#urls = urls;
    this.#storage = options.storage;
    this.#random = new Random(options.seed);
    this.#changed = options.changed;
    this.replica = this.#live();
    this.#running = this.#run();
  }

  #live(): Replica<typeof levels> {
    const storage = this.#storage?.();
    const replica = createReplica({
      levels,
      tensor,
      cursor: this.cursor,
      ...(storage && { storage }),
      backoff: { least: 20, most: 100 },
    });
    replica.watch(({ phase, unanswered, error }) => {
      // Before it is live, it may not have read yet what it kept.
      if (phase === "live" && unanswered === 0) this.settled = new Map(this.written);
      if (error !== undefined) this.errors.add(error.code);
      this.#changed();
    });
    void replica.ready.then(() =>
      replica.tensor.subscribe((delta) => {
        for (const { level, option, dimension, content } of delta) {
          const cell = cellOf(option, dimension);
          if (level === "device" && content !== this.written.get(cell)) this.strays.push(`${cell}: ${content}`);
        }
      }),
    );
    replica.connect(this.#tapped);
    return replica;
  }

  /** Connects to the next hub, and reads what crosses the wire: who it says it is, and what is acknowledged. */
  readonly #tapped: Connect = async (signal) => {
    const url = this.#urls[this.#attempts++ % this.#urls.length] as string;
    const transport = await webSocket(url)(signal);
    return {
      start: ({ receive, ...others }) =>
        transport.start({
          ...others,
          receive: (bytes) => {
            this.#hear(bytes);
            receive(bytes);
          },
        }),
      send: (bytes) => {
        const { frame } = decodeFrame(bytes);
        if (frame.kind === "hello") this.incarnation = frame.incarnation;
        transport.send(bytes);
      },
      get buffered() {
        return transport.buffered;
      },
      close: () => transport.close(),
    };
  };

  #hear(bytes: Uint8Array): void {
    const { frame } = decodeFrame(bytes);
    if (frame.kind === "welcome") this.acknowledged = Math.max(this.acknowledged, frame.answered);
    if (frame.kind !== "acknowledge") return;
    this.acknowledged = Math.max(this.acknowledged, frame.sequence);
    this.answers++;
  }

  async #run(): Promise<void> {
    while (!this.#isStopped) {
      if (!this.#isPaused) this.#write();
      await delay(this.#random.below(PAUSE));
    }
  }

  #write(): void {
    const option = OPTIONS[this.#random.below(OPTIONS.length)] as string;
    const number = ++this.#count;
    this.replica.writer.batch((writer) => {
      for (const dimension of TWINS) {
        this.written.set(cellOf(option, dimension), number);
        writer.setValue("device", this.name, option, dimension, number);
      }
    });
  }

  /** Ends this life as it is, and begins another with what was kept; resolves once that is there. */
  async liveAnew(): Promise<void> {
    this.#isPaused = true;
    await this.replica.close(0);
    this.replica = this.#live();
    await this.replica.ready;
    this.#isPaused = false;
  }

  /** Goes to one of the hubs that it knows, wherever it is. */
  moveTo(url: string): void {
    this.#attempts = this.#urls.indexOf(url);
    this.replica.connect(this.#tapped);
  }

  /** Writes no more; resolves once the hub has answered for everything. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#running;
    await this.replica.settled();
  }

  /** Ends it, whatever it was about. */
  async end(): Promise<void> {
    this.#isStopped = true;
    await this.#running;
    await this.replica.close(0);
  }

  /** What the device itself reads of its own slice. */
  get read(): ReadonlyMap<string, number> {
    const own = [...this.replica.tensor.cells()].filter(({ level }) => level === "device");
    return new Map(own.map(({ option, dimension, value = Number.NaN }) => [cellOf(option, dimension), value]));
  }
}

/** What a {@link Device} is made with. */
export interface DeviceOptions {
  readonly seed: number;
  readonly changed: () => void;
  readonly storage?: (() => Storage) | undefined;
}
