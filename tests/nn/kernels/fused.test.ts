import { describe, expect, it } from 'vitest';
import { fma32 } from '../../../src/nn/kernels/fused.ts';
import { createGenerator } from '../../../src/nn/random.ts';
import { exactFma32 } from '../../support/exact-float32.ts';

const generator = createGenerator(1, 'fused');
const floats = new Float32Array(1);
const bits = new Uint32Array(floats.buffer);
const fromBits = (pattern: number): number => {
  bits[0] = pattern;
  return floats[0]!;
};
const anyFinite = (): number => {
  for (;;) {
    const x = fromBits(generator.next());
    if (Number.isFinite(x)) return x;
  }
};
/** Few significant bits in a narrow range of exponents, so that sums come close to ties. */
const near = (exponent: number, significantBits: number): number =>
  (generator.next() % 2 ? 1 : -1) * (1 + generator.int(2 ** significantBits) / 2 ** significantBits) * 2 ** (exponent + generator.int(3));

const expectExact = (a: number, b: number, c: number): void => {
  const exact = exactFma32(a, b, c);
  expect(exact === 0 ? fma32(a, b, c) + 0 : fma32(a, b, c), `${a} · ${b} + ${c}`).toBe(exact === 0 ? 0 : exact);
};

describe('fma32 rounds once', () => {
  it('for any finite numbers', () => {
    for (let i = 0; i < 20_000; i++) expectExact(anyFinite(), anyFinite(), anyFinite());
  });

  it('for numbers of one size', () => {
    for (let i = 0; i < 20_000; i++) expectExact(near(0, 23), near(0, 23), near(0, 23));
  });

  it('where the sum in float64 lands half-way between two neighbours', () => {
    // 2^24·m + half a step + a product far below the last bit of the float64 sum.
    for (let i = 0; i < 20_000; i++) {
      const c = near(0, 23);
      const half = 2 ** (Math.floor(Math.log2(Math.abs(c))) - 24);
      const sign = generator.next() % 2 ? 1 : -1;
      const tiny = Math.fround(1 + sign * 2 ** -(10 + generator.int(13)));
      expectExact(half * tiny, Math.fround(1 + (generator.next() % 3 - 1) * 2 ** -23), c);
      expectExact(-half, Math.fround(1 + sign * 2 ** -23), c);
      expectExact(Math.fround(half * (1 + 2 ** -12)), Math.fround(1 - 2 ** -12), c);
    }
  });

  it('where the product decides a tie from a distance of 2^60', () => {
    const c = 1 + 2 ** -23;
    const plain = 2 ** -24;
    // c + half a step is a tie, which goes to the even neighbour above; less than that by one part in 2^47 goes down.
    expect(fma32(plain, 1, c)).toBe(1 + 2 ** -22);
    expect(fma32(plain * (1 - 2 ** -23), 1 - 2 ** -23, c)).toBe(c);
    expectExact(plain * (1 + 2 ** -23), 1 - 2 ** -23, c);
    expectExact(-plain * (1 + 2 ** -23), 1 - 2 ** -23, c);
  });

  it('among the subnormals and down to nothing', () => {
    for (let i = 0; i < 20_000; i++) {
      expectExact(near(-75, 12 + generator.int(12)), near(-75, 23), near(-149 + generator.int(24), 0));
    }
    expect(fma32(2 ** -149, 0.5, 0)).toBe(0);
    expect(fma32(2 ** -149, -0.5, 0)).toBe(-0);
    expect(fma32(2 ** -149, 0.5, 2 ** -149)).toBe(2 ** -148);
    expect(fma32(2 ** -149, 0.5 - 2 ** -25, 2 ** -149)).toBe(2 ** -149);
  });

  it('at the upper end', () => {
    const largest = 2 ** 128 - 2 ** 104;
    expect(fma32(2 ** 100, 2 ** 3, largest)).toBe(Infinity);
    expect(fma32(2 ** 100, 2 ** 3 - 2 ** -20, largest)).toBe(largest);
    expect(fma32(-(2 ** 100), 2 ** 3 - 2 ** -20, -largest)).toBe(-largest);
    expect(fma32(2 ** 127, 2, -largest)).toBe(2 ** 104);
    expect(fma32(largest, largest, 0)).toBe(Infinity);
    for (let i = 0; i < 5_000; i++) expectExact(near(50, 23), near(50, 23), Math.sign(near(0, 1)) * largest);
  });
});

describe('fma32 at the edges', () => {
  it('keeps the sign of zero', () => {
    expect(fma32(-0, 1, -0)).toBe(-0);
    expect(fma32(0, 1, -0)).toBe(0);
    expect(fma32(1, 1, -1)).toBe(0);
    expect(fma32(-1, 1, 1)).toBe(0);
  });

  it('treats infinities and NaN as IEEE 754 does', () => {
    expect(fma32(Infinity, 1, 5)).toBe(Infinity);
    expect(fma32(1, 1, -Infinity)).toBe(-Infinity);
    expect(fma32(Infinity, 0, 1)).toBeNaN();
    expect(fma32(Infinity, 1, -Infinity)).toBeNaN();
    expect(fma32(NaN, 1, 1)).toBeNaN();
    expect(fma32(1, 1, NaN)).toBeNaN();
    expect(fma32(2 ** 127, 2 ** 127, -Infinity)).toBe(-Infinity);
  });
});
