import { expect, test } from 'vitest';
import type { AvailableColumn } from '../../../src/contract/run-lists.ts';
import { columnChoices } from '../../../src/renderer/features/runs/column-choices.ts';
import { columnLook, groupText } from '../../../src/renderer/features/runs/columns.ts';
import { defaultColumns } from '../../../src/renderer/stores/default-columns.ts';

const metric = (key: string): AvailableColumn => ({ key, kind: 'metric', numeric: true, varies: true });
const config = (key: string, varies = true, numeric = true): AvailableColumn => ({ key, kind: 'config', numeric, varies });

test('a list shows the metrics of the tasks that are in it, and what sets its runs apart', () => {
  const classes = defaultColumns([metric('val_accuracy'), metric('val_loss'), config('optimizer.learningRate'), config('shuffle', false)]);
  expect(classes).toEqual(expect.arrayContaining(['val_accuracy.best', 'val_loss.best', 'optimizer.learningRate']));
  expect(classes).not.toContain('shuffle');
  expect(classes).not.toContain('val_r2.best');
  expect(defaultColumns([metric('val_r2'), metric('val_mae'), metric('val_loss')])).toEqual(expect.arrayContaining(['val_r2.best', 'val_mae.best']));
});

test('layers and planned epochs are said by other columns', () => {
  expect(defaultColumns([config('network.0.units'), config('config:epochs'), config('data.set', true, false)])).not.toEqual(expect.arrayContaining(['network.0.units']));
  expect(defaultColumns([config('config:epochs')])).not.toContain('config:epochs');
});

test('a column says what it is, whatever its name', () => {
  const said = (key: string) => {
    const { label, aside } = columnLook(key, true);
    return aside ? `${label} (${aside})` : label;
  };
  expect(['val_roc_auc.max', 'val_r2', 'optimizer.name', 'optimizer.learningRate', 'data.split.seed', 'seed', 'penalties.l1', 'config:epochs', 'epochs', 'network', 'metric:Loss/train.min'].map(said)).toEqual([
    'Val ROC AUC (highest)', 'Val R² (last)', 'Optimizer', 'Learning rate', 'Seed (split)', 'Seed', 'L1 (penalties)', 'Planned epochs', 'Epochs', 'Network', 'Loss/train (lowest)',
  ]);
});

test('the columns of a search over many settings fit into a window of 1440 pixels, beside the rail and a scrollbar', () => {
  const search = [metric('val_accuracy'), metric('val_loss'), { key: 'network', kind: 'row', numeric: false, varies: true } as const, config('optimizer.name', true, false), config('optimizer.learningRate'), config('batchSize')];
  for (const last of [config('seed'), { key: 'dataSet', kind: 'row', numeric: false, varies: true } as const]) {
    const shown = defaultColumns([...search, last]);
    expect(shown).toEqual(expect.arrayContaining(['network', last.key]));
    const widths = ['name', ...shown].map((key) => columnLook(key, ['optimizer.learningRate', 'batchSize', 'seed'].includes(key)).width);
    expect(widths.reduce((sum, width) => sum + width, 0)).toBeLessThanOrEqual(1440 - 64 - 15);
  }
});

test('a cell has four digits, and all of them in its tooltip', () => {
  const { text, full } = columnLook('val_loss.best', true);
  expect([text(0.123456789, 0), full(0.123456789)]).toEqual(['0.1235', '0.123456789']);
  expect([text(NaN, 0), text(null, 0)]).toEqual(['NaN', '–']);
  expect(columnLook('tags', false).text(['a', 'b'], 0)).toBe('a, b');
  expect(columnLook('shuffle', false).text(true, 0)).toBe('yes');
});

test('a group shows mean and deviation to the same digit', () => {
  const column = columnLook('val_accuracy.best', true);
  expect(groupText(column, { kind: 'statistics', mean: 0.96543, sd: 0.01234, n: 5 }, 0)).toMatchObject({ text: '0.9654 ± 0.0123' });
  expect(groupText(column, { kind: 'statistics', mean: 0.5, sd: NaN, n: 1 }, 0).text).toBe('0.5000');
  expect(groupText(column, { kind: 'statistics', mean: 12.3456, sd: 1e-9, n: 2 }, 0).text).toBe('12.35 ± 1.0e-9');
  expect(groupText(column, { kind: 'various' }, 0).text).toBe('…');
  expect(groupText(column, undefined, 0).text).toBe('');
});

test('the picker offers every part of a metric, what varies first, and finds by name and label', () => {
  const available = [metric('val_loss'), config('shuffle', false), config('optimizer.learningRate')];
  const keys = (search: string, shown: string[] = []) => columnChoices(available, shown, search).flatMap(({ columns }) => columns.map(({ key }) => key));
  expect(keys('')).toEqual(['val_loss', 'val_loss.min', 'val_loss.max', 'val_loss.best', 'optimizer.learningRate', 'shuffle']);
  expect(keys('learning')).toEqual(['optimizer.learningRate']);
  expect(keys('lowest')).toEqual(['val_loss.min']);
  expect(keys('', ['val_loss.best'])).not.toContain('val_loss.best');
});
