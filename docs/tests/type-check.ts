import { join } from "node:path";
import ts from "typescript";
import { root } from "../documents.ts";
import type { Script } from "./scripts.ts";

const config = join(root, "tsconfig.json");

/** A program of the repository's own strictness over these files, some of which exist in memory alone. */
export function programOf(files: readonly string[], inMemory: ReadonlyMap<string, string> = new Map()): ts.Program {
  const unreadable = (diagnostic: ts.Diagnostic): never => {
    throw new Error(ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n"));
  };
  const parsed = ts.getParsedCommandLineOfConfigFile(
    config,
    {},
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: unreadable },
  );
  const options: ts.CompilerOptions = { ...parsed?.options, noEmit: true };
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile } = host;
  host.fileExists = (path) => inMemory.has(path) || fileExists(path);
  host.readFile = (path) => inMemory.get(path) ?? readFile(path);
  return ts.createProgram(files, options, host);
}

/** What the compiler has against each script, with file and line: one program for all of them. */
export function typeErrors(scripts: readonly Script[]): ReadonlyMap<Script, readonly string[]> {
  const files = new Map(scripts.map((script, at) => [join(root, `${script.path}.${at}.ts`), script]));
  const texts = new Map([...files].map(([file, { text }]) => [file, text]));
  const program = programOf([...files.keys()], texts);
  const found = new Map<Script, readonly string[]>();
  for (const [file, script] of files) {
    const source = program.getSourceFile(file);
    const diagnostics = ts.getPreEmitDiagnostics(program, source);
    found.set(
      script,
      diagnostics.map(({ start = 0, messageText }) => {
        const line = source ? source.getLineAndCharacterOfPosition(start).line + 1 : 0;
        return `${script.path}:${line}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
      }),
    );
  }
  return found;
}

/** The members of a union of strings that a file declares, by the compiler, however the source spells it. */
export function membersOf(path: string, name: string): readonly string[] {
  const file = join(root, path);
  const program = programOf([file]);
  const alias = program
    .getSourceFile(file)
    ?.statements.filter(ts.isTypeAliasDeclaration)
    .find((node) => node.name.text === name);
  if (alias === undefined) throw new Error(`${path} declares no type ${name}.`);
  const type = program.getTypeChecker().getTypeAtLocation(alias);
  return (type.isUnion() ? type.types : [type]).map((member) => (member.isStringLiteral() ? member.value : "?"));
}
