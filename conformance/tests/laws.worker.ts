import { checkLaw, laws } from "@thalweg/conformance";
import * as core from "@thalweg/core";

/** Asks for one law, by its place in `laws`. */
export interface Order {
  readonly law: number;
  readonly seed: number;
  readonly runs: number;
}

/** `error` is the failure's message; absent where the law holds. */
export interface Answer {
  readonly law: number;
  readonly error?: string;
}

/** The first message: which kind of global scope the laws run in. */
export interface Ready {
  readonly scope: string;
}

self.onmessage = ({ data }: MessageEvent<Order>) => {
  self.postMessage(answer(data));
};
self.postMessage({ scope: self.constructor.name } satisfies Ready);

function answer({ law: place, ...options }: Order): Answer {
  const law = laws[place];
  if (!law) return { law: place, error: `the worker knows no law at place ${place}` };
  try {
    checkLaw(law, core, options);
    return { law: place };
  } catch (error) {
    return { law: place, error: error instanceof Error ? error.message : String(error) };
  }
}
