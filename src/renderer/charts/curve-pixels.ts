import type { Scale } from '../../compare/drawing/scale.ts';
import type { Points } from './mill/messages.ts';

/** What lies far outside the picture is moved to its edge, for drawing slows down with the length of lines. */
export const far = 20_000;

/** x0, y0, x1, y1 … */
export function pixelsOf({ x: xs, y: ys }: Points, x: Scale, y: Scale): Float64Array {
  const points = new Float64Array(xs.length * 2);
  placeAlong(x, xs, points, 0);
  placeAlong(y, ys, points, 1);
  for (let i = 1; i < points.length; i += 2) {
    if (points[i]! > far) points[i] = far;
    else if (points[i]! < -far) points[i] = -far;
  }
  return points;
}

/** As `scale.pixel` says, of a hundred thousand values a picture: `first` is 0 for x, 1 for y. */
function placeAlong({ log, from, to, start, end }: Scale, values: Float64Array, points: Float64Array, first: 0 | 1): void {
  const [low, high] = log ? [Math.log10(from), Math.log10(to)] : [from, to];
  const perUnit = (end - start) / (high - low || 1);
  if (log) for (let i = 0; i < values.length; i++) points[2 * i + first] = start + (Math.log10(values[i]!) - low) * perUnit;
  else for (let i = 0; i < values.length; i++) points[2 * i + first] = start + (values[i]! - low) * perUnit;
}
