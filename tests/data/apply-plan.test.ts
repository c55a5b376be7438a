import { expect, test } from 'vitest';
import { applyPlan } from '../../src/data/apply-plan.ts';
import { findBuiltIn } from '../../src/data/built-ins.ts';
import type { FeaturePlan } from '../../src/data/feature-plan.ts';
import { prepare } from '../../src/data/prepare.ts';
import { dataConfig, numbers, table, texts } from '../support/tables.ts';

const plan: FeaturePlan = {
  version: 1,
  inputs: [
    { kind: 'number', column: 'a', impute: 4, offset: 2, scale: 2 },
    { kind: 'category', column: 'kind', value: '1', impute: '1', offset: 0, scale: 1 },
    { kind: 'category', column: 'kind', value: 'x', impute: '1', offset: 0, scale: 1 },
  ],
  target: { column: 'y', task: 'classification', classes: ['p', 'q'] },
};

test('gives the very inputs that a training on the same rows sees', () => {
  const { name, target, load } = findBuiltIn('wdbc')!;
  const prepared = prepare(load(), dataConfig(), { loss: 'crossEntropy', target });
  expect(applyPlan(JSON.parse(JSON.stringify(prepared.features)) as FeaturePlan, load()), name).toEqual(prepared.data.x);
});

test('finds columns by name, replaces missing cells and ignores what it does not need', () => {
  const rows = table(texts('note', 'n', 'n', 'n'), texts('kind', 'x', null, 'never seen'), numbers('a', 6, null, 2));
  expect(Array.from(applyPlan(plan, rows))).toEqual([2, 0, 1, 1, 1, 0, 0, 0, 0]);
});

test('reads categories that look like numbers from a numeric column', () => {
  expect(Array.from(applyPlan(plan, table(numbers('kind', 1, 2, null), numbers('a', 2, 2, 2))))).toEqual([0, 1, 0, 0, 0, 0, 0, 1, 0]);
});

test('names a column that is missing or holds text instead of numbers', () => {
  expect(() => applyPlan(plan, table(numbers('a', 1)))).toThrow(/no column "kind"/);
  expect(() => applyPlan(plan, table(texts('a', 'x'), texts('kind', 'x')))).toThrow(/Column "a" must hold numbers, but it holds text/);
});

test('names row and column of a missing cell that nothing replaces', () => {
  const strict: FeaturePlan = { ...plan, inputs: [{ kind: 'number', column: 'a', impute: null, offset: 0, scale: 1 }] };
  expect(() => applyPlan(strict, table(numbers('a', 1, null)))).toThrow(/Row 2 has no value in "a".*Fill in the cell/);
});
