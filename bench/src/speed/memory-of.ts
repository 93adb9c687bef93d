/** Prints the bytes of `engine` or `reference` filled with the reports of so many devices: a process of its own. */
import { Tensor } from "@thalweg/core";
import { ReferenceTensor } from "@thalweg/core/testing";
import { type Order, report } from "./fleet.ts";
import { bytesInUse } from "./heap.ts";
import { LEVELS } from "./world.ts";

const [subject, devices, order] = process.argv.slice(2);
const make = () => (subject === "engine" ? new Tensor(LEVELS) : new ReferenceTensor(LEVELS));

// Compiled code and inline caches are no cells.
const small = make();
report(small.writer("global"), 100, order as Order);
const before = bytesInUse();
const tensor = make();
report(tensor.writer("global"), Number(devices), order as Order);
console.log(bytesInUse() - before);

if (small.revision === 0 || tensor.revision === 0) throw new Error("nothing was written");
