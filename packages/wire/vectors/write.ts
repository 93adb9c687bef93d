// `node packages/wire/vectors/write.ts --write` appends new vectors to the JSON; `--check` fails where some are missing.
import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { codecs } from "../tests/codec/codecs.ts";
import type { Case } from "./case.ts";
import { authored, folder, hashOf, plain, readCases, readReleased, textOf } from "./files.ts";
import { mistakeIn } from "./perform.ts";

const usage = `Usage: node packages/wire/vectors/write.ts --check | --write

Reads the bytes of packages/wire/vectors/cases, and holds what comes out to what is written there by hand. --write appends
the cases that are new to the JSON files and to released.txt; --check writes nothing and fails where there are any. A case
that stands in the JSON is never changed, and never removed: that, too, is a failure.`;

const options = { check: { type: "boolean" }, write: { type: "boolean" }, help: { type: "boolean" } } as const;
const { values } = parseArgs({ options });
if (values.help) console.log(usage);
else if (values.check === values.write) {
  console.error(usage);
  process.exitCode = 1;
} else run(values.write === true);

function run(isWriting: boolean): void {
  const released = readReleased();
  const problems: string[] = [];
  const added: Case[] = [];
  const ids = new Set<string>();
  const texts = new Map<string, string>();
  for (const [file, cases] of Object.entries(authored)) {
    const standing = readCases(file);
    const byHand = new Map(cases.map((one) => [one.id, plain(one)]));
    for (const one of cases) {
      if (ids.has(one.id)) problems.push(`${one.id}: two cases have this id`);
      ids.add(one.id);
      const mistake = mistakeIn(codecs, one);
      if (mistake !== undefined) problems.push(`${one.id}: ${mistake}`);
    }
    for (const one of standing) {
      const now = byHand.get(one.id);
      if (now === undefined) problems.push(`${one.id}: stands in ${file}.json, and nobody makes it`);
      else if (hashOf(now) !== hashOf(one))
        problems.push(`${one.id}: stands in ${file}.json otherwise; take another id`);
      byHand.delete(one.id);
    }
    added.push(...byHand.values());
    if (byHand.size > 0) texts.set(file, textOf([...standing, ...byHand.values()]));
  }
  for (const id of released.keys()) if (!ids.has(id)) problems.push(`${id}: was released, and is gone`);
  for (const { id } of added) {
    if (released.has(id)) problems.push(`${id}: was released, and is gone from the JSON`);
    if (!isWriting) problems.push(`${id}: is not written yet`);
  }
  if (problems.length > 0) {
    console.error([...problems, "", `${problems.length} problems; nothing is written.`].join("\n"));
    process.exitCode = 1;
    return;
  }
  for (const [file, text] of texts) writeFileSync(join(folder, `${file}.json`), text);
  appendFileSync(join(folder, "released.txt"), added.map((one) => `${one.id} ${hashOf(one)}\n`).join(""));
  console.log(`${ids.size} vectors, ${added.length} of them new.`);
}
