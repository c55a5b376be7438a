import { describe, expect, it } from 'vitest';
import { cos, exp, expm1, log, log1p, pow, sigmoid, tanh } from '../../src/nn/elementary.ts';
import { createGenerator } from '../../src/nn/random.ts';
import * as exact from '../support/high-precision.ts';
import { fixed, one, over, times, ulpsOff } from '../support/high-precision.ts';

type Unary = { name: string; own: (x: number) => number; exact: (x: bigint) => bigint; ranges: [low: number, high: number][] };

const near1 = 2 ** -20;
const unary: Unary[] = [
  { name: 'exp', own: exp, exact: exact.exp, ranges: [[-1, 1], [-200, 700], [-near1, near1]] },
  { name: 'expm1', own: expm1, exact: (x) => exact.exp(x) - one, ranges: [[-1, 1], [-40, 700], [-near1, near1]] },
  { name: 'log', own: log, exact: exact.log, ranges: [[0.5, 2], [0, 1e6], [1 - near1, 1 + near1], [0, 2 ** -100]] },
  { name: 'log1p', own: log1p, exact: (x) => exact.log(one + x), ranges: [[-0.9, 1], [0, 1e6], [-near1, near1]] },
  { name: 'sigmoid', own: sigmoid, exact: (x) => over(one, one + exact.exp(-x)), ranges: [[-2, 2], [-100, 100]] },
  {
    name: 'tanh', own: tanh, ranges: [[-1, 1], [-20, 20], [-near1, near1]],
    exact: (x) => { const e = exact.exp(2n * x); return over(e - one, e + one); },
  },
  { name: 'cos', own: cos, exact: exact.cos, ranges: [[-4, 4], [-1e6, 1e6], [1.5707, 1.5709], [1e6, 1e15]] },
];

describe.each(unary)('$name', ({ name, own, exact, ranges }) => {
  it.each(ranges)('is within 2 ulp of the exact value from %d to %d', (low, high) => {
    const generator = createGenerator(1, `${name} ${low}`);
    for (let i = 0; i < 300; i++) {
      const x = low + (high - low) * generator.float();
      expect(Math.abs(ulpsOff(own(x), exact(fixed(x)))), `${name}(${x})`).toBeLessThan(2);
    }
  });
});

describe('pow', () => {
  it.each([
    ['of Adam’s betas to the number of steps', () => [0.9, 0.999, 0.99][draw.int(3)]!, () => draw.int(50_000) / 10],
    ['of any base', () => 100 * draw.float(), () => 60 * (draw.float() - 0.5)],
    ['of a base near 1 to a large power', () => 1 + 1e-6 * (draw.float() - 0.5), () => 1e8 * (draw.float() - 0.5)],
  ] as const)('is within 2 ulp of the exact value: %s', (_, base, power) => {
    for (let i = 0; i < 300; i++) {
      const [x, y] = [base(), power()];
      const result = pow(x, y);
      if (result < 2 ** -200) continue;
      expect(Math.abs(ulpsOff(result, exact.exp(times(fixed(y), exact.log(fixed(x)))))), `${x}^${y}`).toBeLessThan(2);
    }
  });

  it('is exact where the result is a small whole number', () => {
    for (let x = -12; x <= 12; x++) for (let y = 0; y <= 8; y++) expect(pow(x, y)).toBe(x ** y);
  });

  const draw = createGenerator(1, 'pow');
});

describe('edges', () => {
  it('passes NaN on', () => {
    for (const f of [exp, expm1, log, log1p, sigmoid, tanh, cos]) expect(f(NaN)).toBeNaN();
    expect(pow(NaN, 2)).toBeNaN();
    expect(pow(2, NaN)).toBeNaN();
  });

  it('goes to the limits at the infinities', () => {
    expect([exp(Infinity), exp(-Infinity)]).toEqual([Infinity, 0]);
    expect([expm1(Infinity), expm1(-Infinity)]).toEqual([Infinity, -1]);
    expect([log(Infinity), log(-Infinity)]).toEqual([Infinity, NaN]);
    expect([log1p(Infinity), log1p(-Infinity)]).toEqual([Infinity, NaN]);
    expect([sigmoid(Infinity), sigmoid(-Infinity)]).toEqual([1, 0]);
    expect([tanh(Infinity), tanh(-Infinity)]).toEqual([1, -1]);
    expect(cos(Infinity)).toBeNaN();
  });

  it('keeps the sign of zero in odd functions', () => {
    for (const f of [expm1, log1p, tanh]) expect(f(-0)).toBe(-0);
  });

  it('knows the poles and the end of the domain of logarithms', () => {
    expect([log(0), log(-0), log(-1)]).toEqual([-Infinity, -Infinity, NaN]);
    expect([log1p(-1), log1p(-1.5)]).toEqual([-Infinity, NaN]);
  });

  it('overflows and underflows where float64 does, through the subnormals', () => {
    expect(exp(709.78)).toBeLessThan(Infinity);
    expect([exp(709.79), exp(-745.14)]).toEqual([Infinity, 0]);
    expect(exp(-745.13)).toBe(5e-324);
    expect(log(5e-324)).toBeCloseTo(-744.4400719213812, 10);
  });

  it.each<[x: number, y: number, result: number]>([
    [NaN, 0, 1], [1, NaN, 1], [1, Infinity, 1], [-1, Infinity, 1], [-1, -Infinity, 1], [-1, 1e308, 1], [-1, 3, -1],
    [-8, 1 / 3, NaN], [-2, 3, -8], [-2, -2, 0.25],
    [0, 2, 0], [-0, 3, -0], [-0, 2, 0], [0, -1, Infinity], [-0, -1, -Infinity], [-0, -2, Infinity],
    [2, Infinity, Infinity], [2, -Infinity, 0], [0.5, Infinity, 0], [0.5, -Infinity, Infinity],
    [Infinity, 0.5, Infinity], [Infinity, -1, 0], [-Infinity, 3, -Infinity], [-Infinity, -3, -0], [-Infinity, 0.5, Infinity],
    [2, 1024, Infinity], [2, -1075, 0], [2, -1074, 5e-324], [5e-324, -1, Infinity],
  ])('pow(%d, %d) is %d', (x, y, result) => expect(pow(x, y)).toBe(result));
});
