import { type AST, parse } from "svelte/compiler";
import ts from "typescript";
import { filesUnder } from "@edge/build/files.ts";
import { ROOT } from "../support/steps.ts";

export type Source = { path: string; text: string };
export type Import = { from: string; specifier: string; typeOnly: boolean };

const FOLDERS = ["db", "sync", "edge", "app", "tests"];
const SKIP =
  /^(build|driver|\.svelte-kit|src\/paraglide)$|(^|\/)(node_modules|\.svelte-kit|test-results|playwright-report)$/;

/** Every hand-written .ts and .svelte file of the project, by its path from the root. */
export async function allSources(extension = /\.(ts|svelte)$/): Promise<Source[]> {
  const paths = await Promise.all(FOLDERS.map(async (folder) => {
    return (await filesUnder(ROOT + folder, SKIP)).map((path) => `${folder}/${path}`);
  }));
  const wanted = paths.flat().filter((path) => extension.test(path));
  return await Promise.all(wanted.map(async (path) => ({ path, text: await Deno.readTextFile(ROOT + path) })));
}

/** Static and dynamic imports and re-exports of a file; `typeOnly` when nothing of it is left at run time. */
export function importsOf({ path, text }: Source): Import[] {
  return scriptsOf({ path, text }).flatMap((script) => importsOfScript(path, script));
}

/** A .svelte file's scripts; a .ts file is one script itself. */
function scriptsOf({ path, text }: Source): string[] {
  if (!path.endsWith(".svelte")) return [text];
  const { instance, module } = markupOf({ path, text });
  return [instance, module].filter((script) => script !== null && script !== undefined).map((script) =>
    text.slice(script.start, script.end)
  )
    .map((tag) => tag.replace(/^<script[^>]*>/, "").replace(/<\/script\s*>$/, ""));
}

/** Svelte's own tree of a component. Throws with the file's name when it cannot be parsed. */
export function markupOf({ path, text }: Source): AST.Root {
  try {
    return parse(text, { modern: true });
  } catch (error) {
    throw new Error(`${path} cannot be parsed: ${error instanceof Error ? error.message : error}`, { cause: error });
  }
}

function importsOfScript(path: string, script: string): Import[] {
  const file = ts.createSourceFile(path, script, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
  const found: Import[] = [];
  const visit = (node: ts.Node): void => {
    const target = targetOf(node);
    if (target) found.push({ from: path, ...target });
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function targetOf(node: ts.Node): { specifier: string; typeOnly: boolean } | undefined {
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
    const { importClause } = node;
    const named = importClause?.namedBindings;
    const everyNameIsType = named !== undefined && ts.isNamedImports(named) && !importClause?.name &&
      named.elements.length > 0 && named.elements.every((element) => element.isTypeOnly);
    const isType = importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
    return { specifier: node.moduleSpecifier.text, typeOnly: isType || everyNameIsType };
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
    return { specifier: node.moduleSpecifier.text, typeOnly: node.isTypeOnly };
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal)) {
    return { specifier: node.argument.literal.text, typeOnly: true };
  }
  const isDynamic = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
  const [first] = isDynamic ? node.arguments : [];
  return first && ts.isStringLiteral(first) ? { specifier: first.text, typeOnly: false } : undefined;
}
