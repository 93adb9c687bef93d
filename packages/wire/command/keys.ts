import { existsSync } from "node:fs";
import { type GrantAlgorithm, generateGrantKeys } from "../src/grants.ts";
import { UsageError } from "./failures.ts";
import { type Jwk, readKeys, writeKeys } from "./key-file.ts";
import type { Screen } from "./screen.ts";
import { optionsOf } from "./values.ts";

export const keysHelp = `thalweg-hub keys --out FILE [options]

Makes the keys that grants are signed with. The file holds the private part, and only its owner may read it; the public
part is printed, as a JWK set. Either will do for the hub, which only verifies; "thalweg-hub grant" takes the private
one.

  --out FILE           where to put them; it must not be there yet, but with --add
  --add                puts a new key before those in the file: it signs from now on, and the others still count. The
                       hub takes it up when it is started again; those that connect by the old ones need new grants
                       before you take these out of the file
  --algorithm NAME     EdDSA (Ed25519) or ES256 (P-256) (EdDSA)
  --json               the public part in one line
  --help

Exit status: 0 they are there; 1 they could not be made; 2 the command line makes no sense.

  npx thalweg-hub keys --out hub-keys.json > hub-keys.public.json
`;

const options = {
  out: { type: "string" },
  add: { type: "boolean" },
  algorithm: { type: "string" },
  json: { type: "boolean" },
  help: { type: "boolean" },
} as const;

/** Makes keys, as a command line has it. */
export async function keys(given: readonly string[], screen: Screen): Promise<void> {
  const { out, add = false, algorithm = "EdDSA", json = false, help } = optionsOf(given, options);
  if (help === true) {
    screen.print(keysHelp.trimEnd());
    return;
  }
  if (out === undefined) throw new UsageError("--out is missing: the file to put them into, as --out hub-keys.json.");
  if (!isPair(algorithm)) throw new UsageError(`--algorithm takes EdDSA or ES256, not "${algorithm}".`);
  const replaces = add && existsSync(out);
  const others = replaces ? readKeys(out) : [];
  const { privateKey } = await generateGrantKeys(algorithm);
  const all = [privateKey, ...others];
  writeKeys(out, all, replaces);
  const set = { keys: all.flatMap(publicPart) };
  if (json) screen.printJson(set);
  else screen.print(JSON.stringify(set, undefined, 2));
  screen.printError(`The private part is in ${out}: whoever reads it can sign grants.`);
}

const isPair = (name: string): name is Exclude<GrantAlgorithm, "HS256"> => name === "EdDSA" || name === "ES256";

/** A key without what signs; nothing of a secret, which is not in two parts. */
function publicPart({ d: _, key_ops: _operations, k, ...key }: Jwk): readonly Jwk[] {
  return k === undefined ? [key] : [];
}
