import { setTimeout as passing } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { childSubject } from "../node/child.ts";
import { bad, failure, noted, nothing, running, start } from "./child-process.ts";
import { isGone } from "./gone.ts";

const isLinux = process.platform === "linux";

describe("nothing is left running", () => {
  test.each([
    "leaves a grandchild",
    "leaves a stubborn grandchild",
    ...(isLinux ? ["leaves a stubborn grandchild in a session of its own", "leaves a daemon"] : []),
  ])("%s, and is closed", async (fault) => {
    const child = await start(fault);
    await child.perform(nothing);
    await child.close();
    expect(await isGone(noted)).toBe(true);
    expect((await failure(child.perform(nothing))).code).toBe("child-closed");
  });

  test("leaves a grandchild and dies", async () => {
    const child = await start("leaves a grandchild and dies");
    const error = await failure(child.perform(nothing));
    expect(error.message).toContain("ended with status 5");
    await child.close();
    expect(await isGone(noted)).toBe(true);
  });

  test("ignores SIGTERM and the end of its input, and hangs", async () => {
    const child = await start("ignores SIGTERM", { timeLimit: 300 });
    expect((await failure(child.perform(nothing))).code).toBe("child-hung");
    await child.close();
    expect(await isGone(noted)).toBe(true);
  });

  test("ignores SIGTERM and the end of its input, and is closed", async () => {
    const child = await start("ignores SIGTERM");
    await child.close();
    expect(await isGone(noted)).toBe(true);
  });

  test("says no hello", async () => {
    await failure(childSubject({ command: `${bad("leaves a stubborn grandchild")} | sleep 100`, timeLimit: 400 }));
    expect(await isGone(noted)).toBe(true);
  });

  test.runIf(isLinux)("runs in a group of its own, which ignores SIGTERM, and hangs", async () => {
    const command = `cd / && timeout 30 ${bad("ignores SIGTERM")}`;
    const child = await start("", { command, timeLimit: 300 });
    expect((await failure(child.perform(nothing))).code).toBe("child-hung");
    await child.close();
    expect(await isGone(noted)).toBe(true);
    expect(running()).toEqual([]);
  });
});

describe("a child that is started anew", () => {
  test("by two at once is started once", async () => {
    const child = await start("ignores SIGTERM", { timeLimit: 300 });
    await failure(child.perform(nothing));
    await Promise.all([child.restart(), child.restart()]);
    expect(child.isLost).toBe(false);
    await child.close();
    if (isLinux) expect(running()).toEqual([]);
  });

  test.each([0, 20, 600])("and closed %s ms later is closed", async (pause) => {
    const child = await start("ignores SIGTERM", { timeLimit: 300 });
    await failure(child.perform(nothing));
    const restarting = child.restart().catch((error: unknown) => error);
    await passing(pause);
    await child.close();
    await restarting;
    if (isLinux) expect(running()).toEqual([]);
    await failure(child.restart());
    expect((await failure(child.perform(nothing))).code).toMatch(/child-(closed|hung)/);
    if (isLinux) expect(running()).toEqual([]);
  });

  test("is tried again where it does not even start, until it is given up", async () => {
    const child = await start("starts every other time, and dies");
    await failure(child.perform(nothing));
    await child.restart();
    expect(child.isLost).toBe(false);
    await failure(child.perform(nothing));
    const last = await failure(child.restart());
    expect(last.message).toContain("ended with status 3, asked the hello");
    expect(await failure(child.perform(nothing))).toBe(last);
  });
});

describe("what a child does after its last answer is told when it is closed", () => {
  test.each([
    ["answers twice, late", 200, "child-out-of-turn", "a line came without a question, after the answer to program 1"],
    ["says goodbye", 0, "child-out-of-turn", "after the answer to program 1: bye"],
    ["dies behind its answer", 0, "child-died", "the child ended with status 4, "],
    ["fails in the end", 0, "child-died", "ended with status 6, when its input had ended.\n"],
    ["ignores SIGTERM", 0, "child-stayed", "the child ran on after its input had ended, and was stopped."],
  ])("%s", async (fault, pause, code, says) => {
    const child = await start(fault);
    if (fault !== "ignores SIGTERM") await child.perform(nothing);
    await passing(pause);
    const told = await child.close();
    expect(told?.code).toBe(code);
    expect(told?.message).toContain(says);
    if (code === "child-died" && fault === "fails in the end") expect(told?.message).toContain("| leaked 7 tensors");
  });

  test("and only what nobody was told yet", async () => {
    const right = await start("does nothing wrong");
    await right.perform(nothing);
    expect(await right.close()).toBeUndefined();
    const wrong = await start("prints garbage");
    await failure(wrong.perform(nothing));
    expect(await wrong.close()).toBeUndefined();
  });

  test("and not the answer that is still due", async () => {
    const child = await start("hangs");
    const asked = failure(child.perform(nothing));
    await passing(20);
    expect(await child.close()).toBeUndefined();
    expect((await asked).code).toBe("child-closed");
  });
});
