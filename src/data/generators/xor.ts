import type { Table } from '../table.ts';
import { pointTable, type PointOptions } from './points.ts';

/** The corners of the unit square in turn; the class says whether both coordinates are the same. */
export function xor(options: PointOptions): Table {
  return pointTable('xor', ['different', 'same'], options, (row) => {
    const [x, y] = [row % 2, Math.floor(row / 2) % 2];
    return { x, y, code: x === y ? 1 : 0 };
  });
}
