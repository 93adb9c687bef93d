import { expect, onTestFinished, test } from "vitest";
import { createReplica } from "../../src/index.ts";
import { jetstreamLog } from "../../src/logs/jetstream.ts";
import { memoryStorage } from "../../src/storage/memory.ts";
import { webSocket } from "../../src/transports/websocket.ts";
import { levels } from "../command/replicas.ts";
import { describeWithNats, NatsServer } from "../nats-server.ts";
import { freePort, startAt, stopped, urlOf } from "./command.ts";
import { tensor } from "./device.ts";
import { Fleet } from "./fleet.ts";
import { readLedger } from "./ledger.ts";

const DEVICES = 8;

describeWithNats("two hubs on one broker", () => {
  test("one is killed under load, then the broker, then the first comes back: nothing is lost or done twice", async () => {
    const broker = await NatsServer.start();
    onTestFinished(() => broker.remove());
    const place = ["--nats", broker.url];
    const ports = [await freePort(), await freePort()] as const;
    const [first, second] = await Promise.all(ports.map((port) => startAt(port, ...place)));
    if (first === undefined || second === undefined) throw new Error("two ports, and not two hubs");
    const urls = ports.map(urlOf);
    const fleet = new Fleet(DEVICES, urls, () => memoryStorage);
    await fleet.everyoneAnswered(5);
    const read = () => readLedger(jetstreamLog({ name: tensor, servers: broker.url }));

    await first.end("SIGKILL");
    fleet.expectKept(await read());
    // Those that it had are at the other one from here on.
    await fleet.everyoneAnswered(5);

    await broker.end("SIGKILL");
    await broker.resume();
    fleet.expectKept(await read());
    await fleet.everyoneAnswered(5);

    const again = await startAt(ports[0], ...place);
    // Half of them go there, where they had not been for a while, or never.
    for (const device of fleet.devices.slice(0, DEVICES / 2)) device.moveTo(urls[0] as string);
    await fleet.everyoneAnswered(5);
    await fleet.stop();
    await fleet.expectOutcome();
    for (const url of urls) await expectRead(fleet, url);
    const ledger = await read();
    fleet.expectAll(ledger);
    // Both have read or written all of it, and each publication had its effect once.
    const figures = { taken: ledger.taken, repeated: ledger.repeated, refused: 0 };
    expect(await stopped(again)).toMatchObject(figures);
    expect(await stopped(second)).toMatchObject(figures);
  });
});

/** Whoever reads at a hub what a device reads has the same cells and the same queue. */
async function expectRead(fleet: Fleet, url: string): Promise<void> {
  const { outcome } = fleet;
  for (const { name, cursor } of fleet.devices) {
    const reader = createReplica({ levels, tensor, cursor });
    reader.connect(webSocket(url));
    await reader.settled();
    const due = [...outcome.cells()].filter(({ instance }) => instance === "" || instance === name);
    expect([...reader.tensor.cells()]).toEqual(due);
    expect(reader.tensor.rank(cursor)).toEqual(outcome.rank(cursor));
    await reader.close();
  }
}
