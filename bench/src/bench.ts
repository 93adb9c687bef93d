import { runBench } from "./speed/command.ts";
import { drawPicture } from "./speed/picture.ts";

await runBench({
  suite: "speed",
  usage: "bench",
  summary: "Measures the engine against the reference implementation, and both against their bars.",
  picture: drawPicture,
});
