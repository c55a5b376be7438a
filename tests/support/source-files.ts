import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ts from 'typescript';

/** A source file of `src`, as the checks on the architecture see it. */
export interface SourceFile {
  /** relative to `src`, with forward slashes */
  path: string;
  tree: ts.SourceFile;
  /** local files relative to `src`, packages by their name */
  imports: { local: string[]; packages: string[] };
}

const source = join(import.meta.dirname, '../../src');

export function sourceFiles(): SourceFile[] {
  return readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|vue)$/.test(name) && !name.includes(join('wasm', 'assembly')))
    .map((name) => readSource(name.split(sep).join('/')));
}

function readSource(path: string): SourceFile {
  const text = readFileSync(join(source, path), 'utf8');
  const script = path.endsWith('.vue') ? [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, body]) => body).join('\n') : text;
  const tree = ts.createSourceFile(path, script, ts.ScriptTarget.Latest, true);
  const specifiers = importsOf(tree).map((specifier) => specifier.replace(/\?.*$/, ''));
  const local = specifiers.filter((one) => one.startsWith('.')).map((one) => relative(source, join(source, dirname(path), one)).split(sep).join('/'));
  return { path, tree, imports: { local, packages: specifiers.filter((one) => !one.startsWith('.')) } };
}

/** Static, type, re-exporting and dynamic imports alike. */
function importsOf(tree: ts.SourceFile): string[] {
  const found: string[] = [];
  visit(tree, (node) => {
    const specifier =
      ts.isImportDeclaration(node) || ts.isExportDeclaration(node) ? node.moduleSpecifier
      : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword ? node.arguments[0]
      : ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) ? node.argument.literal
      : undefined;
    if (specifier && ts.isStringLiteral(specifier)) found.push(specifier.text);
  });
  return found;
}

export function visit(node: ts.Node, see: (node: ts.Node) => void): void {
  see(node);
  ts.forEachChild(node, (child) => visit(child, see));
}
