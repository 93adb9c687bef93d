import { counted, type Measurements, timed } from "../speed/measurements.ts";

/** All measurements of the wire. */
export const MEASUREMENTS: Measurements = new Map([
  ["bytes", counted(async () => (await import("./bytes.ts")).measureBytes)],
  ["encode", timed(async () => (await import("./codec.ts")).measureEncode)],
  ["apply", timed(async () => (await import("./codec.ts")).measureApply)],
  ["state", counted(async () => (await import("./state.ts")).measureState)],
  ["hub", timed(async () => (await import("./hub.ts")).measureHub)],
  ["sqlite", timed(async () => (await import("./hub.ts")).measureSqlite)],
  ["sockets", timed(async () => (await import("./sockets.ts")).measureSockets)],
  ["idle", counted(async () => (await import("./idle.ts")).measureIdle)],
  ["reconnect", counted(async () => (await import("./reconnect.ts")).measureReconnect)],
  ["package", counted(async () => (await import("./package.ts")).measurePackage)],
]);
