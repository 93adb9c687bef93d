// `node conformance/vectors/write.ts --write` appends new vectors to the JSON; `--check` fails where some are not there.
import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { authored } from "./cases.ts";
import {
  caseOf,
  fileOf,
  folder,
  hashOf,
  type RawCase,
  rawCases,
  readReleased,
  readSection,
  sections,
} from "./files.ts";
import { perform } from "./perform.ts";

const usage = `Usage: node conformance/vectors/write.ts --check | --write

Performs the scripts of conformance/vectors/cases with the engine and with the reference, and holds them to what the
scripts say by hand. --write appends those that are new to the JSON files and to released.txt; --check writes nothing and
fails where there are any. A case that stands in the JSON is never changed, and never removed: that, too, is a failure.`;

const options = { check: { type: "boolean" }, write: { type: "boolean" }, help: { type: "boolean" } } as const;
const { values } = parseArgs({ options });
if (values.help) console.log(usage);
else if (values.check === values.write) {
  console.error(usage);
  process.exitCode = 1;
} else await run(values.write === true);

async function run(isWriting: boolean): Promise<void> {
  const released = readReleased();
  const files = await Promise.all(sections.map(fileNow));
  const added = files.flatMap((file) => file.added);
  const ids = new Set(files.flatMap((file) => file.ids));
  const problems = [
    ...files.flatMap((file) => file.problems),
    ...[...released.keys()].flatMap((id) => (ids.has(id) ? [] : [`${id}: was released, and is gone`])),
    ...added.flatMap(({ id }) => (released.has(id) ? [`${id}: was released, and is gone from the JSON`] : [])),
    ...(isWriting ? [] : added.map(({ id }) => `${id}: is not written yet`)),
  ];
  if (problems.length > 0) {
    console.error([...problems, "", `${problems.length} problems; nothing is written.`].join("\n"));
    process.exitCode = 1;
    return;
  }
  if (isWriting) {
    for (const file of files) if (file.added.length > 0) writeFileSync(join(folder, `${file.section}.json`), file.text);
    appendFileSync(join(folder, "released.txt"), added.map((raw) => `${raw.id} ${hashOf(raw)}\n`).join(""));
  }
  console.log(`${ids.size} vectors, ${added.length} of them new.`);
}

/** A file as the scripts make it. */
interface FileNow {
  readonly section: string;
  readonly text: string;
  /** The cases that stand in it, and those that are new. */
  readonly ids: readonly string[];
  readonly added: readonly RawCase[];
  readonly problems: readonly string[];
}

async function fileNow(section: (typeof sections)[number]): Promise<FileNow> {
  const problems: string[] = [];
  const texts = new Map<string, string>();
  // A script that fails still has its place, so that its case does not count as gone.
  for (const one of authored[section]) {
    if (texts.has(one.id)) problems.push(`${one.id}: two scripts have this id`);
    texts.set(one.id, "");
    try {
      texts.set(one.id, caseOf(await perform(one)));
    } catch (error) {
      problems.push(`${one.id}: ${error instanceof Error ? error.message : error}`);
    }
  }
  const standing = rawCases(readSection(section));
  for (const found of standing) {
    const text = texts.get(found.id);
    if (text === undefined) problems.push(`${found.id}: stands in ${section}.json, and no script makes it`);
    else if (text !== "" && JSON.stringify(JSON.parse(text)) !== JSON.stringify(found))
      problems.push(`${found.id}: stands in ${section}.json, and its script says otherwise; take another id`);
  }
  const known = standing.map(({ id }) => id);
  const added = [...texts].flatMap(([id, text]) =>
    known.includes(id) || text === "" ? [] : [JSON.parse(text) as RawCase],
  );
  const ids = [...known, ...added.map(({ id }) => id)];
  return {
    section,
    text: fileOf(
      section,
      ids.map((id) => texts.get(id) ?? ""),
    ),
    ids,
    added,
    problems,
  };
}
