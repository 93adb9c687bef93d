import { type MessagePort, workerData } from "node:worker_threads";
import { messagePort } from "../../src/transports/message-port.ts";

const transport = messagePort(workerData as MessagePort);
transport.start({
  receive: (bytes) => transport.send(bytes.map((byte) => byte + 1)),
  drain() {},
  close() {},
});
