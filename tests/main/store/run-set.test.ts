import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RunSet } from '../../../src/main/store/run-set.ts';
import { always } from '../../support/property.ts';

const keys = fc.uniqueArray(fc.integer({ min: 1, max: 300 }), { maxLength: 60 });
const sorted = (some: Iterable<number>) => [...some].sort((a, b) => a - b);

describe('a set of runs', () => {
  it('holds the keys it was made of, in their order', () => {
    always(fc.property(keys, (some) => {
      const set = new RunSet(some);
      expect(set.keys()).toEqual(sorted(some));
      expect(set.size).toBe(some.length);
      for (let key = 0; key <= 400; key++) expect(set.has(key)).toBe(some.includes(key));
    }));
  });

  it('is joined with another as sets are, whatever their lengths', () => {
    always(fc.property(keys, keys, (a, b) => {
      expect(new RunSet(a).intersect(new RunSet(b)).keys()).toEqual(sorted(a.filter((key) => b.includes(key))));
      expect(new RunSet(a).unite(new RunSet(b)).keys()).toEqual(sorted(new Set([...a, ...b])));
      expect(new RunSet(a).subtract(new RunSet(b)).keys()).toEqual(sorted(a.filter((key) => !b.includes(key))));
    }));
  });
});
