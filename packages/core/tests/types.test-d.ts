import { type Reader, Tensor, type Writer } from "../src/index.ts";

// What must not be done does not compile. Each line that is expected to fail says what it would be at run time.

const tensor = new Tensor(["global", "workspace", "device"]);
const levels: readonly ["global", "workspace", "device"] = tensor.levels;
void levels;

tensor.resolve({ device: "A" });
tensor.resolve({ workspace: "acme", device: undefined });
// @ts-expect-error unknown-level: a cursor with a level that does not exist
tensor.resolve({ planet: "earth" });
// @ts-expect-error unknown-level: a read of a level that does not exist
tensor.instances("planet");
// @ts-expect-error unknown-level: a writer for a level that does not exist
tensor.writer("planet");
// @ts-expect-error invalid-argument: a limit is a number
tensor.resolve({}, { limit: "3" });

const writer = tensor.writer("workspace");
writer.setValue("device", "A", "groq", "latency", 0.05);
// @ts-expect-error unknown-level: a write to a level that does not exist
writer.setValue("planet", "", "groq", "latency", 0.05);
// @ts-expect-error write-up: coarser than the writer's floor
writer.setValue("global", "", "groq", "latency", 0.05);
// @ts-expect-error write-up: a way up to a level coarser than the writer's floor
writer.rollUp({ from: "device", to: "global" });
// @ts-expect-error invalid-value: a value is a number
writer.setValue("device", "A", "groq", "latency", "fast");
// @ts-expect-error invalid-argument: there is no such aggregate
writer.rollUp({ from: "device", to: "workspace", using: "mode" });

const pinned: Writer<"device"> = tensor.writer("device", "A");
// @ts-expect-error write-up: a pinned writer writes its own slice alone
pinned.setValue("workspace", "acme", "groq", "latency", 0.05);
const narrowed: Writer<"device"> = writer.attenuate("device", "A");
void narrowed;

const reader: Reader<readonly ["global", "workspace", "device"]> = tensor.reader();
reader.best({ device: "A" });
// @ts-expect-error a reader cannot mint writers
reader.writer("device");
// @ts-expect-error a reader is no tensor
const whole: Tensor<readonly ["global", "workspace", "device"]> = reader;
void whole;

// Levels that are known only at run time are strings, and checked then.
const names: readonly string[] = ["a", "b"];
const open = new Tensor(names);
open.writer("a").setValue("b", "", "x", "k", 1);
open.resolve({ b: "1" });

// A queue is shared with whoever asks next.
// @ts-expect-error a queue is read-only
tensor.resolve({}).push("other");
