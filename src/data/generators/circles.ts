import type { Table } from '../table.ts';
import { onCircle, pi, pointTable, type PointOptions } from './points.ts';

/** Two circles around the origin, of radius 0.5 and 1. */
export function circles(options: PointOptions): Table {
  return pointTable('circles', ['inner', 'outer'], options, (row, chance) => {
    const code = row % 2;
    return { ...onCircle(code === 0 ? 0.5 : 1, 2 * pi * chance.float()), code };
  });
}
