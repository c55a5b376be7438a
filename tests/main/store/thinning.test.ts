import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planThinning, type StoredSize } from '../../../src/main/store/thinning.ts';
import { always } from '../../support/property.ts';

const stored = (epochs: number[], keyframe: (epoch: number) => boolean = () => false): StoredSize[] =>
  epochs.map((epoch) => ({ epoch, keyframe: keyframe(epoch), bytes: 10 }));
const upTo = (last: number) => Array.from({ length: last + 1 }, (_, epoch) => epoch);
const left = (all: StoredSize[], budget: number, best: number | null = null) => {
  const dropped = new Set(planThinning(all, budget, best));
  return all.filter(({ epoch }) => !dropped.has(epoch));
};
const epochsOf = (sizes: StoredSize[]) => sizes.map(({ epoch }) => epoch);

describe('thinning', () => {
  it('drops nothing that fits', () => {
    expect(planThinning(stored(upTo(9)), 100, null)).toEqual([]);
  });

  it('leaves even distances between plain snapshots', () => {
    expect(epochsOf(left(stored(upTo(8)), 70))).toEqual([0, 2, 4, 6, 8]);
  });

  it('drops plain snapshots before any keyframe', () => {
    const all = stored(upTo(20), (epoch) => epoch % 5 === 0);
    expect(epochsOf(left(all, 60))).toEqual([0, 10, 20]);
    expect(epochsOf(left(all, 68))).toEqual([0, 5, 10, 15, 20]);
  });

  it('keeps first, best, last and the last keyframe even where they alone are too much', () => {
    const all = stored(upTo(20), (epoch) => epoch % 6 === 0);
    expect(epochsOf(left(all, 0, 7))).toEqual([0, 7, 18, 20]);
  });

  it('fits the budget, or has nothing left to drop', () => {
    always(fc.property(histories, ({ sizes, budget, best }) => {
      const rest = left(sizes, budget, best);
      const bytes = rest.reduce((sum, one) => sum + one.bytes, 0);
      const kept = new Set([sizes[0]!.epoch, best, sizes[sizes.length - 1]!.epoch, sizes.find(({ keyframe }) => keyframe)?.epoch, sizes.findLast(({ keyframe }) => keyframe)?.epoch]);
      expect(bytes <= budget || rest.every(({ epoch }) => kept.has(epoch))).toBe(true);
      expect(epochsOf(rest)).toEqual(expect.arrayContaining([...kept].filter((epoch) => sizes.some((one) => one.epoch === epoch))));
    }));
  });

  it('never widens the distance between keyframes to more than twice what the budget asks for', () => {
    always(fc.property(fc.integer({ min: 50, max: 500 }), fc.integer({ min: 1, max: 7 }), fc.integer({ min: 100, max: 900 }), (last, every, budget) => {
      const all = stored(upTo(last).filter((epoch) => epoch % every === 0), () => true);
      const rest = epochsOf(left(all, budget));
      const widest = Math.max(...rest.slice(1).map((epoch, at) => epoch - rest[at]!));
      const fair = last / (budget * 0.75 / 10 - 2);
      expect(widest).toBeLessThanOrEqual(Math.max(every, 4 * fair + every));
    }));
  });
});

const histories = fc.record({
  sizes: fc.uniqueArray(fc.record({ epoch: fc.nat(2000), keyframe: fc.boolean(), bytes: fc.integer({ min: 1, max: 100 }) }), { minLength: 1, maxLength: 200, selector: ({ epoch }) => epoch })
    .map((sizes) => sizes.sort((a, b) => a.epoch - b.epoch)),
  budget: fc.nat(5000),
  at: fc.nat(),
}).map(({ sizes, budget, at }) => ({ sizes, budget, best: sizes[at % sizes.length]!.epoch }));
