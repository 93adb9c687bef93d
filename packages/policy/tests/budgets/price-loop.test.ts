import { Tensor } from "@thalweg/core";
import { expect, test } from "vitest";
import { PriceLoop, UsageMeter } from "../../src/budgets/index.ts";
import { randomFrom } from "../random.ts";

const window = 60_000;
const tick = 100;
const windows = 10;
const shrinksAt = 5;
const kinds = Array.from({ length: 40 }, (_, at) => `kind${at}`);

/** Three pools over ten windows, the demand about twice what they hold; in the sixth window pool `a` shrinks by half. */
function simulate(seed: number, tolerance: number) {
  const random = randomFrom(seed);
  const tensor = new Tensor(["global", "workspace", "device"]);
  const writer = tensor.writer("global");
  writer.setWeight("global", "", "cost", 1);
  writer.setDefault("global", "", "budget:a", 0);
  writer.setDefault("global", "", "budget:b", 0);
  writer.setDefault("global", "", "budget:c", 0);
  for (const pool of ["a", "b", "c"]) writer.setValue("global", "", pool, `budget:${pool}`, 1);
  // A kind of work is a workspace: what each option costs it is its own.
  for (const kind of kinds) {
    for (const option of ["a", "b", "c"]) writer.setValue("workspace", kind, option, "cost", random() * 0.5);
    writer.setValue("workspace", kind, "local", "cost", 0.5 + random() * 0.5);
  }
  const caps: Record<string, number> = { a: 9000, b: 6000, c: 3000 };
  const pools = Object.entries(caps).map(([name, cap]) => ({ name, cap, swing: 1 }));
  const loop = new PriceLoop({ reader: tensor, writer, level: "global", from: "device", pools, window, tolerance });
  const devices = Array.from({ length: 5 }, (_, at) => {
    return new UsageMeter({ writer: tensor.writer("device"), level: "device", instance: `device${at}` });
  });
  loop.advance(0);
  const used: Record<string, number>[] = [];
  for (let at = 0; at < windows; at++) {
    if (at === shrinksAt) {
      caps.a = 4500;
      loop.setCap("a", 4500);
    }
    const drawn: Record<string, number> = { a: 0, b: 0, c: 0, local: 0 };
    for (let now = tick; now <= window; now += tick) {
      const calls = Math.floor(40 + random() * 20);
      for (let call = 0; call < calls; call++) {
        const option = tensor.best({ workspace: kinds[Math.floor(random() * kinds.length)] as string }) as string;
        drawn[option] = (drawn[option] ?? 0) + 1;
        if (option !== "local") devices[call % devices.length]?.record(option, 1);
      }
      loop.advance(at * window + now);
    }
    const shares = ["a", "b", "c"].map((pool) => [pool, (drawn[pool] ?? 0) / (caps[pool] as number)]);
    used.push(Object.fromEntries(shares));
  }
  return used;
}

test("law U10: three pools, one shrinking: caps are held within 2% over every window, and used to 98%", () => {
  for (const shares of simulate(42, 0.01)) {
    for (const share of Object.values(shares)) {
      expect(share).toBeLessThanOrEqual(1.02);
      expect(share).toBeGreaterThanOrEqual(0.98);
    }
  }
});
