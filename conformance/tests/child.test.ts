import { setTimeout as passing } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { childSubject } from "../node/child.ts";
import { bad, failure, nothing, script, something, start } from "./child-process.ts";

describe("a child that does not even start", () => {
  test.each([
    ["dies at once", "child-died", /ended with status 3.*the hello.*\| ImportError: no module named engine/s],
    ["refuses the hello", "child-refused-hello", /who are you\?.*Answer \{"hello":1\} with/s],
    ["speaks another protocol", "child-wrong-protocol", /speaks protocol 2, and this is protocol 1/],
    ["has no name", "child-garbage", /without a name/],
    ["supports what is none", "child-garbage", /some of batches, deltas.*\["batch"\]/s],
    ["talks first", "child-garbage", /the hello, got no JSON.*Welcome!/s],
  ])("%s", async (fault, code, says) => {
    const error = await failure(start(fault));
    // What comes before the hello does so without a question.
    const codes = fault === "talks first" ? [code, "child-out-of-turn"] : [code];
    expect(codes).toContain(error.code);
    if (error.code === code) expect(error.message).toMatch(says);
  });

  test("never says hello", async () => {
    const error = await failure(start("never says hello", { timeLimit: 50 }));
    expect(error.code).toBe("child-hung");
    expect(error.message).toContain("no answer to the hello came within 0.3 s");
  });

  test("is no command", async () => {
    const error = await failure(childSubject({ command: "thalweg-no-such-command" }));
    expect(error.code).toBe("child-died");
    expect(error.message).toMatch(/status 127 \(the shell did not find the command\).*thalweg-no-such-command/s);
  });
});

describe("a child that fails for good", () => {
  test.each([
    ["hangs", "child-hung", /program 1 came within 0.3 s.*flush/s],
    ["closes its output", "child-died", /closed its standard output, but runs on, asked program 1/],
    [
      "prints garbage",
      "child-garbage",
      /program 1, got no JSON \(.*\): answer: 7.*print everything else to standard error/s,
    ],
    ["prints no object", "child-garbage", /no JSON object: \[1,2\]/],
    ["prints Latin-1", "child-garbage", /not UTF-8: .*caf\u00e9/s],
    ["moves the cursor", "child-garbage", /\\x1b\[2J\\x07gone/],
    ["answers another", "child-out-of-turn", /expected id 1, got id 2\./],
    ["never ends a line", "child-garbage", /more than 67108864 bytes without an end of the line/],
  ])("%s", async (fault, code, says) => {
    const child = await start(fault, { timeLimit: fault === "hangs" ? 300 : 10_000 });
    expect(child.isLost).toBe(false);
    const error = await failure(child.perform(nothing));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(says);
    expect(error.message).toContain(`command: ${bad(fault)}`);
    expect(error.message.length).toBeLessThan(10_000);
    expect(child.isLost).toBe(true);
    expect(await failure(child.perform(nothing))).toBe(error);
  });

  test("dies in the middle", async () => {
    const child = await start("dies in the middle");
    await child.perform(nothing);
    await child.perform(nothing);
    const error = await failure(child.perform(nothing));
    expect(error.code).toBe("child-died");
    expect(error.message).toMatch(/asked program 3\..*\| panicked at src\/main.rs:7/s);
  });

  test("dies behind its answer, which still counts", async () => {
    const child = await start("dies behind its answer");
    expect(await child.perform(nothing)).toEqual([]);
    const error = await failure(child.perform(nothing));
    expect(error.code).toBe("child-died");
  });

  test("answers twice", async () => {
    const child = await start("answers twice");
    await child.perform(nothing);
    const error = await failure(child.perform(nothing));
    expect(error.code).toBe("child-out-of-turn");
    expect(error.message).toMatch(/a second answer to the program before|after the answer to program 1/);
  });

  test("answers twice and late: found when it comes, and told when it is asked", async () => {
    const child = await start("answers twice, late");
    await child.perform(nothing);
    await passing(200);
    expect(child.isLost).toBe(false);
    const error = await failure(child.perform(nothing));
    expect(error.code).toBe("child-out-of-turn");
    expect(error.message).toContain("without a question, after the answer to program 1");
    expect(child.isLost).toBe(true);
  });

  test("can be started anew three times", async () => {
    const child = await start("prints garbage");
    for (let times = 0; times < 3; times++) {
      await failure(child.perform(nothing));
      await child.restart();
      expect(child.isLost).toBe(false);
    }
    const last = await failure(child.perform(nothing));
    expect(await failure(child.restart())).toBe(last);
  });
});

test("options that make no sense are refused before anything is started", async () => {
  for (const timeLimit of [Number.POSITIVE_INFINITY, 1e10, Number.NaN, -5, 0, "20" as unknown as number])
    await expect(start("does nothing wrong", { timeLimit })).rejects.toMatchObject({
      name: "ConformanceError",
      code: "invalid-option",
      at: "timeLimit",
    });
  for (const command of ["", " ", "engine\0", undefined as unknown as string])
    await expect(childSubject({ command })).rejects.toMatchObject({ code: "invalid-option", at: "command" });
});

describe("a child that goes on", () => {
  test("after an error that it did not foresee", async () => {
    const child = await start("knows no answer");
    const error = await failure(child.perform(nothing));
    expect(error.code).toBe("child-error");
    expect(error.message).toContain("KeyError: 'cost'");
    expect(error.goesOn).toBe(true);
    expect(child.isLost).toBe(false);
    expect((await failure(child.perform(nothing))).code).toBe("child-error");
  });

  test("after answers that are none", async () => {
    const child = await start("answers too little");
    const error = await failure(child.perform(something));
    expect(error.code).toBe("child-garbage");
    expect(error.message).toContain("answers: expected 1, got 0");
    expect(error.goesOn).toBe(true);
    expect(await child.perform(nothing)).toEqual([]);
  });

  test("however much it says on standard error", async () => {
    const child = await start("says much on standard error");
    expect(await child.perform(nothing)).toEqual([]);
  });

  test("and whose answers come in pieces, cut within characters", async () => {
    const child = await start("cuts its answers");
    const answers = await child.perform({ levels: ["é€😀"], commands: [] });
    expect(answers).toEqual({ refused: "invalid-levels", coordinate: { level: "é€😀" }, expected: "é€😀" });
  });

  test("and is asked two things at once", async () => {
    const child = await start("does nothing wrong");
    expect(await Promise.all([child.perform(nothing), child.perform(something)])).toEqual([[], [null]]);
  });
});

test("a right engine: numbers and names come as they are", async () => {
  const child = await start("", { command: script("engine.ts") });
  const at = { level: "__proto__", instance: "", option: "\u0000é😀\u2028\r\u0085", dimension: "k" };
  const set = (dimension: string, content: number) =>
    ({ do: "set", writer: 0, layer: "value", ...at, dimension, content }) as const;
  const answers = await child.perform({
    levels: ["__proto__"],
    commands: [set("a", -0), set("b", 5e-324), set("c", Infinity), set("d", Number.NaN), { do: "cells" }],
  });
  expect(answers).toEqual([
    null,
    null,
    null,
    expect.objectContaining({ refused: "invalid-value" }),
    [
      { ...at, dimension: "a", value: 0 },
      { ...at, dimension: "b", value: 5e-324 },
      { ...at, dimension: "c", value: Infinity },
    ],
  ]);
});
