import { AdapterError } from "../errors.ts";
import { checkObject } from "./shape.ts";

/** One of the names that an editor can propose, or any other. */
export type OpenName<Name extends string> = Name | (string & {});

/** What an option is: a model, whose API it is called through, and what it runs on. */
export interface Substrate {
  readonly provider: string;
  /** As the provider names it: `llama-3.1-8b-instant`, `meta-llama/llama-3.1-8b-instruct`. */
  readonly model: string;
  readonly hardware: string;
}

/**
 * The option name `provider/model@hardware`. The provider ends at the first `/` and the hardware begins after the last
 * `@`, so a model may have both; a `/` in a provider is written `%2F`, an `@` in a hardware `%40`, and a `%` in either
 * `%25`. Throws `invalid-name` where a part is empty or no well-formed string, or the whole is over 1,024 units.
 *
 * @example
 * import { optionName } from "@thalweg/adapters";
 * console.log(optionName({ provider: "groq", model: "llama-3.1-8b", hardware: "lpu" })); // groq/llama-3.1-8b@lpu
 */
export function optionName(substrate: Substrate): string {
  checkObject(substrate, "option");
  const { provider, model, hardware } = substrate;
  checkPart(provider, "option.provider");
  checkPart(model, "option.model");
  checkPart(hardware, "option.hardware");
  const name = `${escaped(provider, "/", "%2F")}/${model}@${escaped(hardware, "@", "%40")}`;
  checkPart(name, "option");
  return name;
}

/**
 * The inverse of {@link optionName}: what it made is taken apart again, and what it cannot have made is refused. Throws
 * `invalid-name`.
 *
 * @example
 * import { parseOption } from "@thalweg/adapters";
 * console.log(parseOption("openrouter/meta-llama/llama-3.1-8b@gpu").model); // meta-llama/llama-3.1-8b
 */
export function parseOption(option: string): Substrate {
  checkPart(option, "option");
  const slash = option.indexOf("/");
  const at = option.lastIndexOf("@");
  const parts = {
    provider: unescaped(option.slice(0, slash), "/", "%2F"),
    model: option.slice(slash + 1, at),
    hardware: unescaped(option.slice(at + 1), "@", "%40"),
  };
  if (slash < 0 || at < slash || optionName(parts) !== option) {
    throw new AdapterError("invalid-name", option, "option", [], "give provider/model@hardware");
  }
  return parts;
}

/** Throws `invalid-name` unless it is a name that the tensor can have, and not empty. */
export function checkPart(name: unknown, place: string): asserts name is string {
  if (typeof name !== "string" || name === "" || name.length > 1024 || !name.isWellFormed()) {
    throw new AdapterError("invalid-name", name, place);
  }
}

/** Whether it is a capability or dimension of a host's own: it has a colon, and is no gate, whose names are made here. */
export function isOwnName(name: string): boolean {
  return /^[^:]+:./s.test(name) && !name.startsWith("can:");
}

const escaped = (part: string, mark: string, code: string): string =>
  part.replaceAll("%", "%25").replaceAll(mark, code);

const unescaped = (part: string, mark: string, code: string): string =>
  part.replaceAll(code, mark).replaceAll("%25", "%");
