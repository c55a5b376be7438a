import type { Hairline } from '../../compare/drawing/surface.ts';

/** A picture of many lines that are one pixel wide, in pixels with premultiplied alpha: 0xAABBGGRR each, row after row. */
export interface Raster {
  width: number;
  height: number;
  pixels: Int32Array;
}

export const emptyRaster = (width: number, height: number): Raster => ({ width, height, pixels: new Int32Array(width * height) });

/**
 * Paints lines one after the other. Paths of hundreds of thousands of corners take a general painter a quarter of a second; of a
 * line that goes to the right it is enough to know from where to where it runs in each column of pixels. `scale` and `left`, `top`
 * take the points, in order of x, to pixels of the raster.
 */
export function rasterize(raster: Raster, lines: readonly Hairline[], { scale, left, top }: { scale: number; left: number; top: number }): void {
  const spans = { low: new Float64Array(raster.width), high: new Float64Array(raster.width) };
  for (const { points, colour, opacity } of lines) {
    spans.low.fill(Infinity);
    spans.high.fill(-Infinity);
    traceSpans(points, spans, { scale, left, top });
    fillSpans(raster, spans, rgbOf(colour), opacity);
  }
}

/** RGBA bytes without premultiplied alpha, as `ImageData` wants them. */
export function bytesOf({ pixels }: Raster): Uint8ClampedArray<ArrayBuffer> {
  const bytes = new Int32Array(pixels.length);
  for (let i = 0; i < pixels.length; i++) {
    const pixel = pixels[i]!;
    const alpha = pixel >>> 24;
    if (alpha === 0 || alpha === 255) bytes[i] = pixel;
    else {
      const whole = (shift: number) => Math.min(255, Math.round((((pixel >>> shift) & 0xff) * 255) / alpha)) << shift;
      bytes[i] = (alpha << 24) | whole(16) | whole(8) | whole(0);
    }
  }
  return new Uint8ClampedArray(bytes.buffer);
}

interface Spans {
  low: Float64Array;
  high: Float64Array;
}

function traceSpans(points: Float64Array, { low, high }: Spans, { scale, left, top }: { scale: number; left: number; top: number }): void {
  const width = low.length;
  let [x0, y0] = [NaN, NaN];
  for (let i = 0; i < points.length; i += 2) {
    const [x1, y1] = [points[i]! * scale - left, points[i + 1]! * scale - top];
    // NaN is a gap, before which and behind which nothing is joined.
    if (x0 <= x1 && y0 - y1 === y0 - y1) {
      const [first, last] = [Math.max(0, Math.floor(x0)), Math.min(width - 1, Math.floor(x1))];
      const slope = x1 > x0 ? (y1 - y0) / (x1 - x0) : 0;
      for (let column = first; column <= last; column++) {
        const from = column <= x0 ? y0 : y0 + (column - x0) * slope;
        const to = column + 1 >= x1 ? y1 : y0 + (column + 1 - x0) * slope;
        if (from < low[column]!) low[column] = from;
        if (from > high[column]!) high[column] = from;
        if (to < low[column]!) low[column] = to;
        if (to > high[column]!) high[column] = to;
      }
    }
    [x0, y0] = [x1, y1];
  }
}

function fillSpans({ width, height, pixels }: Raster, { low, high }: Spans, rgb: number, opacity: number): void {
  const solid = inked(rgb, opacity);
  const left = 256 - (solid >>> 24);
  for (let column = 0; column < width; column++) {
    if (!(low[column]! <= high[column]!)) continue;
    const span = high[column]! - low[column]!;
    // A line one pixel wide covers √(1 + s²) of a column in which it climbs by s.
    const beyond = (Math.sqrt(1 + span * span) - span) / 2;
    const [from, to] = [Math.max(0, low[column]! - beyond), Math.min(height, high[column]! + beyond)];
    if (!(to > from)) continue;
    const [first, last] = [Math.floor(from), Math.ceil(to) - 1];
    if (first === last) {
      blend(pixels, first * width + column, inked(rgb, opacity * (to - from)));
      continue;
    }
    blend(pixels, first * width + column, inked(rgb, opacity * (first + 1 - from)));
    blend(pixels, last * width + column, inked(rgb, opacity * (to - last)));
    const end = last * width + column;
    if (opacity >= 1) for (let at = (first + 1) * width + column; at < end; at += width) pixels[at] = solid;
    else for (let at = (first + 1) * width + column; at < end; at += width) pixels[at] = over(pixels[at]!, solid, left);
  }
}

const blend = (pixels: Int32Array, at: number, ink: number): void => { pixels[at] = over(pixels[at]!, ink, 256 - (ink >>> 24)); };

/** Two channels at a time. */
const over = (below: number, ink: number, left: number): number =>
  (ink + ((Math.imul(below & 0xff00ff, left) >>> 8) & 0xff00ff) + (Math.imul((below >>> 8) & 0xff00ff, left) & 0xff00ff00)) | 0;

function inked(rgb: number, opacity: number): number {
  const share = Math.min(1, opacity);
  const part = (shift: number) => Math.round(((rgb >>> shift) & 0xff) * share) << shift;
  return (Math.round(255 * share) << 24) | part(16) | part(8) | part(0);
}

/** `#rrggbb` or `rgb(r, g, b)` as 0xBBGGRR. */
function rgbOf(colour: string): number {
  const [r = 0, g = 0, b = 0] = colour.startsWith('#') ? [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)) : (colour.match(/\d+/g) ?? []).map(Number);
  return (b << 16) | (g << 8) | r;
}
