import { type Delta, Tensor } from "@thalweg/core";
import { pack, unpack } from "msgpackr";
import type { Subject } from "./subject.ts";
import { changes, DEVICE, DIMENSIONS, LEVELS, measured, OPTIONS } from "./telemetry.ts";

/** How a delta of the core becomes bytes, and a delta again. */
interface Format {
  encode(delta: Delta): Uint8Array;
  decode(bytes: Uint8Array): Delta;
}

/** A delta of the core as it is, through a general format, into a tensor. */
function plain(name: string, key: string, { encode, decode }: Format): Subject {
  const tensor = new Tensor(LEVELS);
  const writer = tensor.writer("global");
  const ready = Array.from({ length: 8 }, () => changes(measured));
  let encoded = 0;
  return {
    name,
    key,
    encode: () => encode(ready[encoded++ % ready.length] as Delta),
    // Of msgpackr's bytes a copy: they are a view of a buffer that it uses again.
    next: (content) => Buffer.from(encode(changes(content))),
    apply: (bytes) => writer.apply(decode(bytes)),
    last: () => tensor.value({ device: DEVICE }, OPTIONS.at(-1) as string, DIMENSIONS.at(-1) as string),
  };
}

/** msgpackr as it comes, which the wire has inside. */
export const msgpackr = (): Subject => plain("msgpackr", "msgpackr", { encode: pack, decode: unpack });

export const json = (): Subject =>
  plain("JSON", "json", {
    encode: (delta) => Buffer.from(JSON.stringify(delta)),
    decode: (bytes) => JSON.parse((bytes as Buffer).toString()),
  });
