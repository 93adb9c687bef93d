import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect, inject, test } from "vitest";
import { WireError } from "../../src/errors.ts";
import { authored } from "../../vectors/files.ts";
import { codecs } from "./codecs.ts";
import { hostile } from "./mutants.ts";
import { readable } from "./readable.ts";

const root = new URL("../../", import.meta.url);
const decoder = fileURLToPath(new URL("examples/python/decode.py", root));
const isMissing = spawnSync("python3", ["--version"]).status !== 0;
const reason = isMissing ? " (skipped: there is no python3; apt-get install python3)" : "";

test(`the decoder in Python is as short as the page says, and wants only the standard library`, () => {
  const lines = readFileSync(decoder, "utf8").trimEnd().split("\n");
  expect(lines.length).toBeLessThanOrEqual(150);
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(120);
  expect(lines.filter((line) => /^\s*(import|from) /.test(line))).toEqual(["import json, math, struct, sys, zlib"]);
});

test.skipIf(isMissing)(`the decoder in Python reads every vector as it says${reason}`, () => {
  const files = Object.keys(authored).map((file) => fileURLToPath(new URL(`vectors/${file}.json`, root)));
  const { status, stdout, stderr } = spawnSync("python3", [decoder, ...files], { encoding: "utf8" });
  expect(`${stderr}${stdout}`).toMatch(/^\d+ vectors, 0 not as they say\n$/);
  expect(status).toBe(0);
});

test.skipIf(isMissing)(
  `of hostile bytes, both decoders take the same, and take it for the same${reason}`,
  async () => {
    const valid = Object.values(authored)
      .flat()
      .filter(({ gives }) => gives !== undefined);
    const cases = Object.entries(codecs).flatMap(([of, { decode }]) => {
      const bytes = valid.filter((one) => one.of === of).map(({ hex }) => Uint8Array.from(Buffer.from(hex, "hex")));
      const strings = hostile(bytes, inject("seed") + 1);
      return Array.from({ length: of === "frame" ? 3000 : 500 }, () => ({ of, decode, bytes: strings.next().value }));
    });
    const child = spawn("python3", [decoder], { stdio: ["pipe", "pipe", "inherit"] });
    child.stdin.end(cases.map(({ of, bytes }) => `${of} ${Buffer.from(bytes).toString("hex") || "00"}\n`).join(""));
    const answers = (await text(child.stdout)).trimEnd().split("\n");
    expect(answers.length).toBe(cases.length);
    let taken = 0;
    for (const [i, { of, decode, bytes }] of cases.entries()) {
      const answer: unknown = JSON.parse(answers[i] as string);
      const hex = Buffer.from(bytes).toString("hex");
      try {
        expect(answer, `${of} ${hex}`).toEqual(readable(decode(bytes)));
        taken++;
      } catch (error) {
        if (!(error instanceof WireError)) throw error;
        expect(typeof answer, `${of} ${hex}: ${error.message}`).toBe("string");
      }
    }
    expect(taken).toBeGreaterThan(20);
  },
  120_000,
);
