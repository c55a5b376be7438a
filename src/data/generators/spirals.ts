import type { Table } from '../table.ts';
import { onCircle, pi, pointTable, type PointOptions } from './points.ts';

const turns = 1.5;

/** Two arms that wind out of the origin to radius 1, half a turn apart. */
export function spirals(options: PointOptions): Table {
  return pointTable('spirals', ['first', 'second'], options, (row, chance) => {
    const code = row % 2;
    const radius = chance.float();
    return { ...onCircle(radius, 2 * pi * turns * radius + pi * code), code };
  });
}
