import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { atMost, type Figure, once } from "./figure.ts";
import { CELLS_OF_A_DEVICE, type Order } from "./fleet.ts";

const CHILD = fileURLToPath(new URL("memory-of.ts", import.meta.url));

/** Bytes a cell that a fleet's reports take up, names included, in a process that holds nothing else. */
function bytesOfCell(subject: "engine" | "reference", devices: number, order: Order): number {
  const bytes = execFileSync(process.execPath, ["--expose-gc", CHILD, subject, `${devices}`, order], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  return Number(bytes) / (devices * CELLS_OF_A_DEVICE);
}

/** The figure is that of the order of reports that takes more memory. */
function measureFleet(devices: number): Pick<Figure, "unit" | "low" | "median" | "high" | "note"> {
  const whole = bytesOfCell("engine", devices, "whole");
  const mingled = bytesOfCell("engine", devices, "mingled");
  return {
    unit: "bytes",
    ...once(Math.max(whole, mingled)),
    note: `${whole.toFixed(1)} device by device, ${mingled.toFixed(1)} as all report cell by cell`,
  };
}

/** The memory of 600,000 cells, and of 6 million. */
export function measureMemory(): Figure[] {
  const fleet = measureFleet(20_000);
  return [
    {
      name: "memory",
      label: "memory of those 600,000 cells, each",
      ...fleet,
      bar: atMost(40),
      note: `${fleet.note}; reference ${bytesOfCell("reference", 20_000, "whole").toFixed(0)}`,
    },
    { name: "memory-6-million", label: "memory of 6 million, each", ...measureFleet(200_000), bar: atMost(32) },
  ];
}
