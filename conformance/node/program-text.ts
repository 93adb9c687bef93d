import { readFileSync } from "node:fs";
import type { Answers } from "../src/program/answer.ts";
import { isRefusal } from "../src/program/answer.ts";
import { decode, encode } from "../src/program/json.ts";
import type { Command, Program } from "../src/program/program.ts";
import { commandNames } from "../src/program/shape.ts";
import { UsageError } from "./usage.ts";

/** Reads a program from a file, from standard input (`-`), or as it is; throws a {@link UsageError}. */
export function programOf(given: string): Program {
  const data = parsed(textOf(given));
  if (!isObject(data)) throw new UsageError('A program is a JSON object: {"levels":[…],"commands":[…]}.');
  const { levels, commands } = data;
  if (!Array.isArray(levels) || !levels.every((level) => typeof level === "string"))
    throw new UsageError("A program has levels, an array of names.");
  checkCommands(commands, "commands");
  return { levels, commands: commands as readonly Command[] };
}

/** The answers, each beside its command. */
export function answerLines({ commands, levels }: Program, answers: Answers): string[] {
  if (isRefusal(answers)) return [`levels ${encode(levels)}`, `  → ${encode(answers)}`];
  return commands.flatMap((command, at) => [encode(command), `  → ${encode(answers[at])}`]);
}

function textOf(given: string): string {
  if (given.trimStart().startsWith("{")) return given;
  try {
    return readFileSync(given === "-" ? 0 : given, "utf8");
  } catch (error) {
    throw new UsageError(`The program cannot be read: ${error instanceof Error ? error.message : error}.`);
  }
}

function parsed(text: string): unknown {
  try {
    return decode(text);
  } catch (error) {
    throw new UsageError(`The program is no JSON: ${error instanceof Error ? error.message : error}.`);
  }
}

function checkCommands(commands: unknown, at: string): void {
  if (!Array.isArray(commands)) throw new UsageError(`A program has ${at}, an array.`);
  for (const [place, command] of commands.entries()) {
    const name = isObject(command) ? command.do : undefined;
    if (!commandNames.includes(name as string))
      throw new UsageError(
        `${at}[${place}] does ${encode(name) ?? "nothing"}; commands are ${commandNames.join(", ")}.`,
      );
    if (name === "batch") checkCommands(command.commands, `${at}[${place}].commands`);
  }
}

function isObject(data: unknown): data is { readonly [key: string]: unknown } {
  return typeof data === "object" && data !== null && !Array.isArray(data);
}
