import { expect, test } from 'vitest';
import { svgSurface } from '../../../src/compare/drawing/svg-surface.ts';
import { layOut } from '../../../src/renderer/charts/curve-scene.ts';
import { paintCurves } from '../../../src/renderer/charts/paint-curves.ts';
import type { DrawnLine } from '../../../src/renderer/charts/mill/messages.ts';

const colours = { text: '#111', muted: '#666', grid: '#eee', line: '#ccc', back: '#fff' };
const none = { x: new Float64Array(0), y: new Float64Array(0) };

function drawingOf(x: number[], y: number[], marks: DrawnLine['marks'] = none): string {
  const line: DrawnLine = { key: 'a', x: Float64Array.from(x), y: Float64Array.from(y), marks, raw: null, middle: null, low: null, high: null, last: null, runs: 1 };
  const measure = (words: string) => words.length * 6;
  const surface = svgSurface(500, 300, { title: 'test', background: '#fff', measure });
  const scene = layOut({
    width: 500, height: 300, drawn: { lines: [line], logX: false, logY: false, x: [0, 10], y: [0, 1], points: x.length, drawn: x.length, offLog: 0 },
    looks: new Map([['a', { label: 'a', colour: '#0072b2', baseline: false }]]), colours, xKind: 'linear', xLabel: 'epoch', logY: false, view: { x: null, y: null },
  }, measure);
  paintCurves(surface, scene);
  return surface.finish();
}

const dots = (svg: string) => svg.match(/<circle/g)?.length ?? 0;

test('a metric of a single epoch is a point that can be seen', () => {
  expect(dots(drawingOf([4], [0.5]))).toBe(1);
});

test('a value between two gaps is a point, and those of a line are none', () => {
  expect(dots(drawingOf([1, 2, 3, 4, 5], [0.1, 0.2, NaN, 0.4, NaN]))).toBe(1);
  expect(dots(drawingOf([1, 2, 3], [0.1, 0.2, 0.3]))).toBe(0);
});

test('what stands on the first or the last epoch is not cut off by the edge, and what lies beyond it is not drawn', () => {
  const marksOf = (svg: string) => [...svg.matchAll(/<path d="M([\d.]+) [^"]*"[^>]*stroke-width="1.2"/g)].map(([, x]) => Number(x));
  const drawing = drawingOf([0, 1, 2], [0.5, NaN, 0.5], { x: Float64Array.of(10, 12), y: Float64Array.of(NaN, NaN) });
  const [left] = marksOf(drawing);
  const clips = [...drawing.matchAll(/<clipPath[^>]*><rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"/g)].map(([, x, width]) => Number(x) + Number(width));
  expect([marksOf(drawing).length, dots(drawing)]).toEqual([1, 2]);
  expect(clips.at(-1)!).toBeGreaterThanOrEqual(left! + 6);
});

const strokes = (svg: string) => [...svg.matchAll(/stroke-width="1"[^/]*?(?:stroke-opacity="([\d.]+)")?\/>/g)].map(([, opacity]) => Number(opacity ?? 1));

test('of many lines over each other the means are strong and the extremes faint, the fainter the more there are', () => {
  const opacities = (count: number) => strokes(drawingOfMany(count));
  const [few, many] = [opacities(25), opacities(500)];
  expect(few).toHaveLength(50);
  expect(Math.max(...few.slice(0, 25))).toBeLessThan(Math.min(...few.slice(25)));
  expect(many[0]!).toBeLessThan(few[0]!);
  expect(many[500]!).toBeGreaterThanOrEqual(0.4);
});

function drawingOfMany(count: number): string {
  const x = Float64Array.from({ length: 400 }, (_, at) => at / 40);
  const lines = Array.from({ length: count }, (_, at): DrawnLine => ({
    key: `run ${at}`, x, y: x.map((_, place) => 0.1 + (0.8 * at) / count + (place % 2 === 0 ? 0.005 : -0.005)), marks: none, raw: null,
    middle: { x: Float64Array.of(0, 5, 10), y: new Float64Array(3).fill(0.1 + (0.8 * at) / count) }, low: null, high: null, last: null, runs: 1,
  }));
  const measure = (words: string) => words.length * 6;
  const surface = svgSurface(500, 300, { title: 'test', background: '#fff', measure });
  const scene = layOut({
    width: 500, height: 300, drawn: { lines, logX: false, logY: false, x: [0, 10], y: [0, 1], points: 0, drawn: 0, offLog: 0 },
    looks: new Map(lines.map(({ key }) => [key, { label: key, colour: '#0072b2', baseline: false }])), colours, xKind: 'linear', xLabel: 'epoch', logY: false, view: { x: null, y: null },
  }, measure);
  paintCurves(surface, scene);
  return surface.finish();
}
