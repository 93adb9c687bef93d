import packageJson from "../package.json" with { type: "json" };
import { WireError } from "../src/index.ts";
import { CommandError, UsageError } from "./failures.ts";
import { Screen } from "./screen.ts";

const status = { done: 0, failed: 1, usage: 2 } as const;
const { argv, env, stdout, stderr } = process;
const screen: Screen = new Screen(stdout, stderr, env);

// Of Node's own warnings, that SQLite is new in Node 22 is none of its user's business.
process.removeAllListeners("warning").on("warning", ({ name, message }) => {
  if (name !== "ExperimentalWarning") screen.printError(`thalweg-hub: ${name}: ${message}`);
});

// Each part is loaded where it is asked for, so that none waits for what another needs.
const parts = {
  keys: async () => (await import("./keys.ts")).keys,
  grant: async () => (await import("./grant.ts")).grant,
  inspect: async () => (await import("./inspect.ts")).inspect,
} as const;

process.exitCode = await main(argv.slice(2));

async function main(given: readonly string[]): Promise<number> {
  try {
    await perform(given);
    return status.done;
  } catch (error) {
    if (error instanceof UsageError) {
      const [first = ""] = given;
      const which = isPart(first) ? ` ${first}` : "";
      screen.printError(`thalweg-hub${which}: ${error.message} See thalweg-hub${which} --help.`);
      return status.usage;
    }
    if (!(error instanceof CommandError || error instanceof WireError)) throw error;
    screen.printError(`thalweg-hub: ${error.message}`);
    return status.failed;
  }
}

function isPart(name: string): name is keyof typeof parts {
  return Object.hasOwn(parts, name);
}

async function perform(given: readonly string[]): Promise<void> {
  const [first = "", ...rest] = given;
  if (isPart(first)) {
    // Whoever reads along may stop, as `head` does.
    stdout.on("error", () => process.exit(141));
    const part = await parts[first]();
    return part(rest, screen);
  }
  if (first !== "" && !first.startsWith("-")) {
    throw new UsageError(
      `There is no command "${first}"; there are ${Object.keys(parts).join(", ")}, and none starts a hub.`,
    );
  }
  // A hub outlives whoever reads what it prints.
  stdout.on("error", () => {});
  stderr.on("error", () => {});
  const { hubHelp, hubOrderOf } = await import("./hub-usage.ts");
  const order = hubOrderOf(given);
  if (order === "help") screen.print(hubHelp.trimEnd());
  else if (order === "version") screen.print(packageJson.version);
  else await (await import("./hub.ts")).serve(order, screen);
}
