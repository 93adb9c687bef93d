import { Cells, WEIGHT } from "../../src/codec/cells.ts";

/** A row as data: `null` where it is unset. */
export interface Row {
  readonly place: number;
  readonly layer: "value" | "weight";
  readonly option: number;
  readonly dimension: number;
  readonly content: number | "inf" | null;
}

/** The rows of cells, set before unset and each in the order of their keys, as a reader gives them. */
export function rowsOf({ length, place, layer, option, dimension, content }: Cells): readonly Row[] {
  const rows = Array.from({ length }, (_, i): Row => {
    const number = content[i] as number;
    return {
      place: place[i] as number,
      layer: layer[i] === WEIGHT ? "weight" : "value",
      option: option[i] as number,
      dimension: dimension[i] as number,
      content: Number.isNaN(number) ? null : number === Number.POSITIVE_INFINITY ? "inf" : number + 0,
    };
  });
  return rows.sort(
    (a, b) =>
      Number(a.content === null) - Number(b.content === null) ||
      a.place - b.place ||
      a.layer.localeCompare(b.layer) ||
      a.dimension - b.dimension ||
      a.option - b.option,
  );
}

/** A message as plain data: cells become their rows. */
export function readable(message: unknown): unknown {
  if (message instanceof Cells) return rowsOf(message);
  if (Array.isArray(message)) return message.map(readable);
  if (typeof message !== "object" || message === null) return message;
  return Object.fromEntries(Object.entries(message).map(([key, content]) => [key, readable(content)]));
}
