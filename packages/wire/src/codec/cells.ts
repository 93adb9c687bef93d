import { Room } from "./room.ts";

/** The layers of a cell, by number. */
export const VALUE = 0;
export const WEIGHT = 1;
export type LayerNumber = 0 | 1;

const room = new Room();

/**
 * Changes of cells, as columns that grow: in row i, one layer of the cell (place, option, dimension) becomes `content`,
 * or is unset where that is NaN. A place is the number of a slice, an option and a dimension those of names; what they
 * number is for the owner to say. No cell layer stands in two rows.
 */
export class Cells {
  length = 0;
  place: Uint32Array;
  layer: Uint8Array;
  option: Uint32Array;
  dimension: Uint32Array;
  content: Float64Array;

  constructor(capacity = 16) {
    // One piece of memory: to take five takes longer than to fill them.
    const { buffer, byteOffset } = room.take(capacity * 21);
    this.content = new Float64Array(buffer, byteOffset, capacity);
    this.place = new Uint32Array(buffer, byteOffset + capacity * 8, capacity);
    this.option = new Uint32Array(buffer, byteOffset + capacity * 12, capacity);
    this.dimension = new Uint32Array(buffer, byteOffset + capacity * 16, capacity);
    this.layer = new Uint8Array(buffer, byteOffset + capacity * 20, capacity);
  }

  push(place: number, layer: number, option: number, dimension: number, content: number): void {
    const i = this.length++;
    if (i === this.place.length) this.#grow();
    this.place[i] = place;
    this.layer[i] = layer;
    this.option[i] = option;
    this.dimension[i] = dimension;
    this.content[i] = content;
  }

  /** Adds one row of others. */
  pushRow({ place, layer, option, dimension, content }: Cells, row: number): void {
    this.push(
      place[row] as number,
      layer[row] as number,
      option[row] as number,
      dimension[row] as number,
      content[row] as number,
    );
  }

  /** The rows from one to another, as a view of the same columns. */
  slice(from: number, to: number): Cells {
    const cells = new Cells(0);
    cells.length = to - from;
    cells.place = this.place.subarray(from, to);
    cells.layer = this.layer.subarray(from, to);
    cells.option = this.option.subarray(from, to);
    cells.dimension = this.dimension.subarray(from, to);
    cells.content = this.content.subarray(from, to);
    return cells;
  }

  #grow(): void {
    const capacity = Math.max(16, this.place.length * 2);
    const grown = new Cells(capacity);
    for (const column of ["place", "layer", "option", "dimension", "content"] as const) {
      grown[column].set(this[column]);
    }
    const { place, layer, option, dimension, content } = grown;
    Object.assign(this, { place, layer, option, dimension, content });
  }
}
