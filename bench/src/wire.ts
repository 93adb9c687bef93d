import { runBench } from "./speed/command.ts";

await runBench({
  suite: "wire",
  usage: "bench:wire",
  summary: "Measures the wire: its bytes and its codec against others, a hub at work, and all of it against its bars.",
});
