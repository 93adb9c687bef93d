import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { codes } from "../src/program/answer.ts";
import { encode } from "../src/program/json.ts";
import { everyFeature, featuresOf } from "../src/subject.ts";
import { checkVectors, compareAnswers, digitsOf, readVectors, type Vector } from "../src/vectors.ts";
import { coreSubject } from "../subjects/core.ts";
import { authored } from "../vectors/cases.ts";
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
} from "../vectors/files.ts";
import { perform, reference } from "../vectors/perform.ts";

const texts = new Map(sections.map((section) => [section, readSection(section) ?? ""]));
const raw = [...texts.values()].flatMap(rawCases);
const vectors = [...texts.values()].flatMap(readVectors);

test("there are vectors, at least 150, and no two of one id", () => {
  expect(raw.length).toBeGreaterThanOrEqual(150);
  expect(new Set(raw.map(({ id }) => id)).size).toBe(raw.length);
});

test("the engine answers every vector as it says", async () => {
  const { vectors: reports, passed } = await checkVectors({ subject: coreSubject(), vectors });
  expect(reports.filter(({ result }) => result !== "passed")).toEqual([]);
  expect(passed).toBe(true);
});

test("the reference answers every vector as it says, but for what it does not support", async () => {
  const { vectors: reports } = await checkVectors({ subject: reference, vectors });
  expect(reports.filter(({ result }) => result === "failed")).toEqual([]);
  expect(reports.filter(({ result }) => result === "passed").length).toBeGreaterThan(150);
});

for (const section of sections) {
  test(`${section} holds what its scripts say by hand, one command and one answer a line`, async () => {
    const text = texts.get(section) ?? "";
    const made = new Map(
      await Promise.all(authored[section].map(perform)).then((all) => all.map((one) => [one.id, one])),
    );
    const standing = rawCases(text).map(({ id }) => id);
    expect([...made.keys()].sort()).toEqual([...standing].sort());
    expect(text).toBe(
      fileOf(
        section,
        standing.map((id) => caseOf(made.get(id) as Vector)),
      ),
    );
  });
}

test("what was released stands as it was, and what stands is released", () => {
  const lines = readFileSync(join(folder, "released.txt"), "utf8").trimEnd().split("\n");
  const released = readReleased();
  expect(released.size, "an id has two lines").toBe(lines.length);
  expect(Object.fromEntries(raw.map((one) => [one.id, hashOf(one)]))).toEqual(Object.fromEntries(released));
});

test("a changed case has another hash", () => {
  const [first] = raw;
  expect(first && hashOf({ ...first, says: `${first.says}.` } as RawCase)).not.toBe(first && hashOf(first));
});

test("every case follows the schema", () => {
  for (const [at, one] of raw.entries())
    expect(() => followsTheSchema(one, vectors[at] as Vector), one.id).not.toThrow();
});

/** Says all that the page of the vectors says of a case. */
function followsTheSchema(one: RawCase, vector: Vector): void {
  const { id } = one;
  const isRefused = "refused" in one;
  const end = isRefused ? ["commands", "refused"] : ["commands", "answers"];
  expect(Object.keys(one)).toEqual(["id", "law", "says", "needs", "levels", ...end]);
  expect(id).toMatch(/^[1-8]\.[1-7]-[a-z-]+$/);
  expect(id.startsWith(`${vector.law}-`)).toBe(true);
  expect(texts.get(sections[Number(id[0]) - 1] as (typeof sections)[number])).toContain(JSON.stringify(id));
  expect(vector.says).toMatch(/[^.]$/);
  expect(everyFeature).toEqual(expect.arrayContaining([...vector.needs]));
  const { needs, commands } = vector;
  for (const command of commands.flatMap((each) => [each, ...(each.do === "batch" ? each.commands : [])])) {
    const features = featuresOf(command);
    expect(features.length === 0 || features.some((feature) => needs.includes(feature))).toBe(true);
  }
  if (isRefused) expect(codes).toContain(vector.refused);
  else expect(vector.answers?.length).toBe(commands.length);
  for (const [key, beside] of numbersIn(vector.answers)) {
    if (key.endsWith("Bits")) expect(digitsOf(beside.number), key).toBe(beside.bits);
    else expect(beside.bits, `the bits of a ${key}`).toMatch(/^[0-9a-f]{16}$/);
  }
}

/** The numbers of answers that must have their bits beside them, and all bits, with what stands beside each. */
function numbersIn(data: unknown): readonly (readonly [key: string, beside: { number: unknown; bits: unknown }])[] {
  if (Array.isArray(data)) return data.flatMap(numbersIn);
  if (typeof data !== "object" || data === null) return [];
  const own = Object.entries(data).flatMap(([key, content]) => {
    if (key.endsWith("Bits")) return [[key, { number: Reflect.get(data, key.slice(0, -4)), bits: content }] as const];
    // Those of cells and of terms stand as they were written.
    const isDecided = ["value", "weight"].includes(key) && !("dimension" in data);
    const isExact = isDecided || ["score", "product", "reduced"].includes(key);
    return isExact && typeof content === "number"
      ? [[key, { number: content, bits: Reflect.get(data, `${key}Bits`) }] as const]
      : [];
  });
  return [...own, ...Object.values(data).flatMap(numbersIn)];
}

test("answers that differ by a bit, a key, an entry or an order are found, and what is the implementation's own is not", () => {
  const scored = { option: "a", score: 0.1, scoreBits: "3fb999999999999a" };
  const plain = { option: "a", score: 0.1 };
  expect(compareAnswers([scored], [plain])).toBeUndefined();
  expect(compareAnswers([scored], [{ ...plain, score: 0.10000000000000002 }])).toMatch(/score/);
  expect(compareAnswers([{ ...scored, scoreBits: "3fb999999999999b" }], [plain])).toMatch(/scoreBits/);
  expect(compareAnswers([scored], [{ ...plain, place: 1 }])).toMatch(/place/);
  expect(compareAnswers([scored], [{ score: 0.1 }])).toMatch(/option/);
  expect(compareAnswers([scored], [plain, plain])).toMatch(/2 entries/);
  expect(compareAnswers([scored, { ...scored, option: "b" }], [{ ...plain, option: "b" }, plain])).toMatch(/option/);
  expect(compareAnswers([], {})).toMatch(/not \[\]/);
  expect(compareAnswers(null, {})).toMatch(/not null/);
  expect(compareAnswers({ value: 0, valueBits: "0000000000000000" }, { value: -0 })).toMatch(/value/);
  expect(compareAnswers({ score: Number.NaN, scoreBits: "7ff8000000000000" }, { score: Number.NaN })).toBeUndefined();
  const refused = { refused: "write-up", coordinate: { level: "global" } };
  const more = { ...refused, coordinate: { level: "global", instance: "" }, expected: "a coarser writer" };
  expect(compareAnswers(refused, more)).toBeUndefined();
  expect(compareAnswers({ refused: "write-up" }, more)).toBeUndefined();
  expect(compareAnswers(refused, { ...more, coordinate: { level: "device" } })).toMatch(/level/);
  expect(compareAnswers(refused, { refused: "revoked" })).toMatch(/refused/);
  expect(compareAnswers(null, more)).toMatch(encode(null));
});

test("a subject that is wrong, lacks a feature, fails or breaks off is reported, and rejects nothing", async () => {
  const subject = coreSubject();
  const vector = vectors.find(({ id }) => id === "4.3-sum-order") as Vector;
  const nested = vectors.find(({ id }) => id === "5.5-nested") as Vector;
  const check = (perform: typeof subject.perform, supports = subject.supports) =>
    checkVectors({ subject: { name: "wrong", supports, perform }, vectors: [vector, nested] });
  const none = await check(subject.perform, []);
  expect(none.vectors.map(({ result, missing }) => [result, missing])).toEqual([
    ["passed", undefined],
    ["off", ["batches"]],
  ]);
  expect(none.passed).toBe(true);
  const silent = await check(() => []);
  expect(silent.vectors.map(({ failure }) => failure)).toEqual(["0 answers to 13 commands", "0 answers to 3 commands"]);
  expect(silent.passed).toBe(false);
  const failing = await check(() => Promise.reject(new Error("it is gone")));
  expect(failing.vectors.map(({ failure }) => failure)).toEqual(["it is gone", "it is gone"]);
  const refusing = await check(() => ({ refused: "invalid-levels", coordinate: {}, expected: "others" }));
  expect(refusing.vectors[0]?.failure).toMatch(/the levels are refused/);
  const unlucky = await check(({ commands }) => commands.map(() => null));
  expect(unlucky.vectors[0]?.failure).toMatch(/answer 12 .*\n {2}command: {2}\{"do":"rank"/);
});

test("vectors of another protocol are not read", () => {
  expect(() => readVectors('{"protocol": 2, "cases": []}')).toThrow("the file.protocol: expected 1, got 2");
});
