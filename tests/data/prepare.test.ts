import { describe, expect, test } from 'vitest';
import type { DataConfig } from '../../src/data/config.ts';
import { DataError } from '../../src/data/errors.ts';
import { planFeatures } from '../../src/data/plan.ts';
import { prepare } from '../../src/data/prepare.ts';
import type { Column } from '../../src/data/table.ts';
import type { LossName } from '../../src/nn/spec.ts';
import { dataConfig, numbers, table, texts } from '../support/tables.ts';

const parts = (...cells: string[]) => texts('part', ...cells);
const byPart = { split: { column: 'part' } };

function prepared(columns: Column[], config: Partial<DataConfig> = {}, loss: LossName = 'crossEntropy') {
  return prepare(table(...columns), dataConfig(config), { loss, target: 'y' });
}

function refusal(columns: Column[], config: Partial<DataConfig> = {}, loss: LossName = 'crossEntropy'): DataError {
  try {
    prepared(columns, config, loss);
  } catch (error) {
    if (error instanceof DataError) return error;
    throw error;
  }
  throw new Error('Nothing was refused');
}

const a = numbers('a', 1, 2, 3, 10, 20, 30);
const y = texts('y', 'p', 'q', 'p', 'q', 'p', 'q');
const firstThree = parts('train', 'train', 'train', 'validation', 'validation', 'test');

describe('inputs', () => {
  test('standard scaling uses mean and population deviation of the training rows alone', () => {
    const { data, features } = prepared([a, y, firstThree], byPart);
    expect(features.inputs).toEqual([{ kind: 'number', column: 'a', impute: 2, offset: 2, scale: Math.sqrt(2 / 3) }]);
    expect(data.x[3]).toBe(Math.fround(8 / Math.sqrt(2 / 3)));
  });

  test('minMax scaling maps the training rows to 0 and 1', () => {
    expect(Array.from(prepared([a, y, firstThree], { ...byPart, scale: 'minMax' }).data.x)).toEqual([0, 0.5, 1, 4.5, 9.5, 14.5]);
  });

  test('no scaling leaves the numbers as they are', () => {
    expect(Array.from(prepared([a, y], { scale: 'none' }).data.x)).toEqual([1, 2, 3, 10, 20, 30]);
  });

  test('a column that is constant in the training rows is shifted and not stretched', () => {
    const { features, data } = prepared([numbers('a', 0.1, 0.1, 0.1, 5, 6, 7), y, firstThree], byPart);
    expect(features.inputs[0]).toMatchObject({ offset: 0.1, scale: 1 });
    expect(Array.from(data.x.slice(0, 3))).toEqual([0, 0, 0]);
  });

  test('text makes one input a category, 0 or 1, in order of code unit', () => {
    const kind = texts('kind', 'b', 'a', 'c', 'a', 'b', 'a');
    const { data, features } = prepared([kind, a, y], { features: ['kind'] });
    expect(data.inputs).toBe(3);
    expect(Array.from(data.x.slice(0, 6))).toEqual([0, 1, 0, 1, 0, 0]);
    expect(features.inputs.map((input) => input.kind === 'category' && input.value)).toEqual(['a', 'b', 'c']);
  });

  test('are row-major in the order of the features', () => {
    const b = numbers('b', 7, 8, 9, 7, 8, 9);
    const { data } = prepared([a, b, y], { features: ['b', 'a'], scale: 'none' });
    expect(Array.from(data.x.slice(0, 4))).toEqual([7, 1, 8, 2]);
  });

  test('leave out ids and constants with a note, unless they are named', () => {
    const columns = [numbers('id', 4, 9, 2, 7, 5, 1), numbers('unit', 3, 3, 3, 3, 3, 3), a, y];
    const { data, notes } = prepared(columns);
    expect(data.inputs).toBe(1);
    expect(notes).toEqual(['No feature: "id" is different in every row and called like an id.', 'No feature: "unit" has the same value in every row.']);
    expect(prepared(columns, { features: ['id', 'unit', 'a'] }).data.inputs).toBe(3);
  });

  test('the plan is complete as JSON', () => {
    const { features } = prepared([a, texts('kind', 'b', 'a', 'c', 'a', null, 'a'), y]);
    expect(JSON.parse(JSON.stringify(features))).toEqual(features);
  });
});

describe('missing cells', () => {
  const holes = numbers('a', 1, null, 2, 2, 7, 100);
  const part = parts('train', 'train', 'train', 'train', 'train', 'validation');

  test.each([['mean', 3], ['median', 2], ['mode', 2]] as const)('are replaced by the %s of the training rows', (missing, value) => {
    const { data, features } = prepared([holes, y, part], { ...byPart, missing, scale: 'none' });
    expect(data.x[1]).toBe(value);
    expect(features.inputs[0]).toMatchObject({ impute: value });
  });

  test('of text are replaced by the most frequent category', () => {
    const kind = texts('kind', 'b', null, 'b', 'a', 'b', 'a');
    expect(Array.from(prepared([kind, a, y, part], { ...byPart, features: ['kind'] }).data.x.slice(2, 4))).toEqual([0, 1]);
  });

  test('drop their row before the split, with a note', () => {
    const { data, notes } = prepared([holes, y, part], { ...byPart, missing: 'dropRow' });
    expect(Array.from(data.train)).toEqual([0, 2, 3, 4]);
    expect(notes).toEqual(['1 row with missing cells left out, before the split.']);
  });

  test('are an error that names row, column and the way out', () => {
    expect(refusal([holes, y], { missing: 'error' })).toMatchObject({
      column: 'a', field: 'data.missing', message: 'Row 2 has no value in "a". Fill it in, or let data.missing say mean, median, mode or dropRow.',
    });
  });

  test('in the target leave the row out, with a note', () => {
    const { data, notes } = prepared([a, texts('y', 'p', null, 'p', 'q', 'p', 'q')], { split: { validation: 0, test: 0, stratify: true, seed: 1 } });
    expect(Array.from(data.train)).toEqual([0, 2, 3, 4, 5]);
    expect(notes).toEqual(['1 row without a value in "y" left out.']);
  });

  test('in every training row cannot be replaced', () => {
    expect(refusal([numbers('a', null, null, null, 1, 2, 3), y, firstThree], byPart)).toMatchObject({ column: 'a', field: 'data.features', message: expect.stringContaining('no value in any training row') });
  });

  test('in every row leave nothing', () => {
    expect(refusal([numbers('a', null, 1, null, 1, null, 2), numbers('b', 1, null, 2, null, 3, null), y], { missing: 'dropRow' }).message).toMatch(/No row has a value in the target and in every feature\. Let data.missing say mean/);
  });
});

describe('targets', () => {
  test('classes are ordered by code unit, and y holds their index', () => {
    const { data, classes } = prepared([a, texts('y', 'b', 'B', 'a', 'b', 'B', 'a')]);
    expect(classes).toEqual(['B', 'a', 'b']);
    expect(Array.from(data.y)).toEqual([2, 0, 1, 2, 0, 1]);
    expect(data).toMatchObject({ outputs: 3, task: 'classification' });
  });

  test('numbers as classes are called by their shortest text', () => {
    expect(prepared([a, numbers('y', 10, 2, 0, 10, 2, -0)]).classes).toEqual(['0', '10', '2']);
  });

  test('a regression keeps the numbers', () => {
    const { data, classes, features } = prepared([a, numbers('y', 1.5, 2.5, 3.5, 4.5, 5.5, 6.5)], {}, 'meanSquaredError');
    expect(Array.from(data.y)).toEqual([1.5, 2.5, 3.5, 4.5, 5.5, 6.5]);
    expect(data).toMatchObject({ outputs: 1, task: 'regression' });
    expect([classes, features.target]).toEqual([[], { column: 'y', task: 'regression', classes: [] }]);
  });

  test('the config’s target wins over the data set’s', () => {
    expect(prepared([a, y, texts('z', 'u', 'v', 'u', 'v', 'u', 'v')], { target: 'z' }).classes).toEqual(['u', 'v']);
  });
});

describe('refusals name the field and the way out', () => {
  const many = Array.from({ length: 300 }, (_, row) => row + 0.5);

  test.each<[string, Column[], Partial<DataConfig>, LossName, string, RegExp]>([
    ['a target that is not there', [a, y], { target: 'z' }, 'crossEntropy', 'data.target', /There is no column "z"\. The columns are "a", "y"/],
    ['a feature that is not there', [a, y], { features: ['z'] }, 'crossEntropy', 'data.features', /no column "z"/],
    ['a feature named twice', [a, y], { features: ['a', 'a'] }, 'crossEntropy', 'data.features', /"a" is named twice/],
    ['the target as a feature', [a, y], { features: ['a', 'y'] }, 'crossEntropy', 'data.features', /"y" is the target/],
    ['the split column as a feature', [a, y, firstThree], { ...byPart, features: ['part'] }, 'crossEntropy', 'data.features', /"part" says how to split/],
    ['the target as split column', [a, y], { split: { column: 'y' } }, 'crossEntropy', 'data.split.column', /cannot be the target/],
    ['a split column that is not there', [a, y], byPart, 'crossEntropy', 'data.split.column', /no column "part"/],
    ['no feature left', [numbers('unit', 1, 1, 1, 1, 1, 1), y], {}, 'crossEntropy', 'data.features', /No column is left to learn from\. No feature: "unit" has the same value/],
    ['one class', [a, texts('y', 'p', 'p', 'p', 'p', 'p', 'p')], {}, 'crossEntropy', 'data.target', /only one class/],
    ['three classes for binaryCrossEntropy', [a, texts('y', 'p', 'q', 'r', 'p', 'q', 'r')], {}, 'binaryCrossEntropy', 'loss', /two classes, but "y" has 3\. Use the loss crossEntropy/],
    ['text for meanSquaredError', [a, y], {}, 'meanSquaredError', 'loss', /is text, so meanSquaredError cannot be used\. Use the loss crossEntropy/],
    ['a quantity for crossEntropy', [numbers('a', ...many), numbers('y', ...many)], {}, 'crossEntropy', 'data.target', /looks like a quantity.*meanSquaredError/],
    ['a number too large for float32', [numbers('a', 1, 2, 3, 4, 5, 1e300), y], { scale: 'none' }, 'crossEntropy', 'data.scale', /Row 6 has 1e\+300 in "a", which is too large/],
    ['a target too large for float32', [a, numbers('y', 1, 2, 3, 4, 5, 1e300)], {}, 'meanSquaredError', 'data.target', /Row 6 has 1e\+300 in the target "y"/],
  ])('%s', (_, columns, config, loss, field, message) => {
    expect(refusal(columns, config, loss)).toMatchObject({ field, message: expect.stringMatching(message) });
  });

  test('no target at all', () => {
    expect(() => planFeatures(table(a), dataConfig(), { loss: 'crossEntropy', target: null })).toThrow(/No target is chosen/);
  });

  test('a text column with too many categories', () => {
    const wide = texts('wide', ...Array.from({ length: 1200 }, (_, row) => `w${row % 1100}`));
    const target = texts('y', ...Array.from({ length: 1200 }, (_, row) => `c${row % 2}`));
    expect(refusal([wide, target], { features: ['wide'] })).toMatchObject({ field: 'data.features', message: expect.stringContaining('more than 1000 different texts cannot be features: "wide"') });
  });
});
