import { expect, test } from 'vitest';
import { sourceFiles, type SourceFile } from '../support/source-files.ts';

/** What the files of a folder may import besides their own folder. The longest folder that fits a file counts. */
const mayImport: Record<string, readonly string[]> = {
  nn: [],
  data: ['nn'],
  compare: ['nn'],
  contract: ['nn', 'data', 'compare'],
  'main/store': ['nn', 'data', 'compare', 'contract'],
  'main/training': ['nn', 'data', 'compare', 'contract'],
  'main/formats': ['nn', 'data', 'compare', 'contract'],
  'main/workbench': ['nn', 'data', 'compare', 'contract', 'main/store', 'main/training', 'main/formats'],
  'main/hosts': ['nn', 'data', 'compare', 'contract', 'main/store', 'main/training', 'main/formats', 'main/workbench'],
  preload: ['contract'],
  renderer: ['nn', 'data', 'compare', 'contract'],
};

/** Folders that know nothing of where they run. */
const pure = ['nn', 'data', 'compare', 'contract'];

const files = sourceFiles();

test('every file belongs to a layer', () => {
  expect(files.filter((file) => layerOf(file.path) === undefined).map((file) => file.path)).toEqual([]);
});

test('imports go downwards only', () => {
  const upward = files.flatMap((file) =>
    file.imports.local
      .filter((target) => !isAllowed(layerOf(file.path) ?? '', layerOf(target) ?? target))
      .map((target) => `${file.path} imports ${target}`));
  expect(upward).toEqual([]);
});

test('only the Electron host and the preload script import electron', () => {
  const importers = files.filter((file) => file.imports.packages.some((name) => /^electron(\/|$)/.test(name))).map((file) => file.path);
  expect(importers.filter((path) => !/^(main\/hosts\/electron(\/|\.ts$)|preload\/)/.test(path))).toEqual([]);
  expect(importers).not.toEqual([]);
});

test('the pure folders import nothing of Node, Vue or the browser', () => {
  const impure = files
    .filter((file) => pure.includes(layerOf(file.path) ?? ''))
    .flatMap((file) => file.imports.packages.filter((name) => /^(node:|vue|pinia|chart\.js|@vueuse|better-sqlite3|ws$)/.test(name)).map((name) => `${file.path} imports ${name}`));
  expect(impure).toEqual([]);
});

test('the network core imports no package at all', () => {
  expect(files.filter((file) => layerOf(file.path) === 'nn').flatMap((file) => file.imports.packages)).toEqual([]);
});

test('a feature of the window does not reach into another one', () => {
  const reaching = files.flatMap((file) => {
    const own = featureOf(file.path);
    return own === undefined ? [] : file.imports.local.filter((target) => ![own, undefined].includes(featureOf(target))).map((target) => `${file.path} imports ${target}`);
  });
  expect(reaching).toEqual([]);
});

function layerOf(path: SourceFile['path']): string | undefined {
  return Object.keys(mayImport).filter((folder) => path.startsWith(`${folder}/`)).sort((a, b) => b.length - a.length)[0];
}

function isAllowed(from: string, to: string): boolean {
  return from === to || (mayImport[from] ?? []).includes(to);
}

function featureOf(path: SourceFile['path']): string | undefined {
  return /^renderer\/features\/([^/]+)\//.exec(path)?.[1];
}
