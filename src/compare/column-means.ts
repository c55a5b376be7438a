import { indexRange, type Line } from './decimate.ts';

/**
 * The means of a line over `columns` equally wide parts of what lies between `from` and `to`, in x or with `log` in its logarithm
 * (x and `from` are above zero then), each at the mean of its x. What is not finite is left out; a part without a finite value,
 * of a line that has points there, is a gap (NaN).
 */
export function columnMeans({ x, y }: Line, from: number, to: number, columns: number, log = false): { x: Float64Array; y: Float64Array } {
  const { start, end } = indexRange(x, from, to);
  const place = (value: number) => (log ? Math.log10(value) : value);
  const [first, wide] = [place(from), (place(to) - place(from)) / columns];
  const means: { x: number[]; y: number[] } = { x: [], y: [] };
  let at = start;
  while (at < end) {
    const column = Math.min(columns - 1, Math.floor((place(x[at]!) - first) / wide));
    const edge = first + (column + 1) * wide;
    // The last part has its end as well; what lies behind it is a part of its own.
    const until = x[at]! > to ? Infinity : column === columns - 1 ? to : log ? 10 ** edge : edge;
    const closed = until === to;
    let [count, sumX, sumY, places, seen] = [0, 0, 0, 0, 0];
    do {
      const value = y[at]!;
      places += x[at]!;
      seen++;
      if (value - value === 0) {
        count++;
        sumX += x[at]!;
        sumY += value;
      }
      at++;
    } while (at < end && (x[at]! < until || (closed && x[at] === to)));
    means.x.push(count > 0 ? sumX / count : places / seen);
    means.y.push(count > 0 ? sumY / count : NaN);
  }
  return { x: Float64Array.from(means.x), y: Float64Array.from(means.y) };
}
