import { engineOf } from "./engine.ts";
import { atMost, type Figure, once } from "./figure.ts";
import { bytesInUse } from "./heap.ts";
import { keep } from "./race.ts";
import { cursorsOf, worldOf } from "./world.ts";

/** How much more memory there is in use after 100,000 different cursors than after 1,000. */
export function measureViews(): Figure[] {
  const world = worldOf(100, 8);
  const before = bytesInUse();
  const { engine } = engineOf(world);
  const cursors = cursorsOf(world);
  const ask = (count: number): number => {
    for (let i = 0; i < count; i++) keep(engine.resolve(cursors()).length);
    return bytesInUse() - before;
  };
  const few = ask(1_000);
  const many = ask(99_000);
  return [
    {
      name: "views",
      label: "memory after 100,000 cursors, beyond that after 1,000",
      unit: "MB",
      ...once((many - few) / 1e6),
      bar: atMost(4),
      note: `${(many / 1e6).toFixed(1)} MB against ${(few / 1e6).toFixed(1)} MB, the tensor included`,
    },
  ];
}
