import { describe, expect, test } from 'vitest';
import type { PreviewColumn } from '../../../src/contract/data-sets.ts';
import { readMarkers, useOf, withLayout, withName, withUse, writeMarkers } from '../../../src/renderer/features/data/import-choices.ts';

const column = (over: Partial<PreviewColumn> = {}): PreviewColumn => (
  { name: 'nr', type: 'numeric', role: 'feature', count: 3, missing: 0, distinct: 3, leftOut: false, ...over });

describe('what becomes of a column', () => {
  test('is its type, unless it is set aside or left out', () => {
    expect([useOf(column()), useOf(column({ role: 'target', type: 'categorical' })), useOf(column({ role: 'id' })), useOf(column({ role: 'id', leftOut: true }))])
      .toEqual(['numeric', 'categorical', 'setAside', 'leaveOut']);
  });

  test('is said once: the latest word replaces those before', () => {
    const aside = withUse({ categorical: ['kind'] }, column(), 'setAside');
    expect(aside).toEqual({ categorical: ['kind'], setAside: ['nr'] });
    expect(withUse(aside, column(), 'leaveOut')).toEqual({ categorical: ['kind'], leaveOut: ['nr'] });
  });

  test('that looks like an id, and is to be learned from, is named for use', () => {
    expect(withUse({}, column({ role: 'id' }), 'numeric')).toEqual({ numeric: ['nr'], use: ['nr'] });
  });

  test('that is left out is no target any more', () => {
    expect(withUse({ target: 'nr', task: 'regression' }, column({ role: 'target' }), 'leaveOut')).not.toHaveProperty('target');
  });
});

test('another delimiter makes other columns, so that what was said about them is forgotten', () => {
  expect(withLayout({ name: 'mine', target: 'a', task: 'regression', categorical: ['b'], missingMarkers: ['-'] }, { delimiter: ';' }))
    .toEqual({ name: 'mine', missingMarkers: ['-'], delimiter: ';' });
});

test('markers of missing cells survive being written and read, with commas and quotes in them', () => {
  const markers = ['NA', '-999', 'a, b', 'say "no"'];
  expect(readMarkers(writeMarkers(markers))).toEqual(markers);
  expect(readMarkers(' , n.a. ,,n.a.')).toEqual(['n.a.']);
});

test('another name for a column goes along with what was said about it, and with the target', () => {
  const columns = ['id', 'size', 'kind'].map((name) => column({ name }));
  const named = withName({ numeric: ['size'], leaveOut: ['id'] }, { columns, target: 'kind', detected: null }, 'kind', 'type');
  expect(named).toEqual({ columns: ['id', 'size', 'type'], numeric: ['size'], leaveOut: ['id'], target: 'type' });
  expect(withName(named, { columns: columns.map((one) => ({ ...one, name: one.name === 'kind' ? 'type' : one.name })), target: 'type', detected: null }, 'size', 'width').numeric).toEqual(['width']);
});

test('with another delimiter the given names are forgotten', () => {
  expect(withLayout({ columns: ['a', 'b'], target: 'b' }, { delimiter: ';' })).toEqual({ delimiter: ';' });
});
