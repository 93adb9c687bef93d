// A hub for all tabs of an origin, as long as one of them is open.
import { createHub, trustEveryone } from "../../src/index.ts";
import { memoryLog } from "../../src/logs/memory.ts";
import { messagePort } from "../../src/transports/message-port.ts";
import { levels } from "./device.ts";

const hub = createHub({
  levels,
  log: memoryLog(),
  authorize: trustEveryone("device"),
  ways: [{ kind: "rollUp", from: "device", to: "global", using: "max" }],
});
void hub.write((writer) => writer.setWeight("global", "", "latency", 1));

addEventListener("connect", (event) => {
  const [port] = (event as MessageEvent).ports;
  if (port !== undefined) hub.accept(messagePort(port));
});
