// A page that is a device; its hub is in a worker that all tabs share.
import { messagePort } from "../../src/transports/message-port.ts";
import { type BrowserDevice, browserDevice } from "./device.ts";

const name = new URLSearchParams(location.search).get("device") ?? "";
const connect = () => messagePort(new SharedWorker("/hub.worker.js", { type: "module" }).port);
const device = browserDevice(name, connect);

Object.assign(globalThis, { ask: (what: keyof BrowserDevice) => device[what]() });
