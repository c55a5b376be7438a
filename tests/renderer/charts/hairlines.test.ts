import { expect, test } from 'vitest';
import { bytesOf, emptyRaster, rasterize } from '../../../src/renderer/charts/hairlines.ts';

const place = { scale: 1, left: 0, top: 0 };

function painted(points: number[], { colour = '#ff0000', opacity = 1, width = 12, height = 20 } = {}) {
  const raster = emptyRaster(width, height);
  rasterize(raster, [{ points: Float64Array.from(points), colour, opacity }], place);
  return { bytes: bytesOf(raster), alpha: (x: number, y: number) => bytesOf(raster)[4 * (y * width + x) + 3]! };
}

const inkOf = (alpha: (x: number, y: number) => number, x: number, height = 20) => Array.from({ length: height }, (_, y) => alpha(x, y)).reduce((sum, value) => sum + value / 255, 0);

test('a level line is one pixel thick, wherever it lies between rows', () => {
  const { alpha } = painted([0, 5.5, 12, 5.5]);
  expect(alpha(4, 5)).toBe(255);
  expect(alpha(4, 4)).toBe(0);
  const between = painted([0, 5, 12, 5]).alpha;
  expect(between(4, 4)).toBeCloseTo(128, -1);
  expect(between(4, 5)).toBeCloseTo(128, -1);
});

test('a line has the ink of a stroke one pixel wide, however steep', () => {
  for (const slope of [0, 0.3, 1]) expect(inkOf(painted([0, 2, 12, 2 + 12 * slope]).alpha, 6)).toBeCloseTo(Math.sqrt(1 + slope ** 2), 1);
});

test('a column is filled from the lowest to the highest of what passes through it', () => {
  const { alpha } = painted([3.1, 4, 3.5, 15, 3.9, 6]);
  for (let y = 5; y < 14; y++) expect(alpha(3, y)).toBe(255);
  expect(alpha(3, 1)).toBe(0);
  expect(alpha(3, 18)).toBe(0);
  expect(alpha(4, 10)).toBe(0);
});

test('a gap stays open, and what lies outside is cut off', () => {
  const { alpha } = painted([-50, 5.5, 3, 5.5, NaN, NaN, 8, 5.5, 90, 5.5]);
  expect([0, 2, 5, 9, 11].map((x) => alpha(x, 5))).toEqual([255, 255, 0, 255, 255]);
  expect(() => painted([0, -20_000, 12, 20_000])).not.toThrow();
});

test('colours come out as they went in, faint or not', () => {
  const faint = painted([0, 5.5, 12, 5.5], { colour: 'rgb(10, 120, 250)', opacity: 0.5 });
  const at = 4 * (5 * 12 + 6);
  expect([...faint.bytes.subarray(at, at + 4)]).toEqual([10, 120, 250, 128].map((value) => expect.closeTo(value, -0.7) as number));
  const both = emptyRaster(4, 4);
  const across = (colour: string) => ({ points: Float64Array.of(0, 1.5, 4, 1.5), colour, opacity: 1 });
  rasterize(both, [across('#0000ff'), across('#00ff00')], place);
  expect([...bytesOf(both).subarray(4 * 5, 4 * 5 + 4)]).toEqual([0, 255, 0, 255]);
});
