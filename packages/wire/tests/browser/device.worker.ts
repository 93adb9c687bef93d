// A device in a worker, with a storage of its origin; the page asks it.
import { indexedDBStorage } from "../../src/storage/indexeddb.ts";
import { webSocket } from "../../src/transports/websocket.ts";
import { type BrowserDevice, browserDevice } from "./device.ts";

const given = new URLSearchParams(location.search);
const device = browserDevice("A", webSocket(given.get("hub") ?? ""), indexedDBStorage({ name: "device" }));

addEventListener(
  "message",
  async ({ data }: MessageEvent<{ readonly id: number; readonly what: keyof BrowserDevice }>) => {
    postMessage({ id: data.id, seen: await device[data.what]() });
  },
);
