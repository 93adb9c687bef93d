import type { Command, Program } from "../program/program.ts";
import type { Feature } from "../subject.ts";
import { featuresOf } from "../subject.ts";

/**
 * As much of a program as an implementation with these features can perform: deltas are written change by change, batches
 * command by command, and what cannot be said in other words is left out.
 */
export function supportedPart(program: Program, supports: readonly Feature[]): Program {
  return { levels: program.levels, commands: program.commands.flatMap((command) => supportedOf(command, supports)) };
}

function supportedOf(command: Command, supports: readonly Feature[]): readonly Command[] {
  const needed = featuresOf(command);
  const isSupported = needed.length === 0 || needed.some((feature) => supports.includes(feature));
  if (command.do === "batch") {
    const commands = command.commands.flatMap((nested) => supportedOf(nested, supports));
    return isSupported ? [{ ...command, commands }] : commands;
  }
  if (isSupported) return [command];
  if (command.do !== "apply") return [];
  const { writer, delta } = command;
  return delta.map(({ content, ...at }) =>
    content === undefined ? { do: "unset", writer, ...at } : { do: "set", writer, content, ...at },
  );
}
