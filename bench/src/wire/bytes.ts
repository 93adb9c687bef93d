import { atLeast, atMost, type Figure, once } from "../speed/figure.ts";
import { thalweg } from "./ours.ts";
import { rivals } from "./rivals.ts";
import { DIMENSIONS, measured, OPTIONS } from "./telemetry.ts";

const CELLS = OPTIONS.length * DIMENSIONS.length;
const single = (): number => Math.fround(measured());

/** The bytes of a message that changes the thousand cells of a device, whose names are known. */
export async function measureBytes(): Promise<Figure[]> {
  const ours = await thalweg();
  const { subjects, missing } = await rivals();
  const label = "a message of 1,000 cells, names known";
  const [doubles, singles] = [measured, single].map((content) => ours.next(content).length / CELLS) as [number, number];
  await ours.close?.();
  const theirs = subjects.map((subject) => ({ ...subject, bytes: subject.next(measured).length / CELLS }));
  return [
    {
      name: "bytes",
      label: `${label}: random binary64, each`,
      unit: "bytes",
      ...once(doubles),
      bar: atMost(10.2),
      note: `8 are the number itself${missing}`,
    },
    {
      name: "bytes-singles",
      label: `${label}: binary32, each`,
      unit: "bytes",
      ...once(singles),
      bar: atMost(6.2),
      note: "4 are the number itself",
    },
    ...theirs.map(
      ({ key, name, bytes }): Figure => ({
        name: `bytes-${key}`,
        label: `${label}: ${name}, of ours`,
        unit: "×",
        ...once(bytes / doubles),
        bar: atLeast(1),
        note: `${bytes.toFixed(1)} bytes each`,
      }),
    ),
  ];
}
