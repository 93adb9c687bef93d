import type { Cells } from "./cells.ts";
import { MOST_KEYS, type Strides } from "./order.ts";
import type { Reader } from "./reader.ts";
import { countVarints, VarintReader } from "./varints.ts";

/** Places are below 2^32, and have two layers. */
const MOST_GROUPS = 2 ** 33;

/** Fills rows from `start` on from the differences of their keys. Throws unless these ascend and are some. */
export function readKeys(
  reader: Reader,
  bytes: Uint8Array,
  { place, layer, option, dimension }: Cells,
  start: number,
  { options, dimensions }: Strides,
): void {
  const differences = new VarintReader(bytes);
  const end = start + countVarints(bytes);
  const most = Math.min(MOST_KEYS, MOST_GROUPS * dimensions * options);
  let key = 0;
  // The key, taken apart: this is faster than to divide each.
  let group = 0;
  let dimensionNow = 0;
  let optionNow = 0;
  for (let i = start; i < end; i++) {
    const difference = differences.next();
    key += difference;
    if (!(key < most) || (difference === 0 && i > start)) reader.fail("no order");
    optionNow += difference;
    if (optionNow >= options) {
      const carry = Math.floor(optionNow / options);
      optionNow -= carry * options;
      dimensionNow += carry;
      if (dimensionNow >= dimensions) {
        const carry = Math.floor(dimensionNow / dimensions);
        dimensionNow -= carry * dimensions;
        group += carry;
      }
    }
    place[i] = group / 2;
    layer[i] = group & 1;
    option[i] = optionNow;
    dimension[i] = dimensionNow;
  }
}
