import { readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { type GrantKey, type GrantKeyPair, importGrantKey } from "../src/grants.ts";
import { WireError } from "../src/index.ts";
import { CommandError } from "./failures.ts";

/** A JSON Web Key, as it is kept. */
export type Jwk = GrantKeyPair["privateKey"];

/** The keys in a file: a JWK set, or one key. Throws a {@link CommandError}, as everything here does. */
export function readKeys(path: string): readonly Jwk[] {
  let content: { keys?: unknown } & Jwk;
  try {
    content = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    if (error instanceof SyntaxError) throw new CommandError(`${path} is no JSON; ${HOW}`);
    throw unreadable(error, path, HOW);
  }
  const keys = Array.isArray(content?.keys) ? (content.keys as readonly Jwk[]) : content?.kty ? [content] : [];
  if (keys.length === 0) throw new CommandError(`${path} has no keys; ${HOW}`);
  return keys;
}

const HOW = 'make a file of keys with "thalweg-hub keys --out FILE".';

/** The keys in a file, to sign or verify with. */
export async function importKeys(path: string): Promise<readonly GrantKey[]> {
  return Promise.all(
    readKeys(path).map((jwk, i) =>
      importGrantKey(jwk).catch((error: unknown) => {
        if (!(error instanceof WireError)) throw error;
        throw new CommandError(
          `Key ${i + 1} of ${path} cannot be used: grants are signed on Ed25519, P-256 or by HS256.`,
        );
      }),
    ),
  );
}

/** Whether others than the owner may read a file that can sign. */
export function isExposed(path: string, keys: readonly GrantKey[]): boolean {
  // Where there are no such modes, Windows, all files seem to be open to all.
  if (process.platform === "win32" || keys.every(({ signing }) => signing === undefined)) return false;
  return (statSync(path).mode & 0o077) !== 0;
}

/** Puts keys into a file that its owner alone may read; a file that is there is replaced only where that is meant. */
export function writeKeys(path: string, keys: readonly Jwk[], replaces: boolean): void {
  const text = `${JSON.stringify({ keys }, undefined, 2)}\n`;
  try {
    if (!replaces) writeFileSync(path, text, { mode: 0o600, flag: "wx", flush: true });
    else {
      // Whole or not at all, for the keys that were there are in use.
      writeFileSync(`${path}.new`, text, { mode: 0o600, flag: "wx", flush: true });
      renameSync(`${path}.new`, path);
    }
  } catch (error) {
    if ((error as { code?: string }).code === "EEXIST") {
      const what = replaces ? `${path}.new is there already, from an attempt that ended early; remove it.` : undefined;
      throw new CommandError(what ?? `${path} is there already; --add puts a new key before those that it has.`);
    }
    throw unreadable(error, path, "give another --out.");
  }
}

/** What a file of this name is not to be had for. */
export function unreadable(error: unknown, path: string, advice: string): CommandError {
  const { code, message } = error as { code?: string; message: string };
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: "there is no such file or folder",
    EACCES: "you may not",
    EISDIR: "it is a folder",
  };
  return new CommandError(`${path} cannot be opened: ${reasons[code ?? ""] ?? message}; ${advice}`);
}
