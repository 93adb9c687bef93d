import { expect, inject, test } from "vitest";
import { Random } from "../../simulator/random.ts";
import { sqliteLog } from "../../src/logs/sqlite.ts";
import { memoryStorage } from "../../src/storage/memory.ts";
import { sqliteStorage } from "../../src/storage/sqlite.ts";
import { inFolder } from "../command/command-line.ts";
import { expectInspected, freePort, startAt, stopped, urlOf } from "./command.ts";
import { Fleet } from "./fleet.ts";
import { readLedger } from "./ledger.ts";

const kills = Number(process.env.THALWEG_KILLS ?? 8);
const DEVICES = 8;

test(
  `a hub on SQLite that is killed ${kills} times under load loses nothing, and does nothing twice`,
  async () => {
    const [db, port] = [inFolder("killed.sqlite"), await freePort()];
    const read = () => readLedger(sqliteLog({ path: db, readOnly: true }));
    const random = new Random(inject("seed"));
    let hub = await startAt(port, "--db", db);
    // Every other device keeps what it does in a file, and the rest as long as this process lives.
    const onFiles = (place: number) => place % 2 === 0;
    const fleet = new Fleet(DEVICES, [urlOf(port)], (place) =>
      onFiles(place) ? () => sqliteStorage({ path: inFolder(`device-${place}.sqlite`) }) : memoryStorage,
    );
    for (let kill = 0; kill < kills; kill++) {
      // Also one that has just begun to listen.
      await fleet.answered(random.below(60));
      await hub.end("SIGKILL");
      fleet.expectKept(await read());
      const device = fleet.devices[(2 * kill) % DEVICES];
      await device?.liveAnew();
      expect(device?.read).toEqual(device?.written);
      hub = await startAt(port, "--db", db);
    }
    await fleet.everyoneAnswered(1);
    await fleet.stop();
    await fleet.expectOutcome();
    const figures = await stopped(hub);
    const ledger = await read();
    fleet.expectAll(ledger);
    expect(ledger.repeated).toBe(0);
    expect(figures).toMatchObject({ taken: ledger.taken, repeated: 0, refused: 0 });
    expectInspected(fleet, db);
  },
  30_000 + kills * 5_000,
);
