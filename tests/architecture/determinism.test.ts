import ts from 'typescript';
import { expect, test } from 'vitest';
import { sourceFiles, visit, type SourceFile } from '../support/source-files.ts';

/** Exactly rounded, or no arithmetic at all: the same on every engine. */
const exactMath = ['abs', 'ceil', 'clz32', 'floor', 'fround', 'imul', 'max', 'min', 'round', 'sign', 'sqrt', 'trunc'];
/** Chance and time. */
const outsideWorld = ['Date', 'performance', 'crypto', 'process', 'navigator', 'setTimeout', 'setInterval', 'queueMicrotask'];

const core = sourceFiles().filter(({ path }) => /^(nn|data)\//.test(path));

test('the network core and the tables use only exact functions of Math', () => {
  const inexact = core.flatMap((file) =>
    nodes(file, ts.isPropertyAccessExpression)
      .filter((node) => node.expression.getText() === 'Math' && !exactMath.includes(node.name.text) && !/^[A-Z]/.test(node.name.text))
      .map((node) => at(file, node)));
  expect(inexact).toEqual([]);
});

test('they do not take Math as a whole, where nobody would see what is used', () => {
  const whole = core.flatMap((file) =>
    nodes(file, ts.isIdentifier)
      .filter((node) => node.text === 'Math' && !(ts.isPropertyAccessExpression(node.parent) && node.parent.expression === node))
      .map((node) => at(file, node)));
  expect(whole).toEqual([]);
});

test('they raise no power with **, whose last bit engines may choose', () => {
  const powers = core.flatMap((file) =>
    nodes(file, ts.isBinaryExpression)
      .filter((node) => [ts.SyntaxKind.AsteriskAsteriskToken, ts.SyntaxKind.AsteriskAsteriskEqualsToken].includes(node.operatorToken.kind))
      .filter((node) => !isConstant(node))
      .map((node) => at(file, node)));
  expect(powers).toEqual([]);
});

test('they know neither chance nor time but what they are given', () => {
  const uses = core.flatMap((file) =>
    nodes(file, ts.isIdentifier)
      .filter((node) => outsideWorld.includes(node.text) && isReference(node))
      .map((node) => at(file, node)));
  expect(uses).toEqual([]);
});

function nodes<T extends ts.Node>(file: SourceFile, is: (node: ts.Node) => node is T): T[] {
  const found: T[] = [];
  visit(file.tree, (node) => {
    if (is(node)) found.push(node);
  });
  return found;
}

/** A power of two literals is worked out exactly when it is an integer, as in `2 ** 32`. */
function isConstant(node: ts.BinaryExpression): boolean {
  return ts.isNumericLiteral(node.left) && (ts.isNumericLiteral(node.right) || ts.isPrefixUnaryExpression(node.right));
}

/** Not the name of a property, as in `row.performance`. */
function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  return !(ts.isPropertyAccessExpression(parent) && parent.name === node) && !ts.isPropertySignature(parent) && !ts.isPropertyAssignment(parent);
}

function at(file: SourceFile, node: ts.Node): string {
  return `${file.path}:${file.tree.getLineAndCharacterOfPosition(node.getStart()).line + 1} ${node.getText()}`;
}
