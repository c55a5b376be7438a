import { expect, test } from 'vitest';
import { axisNameParts } from '../../../../src/renderer/features/compare/axis-name.ts';

test('the name of an axis breaks after dots and spaces alone, and its last piece stays by itself', () => {
  expect(axisNameParts('optimizer.learningRate', 3)).toEqual(['optimizer.', 'learningRate']);
  expect(axisNameParts('val_accuracy best', 3)).toEqual(['val_accuracy ', 'best']);
  expect(axisNameParts('data.split.validation', 2)).toEqual(['data.split.', 'validation']);
  expect(axisNameParts('a.b.c.d.e', 3)).toEqual(['a.b.c.', 'd.', 'e']);
  for (const label of ['seed', 'x. y..z ', '…']) expect(axisNameParts(label, 3).join('')).toBe(label);
});
