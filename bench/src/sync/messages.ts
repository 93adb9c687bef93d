import type { Counters } from "@thalweg/wire";

/** What the processes of the demo say to each other. */
export type ToDevice =
  | { readonly do: "start"; readonly rows: readonly (readonly number[])[]; readonly models: readonly string[] }
  | { readonly do: "cut off" }
  | { readonly do: "come back" }
  | { readonly do: "finish" };

export type FromDevice =
  /** So many of its questions are done. */
  | { readonly says: "progress"; readonly done: number }
  /** All are done, and the hub has answered for everything. */
  | {
      readonly says: "settled";
      readonly queue: readonly string[];
      readonly shared: readonly string[];
      readonly refused: number;
    }
  | { readonly says: "gone" };

export type FromHub =
  | { readonly says: "listening"; readonly url: string }
  | { readonly says: "state"; readonly queue: readonly string[]; readonly cells: number; readonly counters: Counters };

export type ToHub = { readonly do: "state" } | { readonly do: "finish" };
