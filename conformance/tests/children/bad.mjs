// Children that do one thing wrong: `node bad.mjs "dies in the middle"`. The first line of each is the hello.
import { spawn } from "node:child_process";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";

const [, , fault, file] = process.argv;
const say = (data) => process.stdout.write(`${typeof data === "string" ? data : JSON.stringify(data)}\n`);
const hello = { protocol: 1, name: fault, supports: [] };
const right = ({ id, commands }) => say({ id, answers: commands.map(() => null) });
/** Leaves a process behind that would run for ever, and notes its number in the file. */
const startGrandchild = (script, detached = false) => {
  const child = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "inherit", "inherit"], detached });
  writeFileSync(file, String(child.pid));
  return child;
};
const stubborn = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)";

/** What each does at its start, when it is said hello to, when it is asked, and when its input has ended. */
const faults = {
  "dies at once": {
    start() {
      console.error("ImportError: no module named engine");
      process.exit(3);
    },
  },
  "refuses the hello": { hello: () => say({ error: "who are you?" }) },
  "speaks another protocol": { hello: () => say({ ...hello, protocol: 2 }) },
  "has no name": { hello: () => say({ protocol: 1, supports: [] }) },
  "supports what is none": { hello: () => say({ ...hello, supports: ["batch"] }) },
  "talks first": { start: () => say("Welcome!") },
  "never says hello": { hello() {} },
  "dies in the middle": {
    ask(program) {
      if (program.id < 3) return right(program);
      console.error("panicked at src/main.rs:7");
      process.kill(process.pid, "SIGKILL");
    },
  },
  "dies behind its answer": {
    ask(program) {
      right(program);
      process.exitCode = 4;
      process.stdin.destroy();
    },
  },
  "closes its output": { ask: () => process.stdout.end() },
  hangs: { ask() {} },
  "prints garbage": { ask: () => say("answer: 7") },
  "prints no object": { ask: () => say("[1,2]") },
  "prints Latin-1": { ask: ({ id }) => process.stdout.write(Buffer.from(`{"id":${id},"x":"caf\xe9"}\n`, "latin1")) },
  "moves the cursor": { ask: () => say("\u001b[2J\u0007gone") },
  "answers another": { ask: ({ id }) => say({ id: id + 1, answers: [] }) },
  "answers twice": {
    ask(program) {
      right(program);
      right(program);
    },
  },
  "answers twice, late": {
    ask(program) {
      right(program);
      setTimeout(() => right(program), 20);
    },
  },
  "knows no answer": { ask: ({ id }) => say({ id, error: "KeyError: 'cost'" }) },
  "answers too little": { ask: ({ id }) => say({ id, answers: [] }) },
  "never ends a line": {
    ask() {
      const much = "x".repeat(2 ** 20);
      const more = () => process.stdout.write(much, more);
      more();
    },
  },
  "says much on standard error": {
    ask(program) {
      const line = `${"e".repeat(2 ** 16)}\n`;
      let lines = 0;
      const more = () => (lines++ < 500 ? process.stderr.write(line, more) : right(program));
      more();
    },
  },
  "cuts its answers": {
    ask({ id, levels }) {
      // Byte by byte, so that characters are cut, too.
      const answer = { id, refused: "invalid-levels", coordinate: { level: levels[0] }, expected: "é€😀" };
      const bytes = Buffer.from(`${JSON.stringify(answer)}\n`);
      const next = (at) => at < bytes.length && process.stdout.write(bytes.subarray(at, at + 1), () => next(at + 1));
      next(0);
    },
  },
  "ignores SIGTERM": {
    start() {
      writeFileSync(file, String(process.pid));
      process.on("SIGTERM", () => {});
      setInterval(() => {}, 1000);
    },
    ask() {},
  },
  "leaves a grandchild": { start: () => startGrandchild("setInterval(() => {}, 1000)") },
  "leaves a stubborn grandchild": { start: () => startGrandchild(stubborn) },
  "leaves a grandchild and dies": {
    start: () => startGrandchild(stubborn),
    ask: () => process.exit(5),
  },
  "leaves a stubborn grandchild in a session of its own": { start: () => startGrandchild(stubborn, true) },
  "leaves a daemon": { start: () => startGrandchild(stubborn, true).unref() },
  "starts every other time, and dies": {
    start() {
      if (existsSync(file)) {
        rmSync(file);
        process.exit(3);
      }
      writeFileSync(file, "started");
    },
    ask: () => process.exit(7),
  },
  "says goodbye": { end: () => say("bye") },
  "fails in the end": {
    end() {
      console.error("leaked 7 tensors");
      process.exitCode = 6;
    },
  },
  "does nothing wrong": {},
};

const wrong = faults[fault];
if (wrong === undefined) throw new Error(`no such fault: ${fault}`);
wrong.start?.();
const greet = wrong.hello ?? (() => say(hello));
for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line);
  if ("hello" in asked) greet();
  else (wrong.ask ?? right)(asked);
}
wrong.end?.();
