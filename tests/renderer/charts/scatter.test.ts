import { describe, expect, it } from 'vitest';
import { columnOf } from '../../../src/compare/columns/column.ts';
import { scatterCsv } from '../../../src/renderer/charts/scatter/scatter-csv.ts';
import { inReadingOrder, layOutScatter, pointAt } from '../../../src/renderer/charts/scatter/scatter-scene.ts';
import { trendAt, trendOf, trendWords } from '../../../src/renderer/charts/scatter/trend.ts';
import { valueColour } from '../../../src/renderer/charts/value-colours.ts';

const colours = { text: '', muted: '', grid: '', line: '', back: '' };
const side = (label: string, values: (string | number | undefined)[], log = false) => ({ label, column: columnOf(values), log, sd: null });
const points = ['a', 'b', 'c', 'd'].map((key) => ({ key, label: key, colour: '#000', baseline: false, runs: 1 }));

describe('a trend', () => {
  it('is a straight line on the axes as they are drawn', () => {
    const trend = trendOf(side('x', [1, 10, 100, 1000], true), side('y', [2, 20, 200, 2000], true))!;
    expect(trend).toMatchObject({ n: 4, line: { slope: expect.closeTo(1, 12) as number }, rank: { rho: 1 } });
    expect(trendAt(trend, 50)).toBeCloseTo(100, 9);
    expect(trendWords(trend)).toBe('Spearman’s ρ = 1 (n = 4, p < 0.001). Least squares: log₁₀ y = 0.3010 + 1.000 · log₁₀ x.');
  });
  it('counts pairs that have both numbers, and on a logarithmic axis those above zero', () => {
    expect(trendOf(side('x', [1, 2, undefined, 4]), side('y', [NaN, 3, 1, 5]))!.n).toBe(2);
    expect(trendOf(side('x', [0, 1, 2, 4], true), side('y', [1, 3, 1, 5]))!.n).toBe(3);
  });
  it('says where there is none', () => {
    expect(trendOf(side('x', ['a', 'b']), side('y', [1, 2]))).toBeNull();
    expect(trendWords(trendOf(side('x', [1, 2]), side('y', [1, 2]))!)).toContain('needs three points');
    expect(trendWords(trendOf(side('x', [1, 2, 3, 4]), side('y', [2, 4, 8, 16]), 2)!)).toMatch(/^Spearman’s ρ = 1 \(n = 4 points of 2 configs; replicates taken as one give a p\)\. Least/);
    expect(trendWords(trendOf(side('x', [3, 3, 3]), side('y', [1, 2, 4]))!)).toContain('one side has a single value');
  });
});

describe('a scatter', () => {
  const scene = layOutScatter({ width: 500, height: 300, across: side('x', [4, 1, 2, undefined]), up: side('y', ['p', 'q', 'p', 'q']), points, trend: null, colours }, () => 20);
  it('has no place for what has no number', () => {
    expect(scene.px[3]).toBeNaN();
    expect(inReadingOrder(scene)).toEqual([1, 2, 0]);
  });
  it('finds the point under the pointer', () => {
    expect(pointAt(scene, scene.px[1]! + 3, scene.py[1]! - 3)).toBe(1);
    expect(pointAt(scene, scene.px[1]! + 60, scene.py[1]!)).toBe(-1);
  });
  it('is as wide as what it draws: a value without its other side stretches no axis', () => {
    const drawn = layOutScatter({ width: 500, height: 300, across: side('x', [0.001, 0.1, 1e30, 0.01], true), up: side('y', [1, 2, undefined, 3]), points, trend: null, colours }, () => 20);
    expect(drawn.x.to).toBeLessThan(1);
    expect(drawn.px[2]).toBeGreaterThan(500);
    expect(inReadingOrder(drawn)).toEqual([0, 3, 1]);
  });
  it('leaves out what a logarithmic axis cannot show', () => {
    const { px } = layOutScatter({ width: 500, height: 300, across: side('x', [-1, 0, 10, 1000], true), up: side('y', [1, 2, 3, 4]), points, trend: null, colours }, () => 20);
    expect(Array.from(px, Number.isNaN)).toEqual([true, true, false, false]);
  });
  it('is written with the spread of groups', () => {
    const across = { ...side('x', [1, 2]), sd: Float64Array.of(0.5, NaN) };
    expect(scatterCsv({ across, up: side('y', ['p', undefined]), points: points.slice(0, 2) })).toBe('name,id,runs,x,x sd,y\na,a,1,1,0.5,p\nb,b,1,2,,\n');
  });
});

it('colours of values rise evenly and stay within their ground', () => {
  const brightness = (share: number, ground: 'light' | 'dark') => valueColour(share, ground).match(/\d+/g)!.map(Number).reduce((sum, part, at) => sum + part * [0.299, 0.587, 0.114][at]!, 0);
  const shares = [0, 0.25, 0.5, 0.75, 1];
  for (const ground of ['light', 'dark'] as const) {
    const bright = shares.map((share) => brightness(share, ground));
    expect(bright).toEqual([...bright].sort((a, b) => (ground === 'dark' ? a - b : b - a)));
  }
  expect(valueColour(7, 'dark')).toBe(valueColour(1, 'dark'));
});
