import { expect, test } from 'vitest';
import { csvCell, csvOf } from '../../../src/renderer/charts/curve-csv.ts';
import { escaped, svgSurface } from '../../../src/compare/drawing/svg-surface.ts';

const points = (x: number[], y: number[]) => ({ x: Float64Array.from(x), y: Float64Array.from(y) });

test('a table has one row a drawn point, and says what a gap is', () => {
  const line = { key: 'a', ...points([1, 2, 3], [0.5, NaN, NaN]), marks: points([2, 3], [NaN, -Infinity]), raw: null, middle: null, low: null, high: null, last: null, runs: 1 };
  const looks = new Map([['a', { label: 'adam, wide', colour: '#000', baseline: false }]]);
  const csv = csvOf({ drawn: { lines: [line], logX: false, logY: false, x: [1, 3], y: [0.5, 0.5], points: 3, drawn: 3, offLog: 0 }, looks, xLabel: 'epoch' });
  expect(csv).toBe('line,series,epoch,value\n"adam, wide",value,1,0.5\n"adam, wide",value,2,NaN\n"adam, wide",value,3,-inf\n');
});

test('no name of a run becomes a formula in a spreadsheet', () => {
  for (const name of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1']) expect(csvCell(name).replace(/^"/, '')).toMatch(/^'/);
  expect(csvCell('say "hi"\nthere')).toBe('"say ""hi""\nthere"');
});

test('text in a drawing is text, whatever is written', () => {
  const svg = svgSurface(100, 50, { title: '<script>&', background: '#fff', measure: () => 10 });
  svg.text('</text><script>alert(1)</script>\u0000"', 1, 2, { colour: '"/><script>' });
  const document = svg.finish();
  expect(document).not.toMatch(/<script/);
  expect(document).toContain('&lt;/text&gt;&lt;script&gt;');
  expect(document).toContain('<title>&lt;script&gt;&amp;</title>');
});

test('characters that XML has no place for are replaced', () => {
  expect(escaped('a\u0001b\ud800c\uffff')).toBe('a\ufffdb\ufffdc\ufffd');
});

test('a line has a gap where a point is missing', () => {
  const svg = svgSurface(100, 50, { title: '', background: '#fff', measure: () => 10 });
  svg.line(Float64Array.of(0, 0, 1, 1, 2, NaN, 3, 3, 4, 4), { colour: '#000', width: 1 });
  expect(svg.finish()).toContain('d="M0 0L1 1M3 3L4 4"');
});
