import { expect, it } from 'vitest';
import { baselineCells, cellEncoder } from '../../../src/data/explain/cells.ts';
import { contributionsOf } from '../../../src/data/explain/contributions.ts';
import { smallestChanges } from '../../../src/data/explain/smallest-change.ts';
import type { FeatureFacts } from '../../../src/data/feature-facts.ts';
import type { FeaturePlan } from '../../../src/data/feature-plan.ts';
import { createPathGradients } from '../../../src/nn/path-gradients.ts';

const plan: FeaturePlan = {
  version: 1,
  inputs: [
    { kind: 'number', column: 'size', impute: 10, offset: 10, scale: 2 },
    { kind: 'category', column: 'colour', value: 'blue', impute: null, offset: 0, scale: 1 },
    { kind: 'category', column: 'colour', value: 'red', impute: null, offset: 0, scale: 1 },
    { kind: 'number', column: 'doors', impute: null, offset: 0, scale: 1 },
  ],
  target: { column: 'kind', task: 'classification', classes: ['no', 'yes'] },
};
const facts: FeatureFacts[] = [
  { column: 'size', kind: 'number', min: 0, max: 20, mean: 11, sd: 4, whole: false },
  { column: 'colour', kind: 'category', categories: [{ value: 'blue', share: 0.3 }, { value: 'red', share: 0.7 }] },
  { column: 'doors', kind: 'number', min: 0, max: 8, mean: 3, sd: 2, whole: true },
];
/** yes from size + 3·red + doors ≥ limit on */
const callFrom = (limit: number) => (x: Float32Array, rows: number) =>
  Array.from({ length: rows }, (_, row) => (10 + 2 * x[4 * row]! + 3 * x[4 * row + 2]! + x[4 * row + 3]! >= limit ? 1 : 0));

it('takes the mean and the most common category for the baseline, and without facts what the model does', () => {
  expect(baselineCells(plan, facts)).toEqual([11, 'red', 3]);
  expect(baselineCells(plan, [])).toEqual([10, 'blue', 0]);
});

it('sums a category’s inputs into its column, and all columns into the difference', () => {
  const weights = [1, 0.5, -2, 3, 0.2, -0.4, 1.5, 0.1, 0.3, -0.3];
  const gradients = createPathGradients({ network: [{ layer: 'dense', init: 'zeros' }, { layer: 'softmax' }], loss: 'crossEntropy', inputs: 4, outputs: 2 }, weights);
  const { columns, from, to } = contributionsOf(gradients, plan, facts, [16, 'blue', 5], 1);
  expect(columns.map(({ column }) => column)).toEqual(['size', 'colour', 'doors']);
  expect(columns.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(to - from, 8);
  expect(to).toBeCloseTo(gradients.value(cellEncoder(plan)([16, 'blue', 5]), 1), 15);
});

it('finds the smallest change of each column that crosses, by standard deviations, and closes in on it', () => {
  const found = smallestChanges({ plan, facts, call: callFrom(20) }, [12.7, 'blue', 5]);
  expect(found).toEqual([
    { column: 'size', from: 12.7, to: 15, distance: expect.closeTo(0.575, 5) as number, called: 1 },
    { column: 'colour', from: 'blue', to: 'red', distance: 1, called: 1 },
    { column: 'doors', from: 5, to: 8, distance: 1.5, called: 1 },
  ]);
});

it('keeps within the range of the training rows, and says nothing where no single change is enough', () => {
  expect(smallestChanges({ plan, facts, call: callFrom(1000) }, [12, 'blue', 5])).toEqual([]);
  expect(smallestChanges({ plan, facts, call: callFrom(24) }, [12, 'blue', 5]).map(({ column, to }) => [column, to])).toEqual([['size', 19]]);
});

it('goes down as well as up, by as few digits as cross, and starts from what stands in for a missing cell', () => {
  const found = smallestChanges({ plan, facts, call: callFrom(14) }, [null, 'blue', 4]);
  expect(found).toMatchObject([{ column: 'size', from: null, to: 9.99, distance: expect.closeTo(0, 6) as number, called: 0 }, { column: 'doors', from: 4, to: 3, called: 0 }]);
});
