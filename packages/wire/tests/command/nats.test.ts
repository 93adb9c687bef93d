import { expect, test } from "vitest";
import { describeWithNats, NatsServer } from "../nats-server.ts";
import { startHub } from "./command-line.ts";
import { device, levelOption } from "./replicas.ts";

describeWithNats("hubs on one broker", () => {
  test("have one history", async () => {
    const broker = await NatsServer.start();
    try {
      const given = [...levelOption, "--nats", broker.url, "--tensor", "fleet"];
      const [one, other] = await Promise.all([startHub(...given), startHub(...given)]);
      expect(one.lines.join("\n")).toMatch(new RegExp(`log     ${broker.url}, at revision [12]`));
      const options = { tensor: "fleet" };
      const [a, b] = [device("A", one.url, options), device("B", other.url, { ...options, cursor: { device: "A" } })];
      a.writer.setValue("device", "A", "groq", "latency", 1);
      await a.settled();
      await expect.poll(() => b.tensor.value({ device: "A" }, "groq", "latency"), { timeout: 10_000 }).toBe(1);
      expect(await Promise.all([one.end("SIGTERM"), other.end("SIGTERM")])).toEqual([0, 0]);
    } finally {
      await broker.remove();
    }
  });
});
