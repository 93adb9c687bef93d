import { drawQuality } from "./quality/picture.ts";
import { runBench } from "./speed/command.ts";

await runBench({
  suite: "quality",
  usage: "bench:quality",
  summary: "Measures what the learner decides on recorded outcomes, against its bars and against others.",
  picture: drawQuality,
});
