/** What the process of the clients says. */
export type FromClients =
  | { readonly says: "connected" }
  /** Of each second, from when a publication was due until it was acknowledged, in milliseconds. */
  | { readonly says: "published"; readonly latencies: readonly (readonly number[])[] };

/** What it is told. */
export type ToClients = { readonly do: "publish"; readonly seconds: number } | { readonly do: "end" };
