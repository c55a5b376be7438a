import { cos } from '../../nn/elementary.ts';
import { createGenerator, type Generator } from '../../nn/random.ts';
import type { Table } from '../table.ts';

export interface PointOptions {
  rows: number;
  /** standard deviation of what is added to each coordinate */
  noise: number;
  seed: number;
}

export interface Point {
  x: number;
  y: number;
  /** index into the class names */
  code: number;
}

/** A table of points in the plane: columns x, y and class. `draw` is asked row by row; noise is added here. */
export function pointTable(name: string, classes: string[], options: PointOptions, draw: (row: number, chance: Generator) => Point): Table {
  const { rows, noise, seed } = options;
  const chance = createGenerator(seed, name);
  const [x, y, codes] = [new Float64Array(rows), new Float64Array(rows), new Int32Array(rows)];
  for (let row = 0; row < rows; row++) {
    const point = draw(row, chance);
    x[row] = point.x + noise * chance.normal();
    y[row] = point.y + noise * chance.normal();
    codes[row] = point.code;
  }
  return {
    rows,
    columns: [
      { name: 'x', type: 'numeric', values: x },
      { name: 'y', type: 'numeric', values: y },
      { name: 'class', type: 'categorical', codes, categories: classes },
    ],
  };
}

export const pi = 3.141592653589793;

/** The point at `angle` (radians) on a circle around the origin. */
export function onCircle(radius: number, angle: number): { x: number; y: number } {
  return { x: radius * cos(angle), y: radius * cos(angle - pi / 2) };
}
