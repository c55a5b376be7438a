import { describe, expect, test } from 'vitest';
import { createGenerator, generatorFrom, shuffle } from '../../src/nn/random.ts';

const draw = (n: number, next: () => number): number[] => Array.from({ length: n }, next);

describe('the generator', () => {
  test('is xoshiro128** 1.1', () => {
    // The first outputs of the authors' C program from the state 1, 2, 3, 4.
    const { next } = generatorFrom([1, 2, 3, 4]);
    expect(draw(10, next)).toEqual([11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804]);
  });

  test('derives its state from seed and purpose by MurmurHash3', () => {
    // Computed with another implementation of the hash, checked on its published value for "test".
    expect(createGenerator(42, 'shuffle').state()).toEqual([3018328235, 1642956950, 4054614789, 3711760694]);
    expect(createGenerator(2 ** 53 - 1, 'weights/0').state()).toEqual([3466068116, 4087502246, 4265791800, 2734112370]);
  });

  test('gives every seed, up to the largest, and every purpose a stream of its own', () => {
    const seeds = [0, 1, 2 ** 31, 2 ** 32, 2 ** 32 + 1, 2 ** 52, 2 ** 53 - 2, 2 ** 53 - 1];
    const states = seeds.flatMap((seed) => ['shuffle', 'split', 'dropout/1', ''].map((purpose) => String(createGenerator(seed, purpose).state())));
    expect(new Set(states).size).toBe(states.length);
  });

  test.each([-1, 0.5, 2 ** 53, NaN, Infinity])('refuses the seed %d', (seed) => {
    expect(() => createGenerator(seed, 'shuffle')).toThrow(/seed must be a whole number/);
  });

  test('goes on from its state', () => {
    const generator = createGenerator(9, 'shuffle');
    draw(100, generator.next);
    const resumed = generatorFrom(structuredClone(generator.state()));
    expect(draw(100, resumed.float)).toEqual(draw(100, generator.float));
  });

  test.each([[[0, 0, 0, 0]], [[1, 2, 3]], [[1, 2, 3, -4]], [[1, 2, 3, 0.5]], [[1, 2, 3, 2 ** 32]]])('refuses the state %j', (state) => {
    expect(() => generatorFrom(state)).toThrow(/generator state/);
  });
});

describe('what it draws', () => {
  const n = 100_000;

  test('floats are uniform from 0 to below 1', () => {
    const { float } = createGenerator(1, 'test');
    const bins = new Uint32Array(20);
    for (const value of draw(n, float)) bins[Math.floor(value * 20)]!++;
    expect(chiSquare(bins, n / 20)).toBeLessThan(43.8); // 99.9 % of 19 degrees of freedom
  });

  test('whole numbers have no bias, also where the bound is no power of two', () => {
    // A remainder of 2^32 by 3·2^30 would make the lower third twice as likely.
    const { int } = createGenerator(2, 'test');
    const bins = new Uint32Array(3);
    for (const value of draw(n, () => int(3 * 2 ** 30))) bins[Math.floor(value / 2 ** 30)]!++;
    expect(chiSquare(bins, n / 3)).toBeLessThan(13.8); // 99.9 % of 2 degrees of freedom
  });

  test('whole numbers stay below their bound, from 1 to 2^32', () => {
    const { int } = createGenerator(5, 'test');
    for (const below of [1, 2, 3, 2 ** 31, 2 ** 31 + 1, 2 ** 32]) {
      const values = draw(1000, () => int(below));
      expect(values.every((value) => Number.isInteger(value) && value >= 0 && value < below)).toBe(true);
      expect(Math.max(...values)).toBeGreaterThanOrEqual((below - 1) * 0.9);
    }
  });

  test('normal numbers have mean 0, variance 1 and the right tails', () => {
    const { normal } = createGenerator(3, 'test');
    const values = draw(n, normal);
    const mean = values.reduce((sum, v) => sum + v, 0) / n;
    expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(n));
    expect(Math.abs(values.reduce((sum, v) => sum + v * v, 0) / n - 1)).toBeLessThan(4 * Math.sqrt(2 / n));
    const beyondTwo = values.filter((v) => Math.abs(v) > 2).length / n;
    expect(Math.abs(beyondTwo - 0.0455)).toBeLessThan(4 * Math.sqrt(0.0455 / n));
  });

  test('a shuffle keeps every value and reaches every order', () => {
    const generator = createGenerator(4, 'test');
    const seen = new Map<string, number>();
    for (let i = 0; i < 6000; i++) {
      const values = Uint32Array.of(0, 1, 2);
      shuffle(values, generator);
      seen.set(String(values), (seen.get(String(values)) ?? 0) + 1);
    }
    expect([...seen.keys()].sort()).toEqual(['0,1,2', '0,2,1', '1,0,2', '1,2,0', '2,0,1', '2,1,0']);
    expect(chiSquare([...seen.values()], 1000)).toBeLessThan(20.5); // 99.9 % of 5 degrees of freedom
  });
});

const chiSquare = (counts: Iterable<number>, expected: number): number =>
  [...counts].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
