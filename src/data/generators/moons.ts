import type { Table } from '../table.ts';
import { onCircle, pi, pointTable, type PointOptions } from './points.ts';

/** Two half circles of radius 1 that reach into each other: the upper around (0, 0), the lower around (1, 0.5). */
export function moons(options: PointOptions): Table {
  return pointTable('moons', ['lower', 'upper'], options, (row, chance) => {
    const { x, y } = onCircle(1, pi * chance.float());
    return row % 2 === 0 ? { x, y, code: 1 } : { x: 1 - x, y: 0.5 - y, code: 0 };
  });
}
