import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import type { Table } from '../../../src/data/table.ts';
import { scriptSafeJson } from '../../../src/main/formats/portable/model-data.ts';
import { writeModule } from '../../../src/main/formats/portable/module.ts';
import { writePage } from '../../../src/main/formats/portable/page.ts';
import type { SavedModel } from '../../../src/main/formats/saved-model.ts';
import { builtInTable, savedModel } from '../../support/saved-model.ts';
import { numbers, table, texts } from '../../support/tables.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

type Row = Record<string, number | string | null>;
interface PortableModule {
  predict(row: Row): { label: string; probabilities: number[] } & { value: number };
  classes: string[];
  features: string[];
}

async function load(model: SavedModel): Promise<PortableModule> {
  const path = join(temporaryFolder(), 'model.mjs');
  writeFileSync(path, writeModule(model));
  return import(/* @vite-ignore */ pathToFileURL(path).href) as Promise<PortableModule>;
}

const rowOf = ({ columns }: Table, at: number): Row => Object.fromEntries(columns.map((column) => [
  column.name, column.type === 'numeric' ? column.values[at]! : column.codes[at]! < 0 ? null : column.categories[column.codes[at]!]!,
]));

const HOSTILE = '</script><img src=x onerror=alert(1)>\u2028"; process.exit(3); //`${1}';

const hostile = table(
  numbers('__proto__', 1, 2, null, 4, 5, 6, 7, 8),
  texts(HOSTILE, 'red', HOSTILE, null, 'red', HOSTILE, 'red', 'red', HOSTILE),
  texts('target', '<b>', HOSTILE, '<b>', HOSTILE, '<b>', HOSTILE, '<b>', HOSTILE),
);

describe('a model as an ES module', () => {
  it.each(['wdbc', 'digits', 'iris', 'wine'])('predicts every row of %s as the core does', async (name) => {
    const { table: rows, target } = builtInTable(name);
    const { model, predictions } = savedModel(rows, target);
    const { predict, classes } = await load(model);
    for (let at = 0; at < rows.rows; at++)
      predict(rowOf(rows, at)).probabilities.forEach((p, i) => expect(Math.abs(p - predictions[at * classes.length + i]!)).toBeLessThan(1e-5));
  });

  it.each([['relu'], ['leakyRelu'], ['tanh'], ['sigmoid']] as const)('computes %s, one sigmoid unit and dropout', async (layer) => {
    const { table: rows, target } = builtInTable('wdbc');
    const { model, predictions } = savedModel(rows, target, { loss: 'binaryCrossEntropy', network: [{ layer: 'dense', units: 6 }, { layer }, { layer: 'dropout' }, { layer: 'dense' }, { layer: 'sigmoid' }] });
    const { predict } = await load(model);
    for (let at = 0; at < 50; at++) expect(Math.abs(predict(rowOf(rows, at)).probabilities[1]! - predictions[2 * at + 1]!)).toBeLessThan(1e-5);
  });

  it('gives the value of a regression', async () => {
    const { table: rows } = builtInTable('wine');
    const { model, predictions } = savedModel(rows, 'alcohol', { loss: 'meanSquaredError', data: { features: ['hue', 'ash'] }, network: [{ layer: 'dense', units: 3 }, { layer: 'relu' }, { layer: 'dense' }] });
    const { predict } = await load(model);
    expect(Math.abs(predict(rowOf(rows, 5)).value - predictions[5]!)).toBeLessThan(1e-5);
  });

  it('keeps hostile names as data, and replaces what is missing', async () => {
    const { model, predictions } = savedModel(hostile, 'target', { data: { missing: 'mode' } });
    const { predict, features, classes } = await load(model);
    expect(features).toEqual(['__proto__', HOSTILE]);
    expect(classes).toEqual([HOSTILE, '<b>']);
    for (let at = 0; at < hostile.rows; at++) {
      const row = Object.defineProperty({ [HOSTILE]: rowOf(hostile, at)[HOSTILE]! }, '__proto__', { value: [1, 2, null, 4, 5, 6, 7, 8][at], enumerable: true });
      expect(predict(row).probabilities[1]).toBeCloseTo(predictions[2 * at + 1]!, 5);
    }
  });

  it('names the column that needs a number', async () => {
    const { table: rows, target } = builtInTable('iris');
    const { predict } = await load(savedModel(rows, target).model);
    expect(() => predict({ ...rowOf(rows, 0), sepal_width_cm: 'wide' })).toThrow(/"sepal_width_cm" needs a number, not "wide"/);
  });
});

describe('a model as a page', () => {
  it('has no way out of its script for any name, and one script end alone', () => {
    const page = writePage({ ...savedModel(hostile, 'target', { data: { missing: 'mode' } }).model, name: HOSTILE, dataSet: { name: HOSTILE, contentSha256: '' } });
    expect(page.match(/<\/script/gi)).toHaveLength(1);
    expect(page).not.toContain('<img');
    expect(page).not.toContain('\u2028');
    expect(page).not.toMatch(/https?:/);
  });

  it('writes JSON that says the same to a JSON and to a JavaScript reader', () => {
    const text = scriptSafeJson({ a: HOSTILE });
    expect(JSON.parse(text)).toEqual({ a: HOSTILE });
    expect(runInNewContext(`JSON.stringify(${text})`)).toBe(JSON.stringify({ a: HOSTILE }));
  });
});
