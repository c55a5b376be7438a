import { describe, expect, it } from 'vitest';
import { missingSeeds, rangesOf } from '../../src/compare/missing-seeds.ts';

describe('missing seeds', () => {
  it('make all sides share their seeds', () => {
    expect(missingSeeds([[42], [1, 2, 3]], 5)).toEqual([[1, 2, 3, 4], [4, 42]]);
    expect(missingSeeds([[1, 2], [1, 2]], 4)).toEqual([[3, 4], [3, 4]]);
  });

  it('are none where there are enough', () => expect(missingSeeds([[1, 2, 3], [1, 2, 3]], 3)).toEqual([[], []]));

  it('take the seeds that most have where there are more than are wanted', () => {
    expect(missingSeeds([[7, 8], [8, 9], [8]], 2)).toEqual([[], [7], [7]]);
  });

  it('are told as ranges', () => expect(rangesOf([1, 2, 3, 7, 9, 10])).toEqual([[1, 3], [7, 7], [9, 10]]));
});
