import { expect, test } from 'vitest';
import { findBuiltIn } from '../../../src/data/built-ins.ts';
import { importCsv, numericColumn, textColumn } from '../../support/tables.ts';

/** The archive's file has the rows of the shipped table, with an id and the diagnosis in front and no header. */
function uciFile(): string {
  const shipped = findBuiltIn('wdbc')!.load();
  const diagnosis = textColumn(shipped, 'diagnosis');
  const measured = shipped.columns.filter(({ name }) => name !== 'diagnosis').map(({ name }) => numericColumn(shipped, name));
  return Array.from({ length: shipped.rows }, (_, row) => [842302 + 17 * row, diagnosis[row], ...measured.map((column) => column[row])].join(',')).join('\n');
}

test('wdbc.data of the UCI archive gets its names and its target, and its id is set aside', () => {
  const { table, target, task, notes, profile, detected } = importCsv(uciFile());
  const shipped = findBuiltIn('wdbc')!.load();
  expect(detected.header).toBe(false);
  expect(table.rows).toBe(569);
  expect(table.columns.map(({ name }) => name)).toEqual(['id', ...['diagnosis'], ...shipped.columns.map(({ name }) => name).filter((name) => name !== 'diagnosis')]);
  expect({ target, task }).toEqual({ target: 'diagnosis', task: 'classification' });
  expect(notes[0]).toContain('Recognised as wdbc.data of the UCI archive');
  expect(profile[0]?.role).toBe('id');
});

test('column names that are given win', () => {
  const names = Array.from({ length: 32 }, (_, at) => `c${at}`);
  expect(importCsv(uciFile(), { columns: names }).table.columns.map(({ name }) => name)).toEqual(names);
});
