import { performance } from "node:perf_hooks";
import { createHub, type Log, trustEveryone } from "@thalweg/wire";
import { memoryLog } from "@thalweg/wire/memory-log";
import { atMost, type Figure, once } from "../speed/figure.ts";
import { named } from "../speed/world.ts";
import { LEVELS, measured } from "./telemetry.ts";

const WORKSPACES = named("workspace", 4);
const OPTIONS = named("option", 1_000);
const DIMENSIONS = named("dimension", 150);
const CELLS = WORKSPACES.length * OPTIONS.length * DIMENSIONS.length;

/** The bytes of a cell in what a log is compacted into, names and all. */
export async function measureState(): Promise<Figure[]> {
  const log = memoryLog();
  let bytes = 0;
  const measuring: Log = {
    open: (follower) => log.open(follower),
    append: (entry, id) => log.append(entry, id),
    compact(revision, state) {
      bytes = state.length;
      return log.compact(revision, state);
    },
    get size() {
      return log.size;
    },
    close: () => log.close(),
  };
  const options = { levels: LEVELS, log: measuring, authorize: trustEveryone("device") } as const;
  const hub = createHub(options);
  await hub.write((writer) => {
    for (const workspace of WORKSPACES) {
      for (const option of OPTIONS) {
        for (const dimension of DIMENSIONS) writer.setValue("workspace", workspace, option, dimension, measured());
      }
    }
  });
  const start = performance.now();
  await hub.compact();
  const saved = performance.now();
  await hub.close();
  const closed = performance.now();
  const again = createHub(options);
  await again.ready;
  const loaded = performance.now();
  const [there, here] = [hub, again].map(({ tensor }) =>
    tensor.value({ workspace: "workspace-3" }, "option-999", "dimension-149"),
  );
  if (here === undefined || here !== there) throw new Error("the state was not taken up");
  await again.close();
  return [
    {
      name: "state",
      label: `state of ${CELLS.toLocaleString("en-US")} cells, names included, each`,
      unit: "bytes",
      ...once(bytes / CELLS),
      bar: atMost(11),
      note: `${(bytes / 1e6).toFixed(1)} MB, compacted in ${Math.round(saved - start)} ms, taken up by a hub in ${Math.round(loaded - closed)} ms`,
    },
  ];
}
