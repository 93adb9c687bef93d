// The core takes no environment: under its tsconfig these names must not compile.
// The unused directive that a name leaves behind when it does compile is the failure of this test.

// @ts-expect-error Node
export type Process = typeof process;
// @ts-expect-error Node
export type Bytes = Buffer;
// @ts-expect-error Node
export type FileSystem = typeof import("node:fs");
// @ts-expect-error a page
export type Page = typeof window;
// @ts-expect-error a page
export type Tree = typeof document;
// @ts-expect-error I/O
export type Network = typeof fetch;
// @ts-expect-error I/O
export type Log = typeof console;
// @ts-expect-error a clock
export type Timer = typeof setTimeout;
// @ts-expect-error a clock
export type Clock = typeof performance;
// @ts-expect-error randomness
export type Randomness = typeof crypto;
