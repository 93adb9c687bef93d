import { readFileSync } from "node:fs";
import { ConformanceError, messageOf } from "../src/conformance-error.ts";
import type { Answers } from "../src/program/answer.ts";
import { isRefusal } from "../src/program/answer.ts";
import { misshapenProgram } from "../src/program/command-shape.ts";
import { decode, encode } from "../src/program/json.ts";
import type { Program } from "../src/program/program.ts";

/** Reads a program from a file, from standard input (`-`), or as it is; throws a {@link ConformanceError}. */
export function programOf(given: string): Program {
  const data = dataIn(textOf(given));
  const found = misshapenProgram(data);
  if (found !== undefined)
    throw new ConformanceError("invalid-program", `program${found.at}`, found.expected, found.got);
  return data as Program;
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
    const expected = `a program, or a file that can be read (${messageOf(error)})`;
    throw new ConformanceError("invalid-option", "--program", expected, given);
  }
}

function dataIn(text: string): unknown {
  try {
    return decode(text);
  } catch (error) {
    throw new ConformanceError("invalid-program", "program", `JSON (${messageOf(error)})`, text);
  }
}
