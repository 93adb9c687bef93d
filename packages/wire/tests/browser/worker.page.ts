// A page whose device is in a worker.
import type { BrowserDevice, Seen } from "./device.ts";

const worker = new Worker(`/device.worker.js${location.search}`, { type: "module" });
const waiting = new Map<number, (seen: Seen) => void>();
let last = 0;
worker.addEventListener("message", ({ data: { id, seen } }) => waiting.get(id)?.(seen));

Object.assign(globalThis, {
  ask: (what: keyof BrowserDevice): Promise<Seen> =>
    new Promise((resolve) => {
      waiting.set(++last, resolve);
      worker.postMessage({ id: last, what });
    }),
});
