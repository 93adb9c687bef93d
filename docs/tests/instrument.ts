import ts from "typescript";
import type { Script } from "./scripts.ts";

/** What a comment behind a statement claims: its value, what it prints, or the code that it is refused with. */
export interface Claim {
  readonly kind: "value" | "print" | "throw";
  readonly line: number;
  readonly expected: string;
}

/** A script as JavaScript that reports to a probe: see {@link Probe} in run.ts. */
export interface Instrumented {
  readonly code: string;
  readonly claims: readonly Claim[];
  /** The modules that it imports. */
  readonly imports: readonly string[];
  /** Comments that claim nothing although they stand behind code. */
  readonly problems: readonly string[];
}

interface Edit {
  readonly at: number;
  readonly to: number;
  readonly text: string;
}

/** Puts calls of a `probe` around what comments make claims of; lines stay in `probe.line`. */
export function instrument(script: Script): Instrumented {
  const { path, text, blocks } = script;
  const source = ts.createSourceFile(`${path}.ts`, text, ts.ScriptTarget.Latest, true);
  const edits: Edit[] = [];
  const claims: Claim[] = [];
  const imports: string[] = [];
  const claimed = new Set<number>();
  const behindCode = new Map<number, number>();

  const lineOf = (position: number): number => source.getLineAndCharacterOfPosition(position).line + 1;
  const insert = (at: number, inserted: string) => edits.push({ at, to: at, text: inserted });
  const commentAfter = (node: ts.Node): string | undefined => {
    const [comment] = ts.getTrailingCommentRanges(text, node.end) ?? [];
    if (comment?.kind !== ts.SyntaxKind.SingleLineCommentTrivia) return undefined;
    claimed.add(comment.pos);
    return text.slice(comment.pos + 2, comment.end).trim();
  };
  const claim = (kind: Claim["kind"], node: ts.Node, expected: string): number =>
    claims.push({ kind, line: lineOf(node.getStart()), expected }) - 1;
  const around = (node: ts.Node, before: string, after: string): void => {
    insert(node.getStart(), before);
    ts.forEachChild(node, visit);
    insert(node.end, after);
  };

  const visitStatement = (statement: ts.Statement): boolean => {
    if (ts.isBlock(statement.parent) || ts.isSourceFile(statement.parent)) {
      if (!ts.isImportDeclaration(statement)) {
        insert(statement.getStart(), `probe.line = ${lineOf(statement.getStart())}; `);
      }
    }
    const expression = ts.isExpressionStatement(statement) ? statement.expression : initializerOf(statement);
    if (expression === undefined) return false;
    const expected = commentAfter(statement);
    if (expected === undefined) return false;
    const [, code] = /^throws (\S+)$/.exec(expected) ?? [];
    if (code !== undefined && ts.isExpressionStatement(statement)) {
      const id = claim("throw", statement, code);
      around(statement, "try { ", ` probe.silent(${id}); } catch (error) { probe.threw(${id}, error); }`);
    } else if (isLog(expression)) {
      const id = claim("print", statement, expected);
      edits.push({ at: expression.expression.getStart(), to: expression.expression.end, text: `probe.log(${id})` });
      expression.arguments.forEach(visit);
    } else {
      const id = claim("value", statement, expected);
      around(expression, `probe.value(${id}, (`, "))");
    }
    return true;
  };

  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier))
      imports.push(node.moduleSpecifier.text);
    if (ts.isStatement(node) && visitStatement(node)) return;
    if (isConsoleLog(node)) {
      const block = blocks.findIndex(
        ({ from, to }) => lineOf(node.getStart()) >= from && lineOf(node.getStart()) <= to,
      );
      edits.push({ at: node.getStart(), to: node.end, text: `probe.print(${block})` });
      return;
    }
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(source, visit);

  const visitToken = (node: ts.Node): void => {
    for (const { pos } of ts.getTrailingCommentRanges(text, node.end) ?? []) behindCode.set(pos, lineOf(pos));
    node.getChildren().forEach(visitToken);
  };
  source.statements.forEach(visitToken);
  const problems = [...behindCode]
    .filter(([position]) => !claimed.has(position))
    .map(
      ([, line]) => `${path}:${line}: a comment behind code tells what a statement gives; put this one on a line above`,
    );

  return { code: emit(applied(text, edits)), claims, imports, problems };
}

/** The initializer of `const name = …`. */
function initializerOf(statement: ts.Statement): ts.Expression | undefined {
  if (!ts.isVariableStatement(statement)) return undefined;
  const [declaration, ...others] = statement.declarationList.declarations;
  return others.length === 0 && declaration && ts.isIdentifier(declaration.name) ? declaration.initializer : undefined;
}

function isLog(node: ts.Node): node is ts.CallExpression {
  return ts.isCallExpression(node) && isConsoleLog(node.expression);
}

function isConsoleLog(node: ts.Node): boolean {
  return (
    ts.isPropertyAccessExpression(node) &&
    ts.isIdentifier(node.expression) &&
    node.expression.text === "console" &&
    node.name.text === "log"
  );
}

function applied(text: string, edits: readonly Edit[]): string {
  let result = "";
  let done = 0;
  // Sorting is stable: what was asked for first at one place comes first.
  for (const { at, to, text: inserted } of [...edits].sort((one, other) => one.at - other.at)) {
    result += text.slice(done, at) + inserted;
    done = to;
  }
  return result + text.slice(done);
}

function emit(typescript: string): string {
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2023 };
  return ts.transpileModule(typescript, { compilerOptions }).outputText;
}
