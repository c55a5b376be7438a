import { expect, it } from 'vitest';
import { flipsOf } from '../../../../src/renderer/features/replay/use-biography.ts';

it('a row flips where it is called something else than at the epoch before', () => {
  expect(flipsOf({ epochs: [0, 1, 2, 3, 4], predicted: [1, 1, 0, 0, 1] })).toEqual([{ epoch: 2, predicted: 0 }, { epoch: 4, predicted: 1 }]);
  expect(flipsOf({ epochs: [0, 1], predicted: [1, 1] })).toEqual([]);
});
