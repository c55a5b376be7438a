import type { Table } from '../table.ts';
import { onCircle, pi, pointTable, type PointOptions } from './points.ts';

const classes = ['a', 'b', 'c'];

/** Three clouds, evenly spaced on a circle of radius 1; the noise is their width. */
export function blobs(options: PointOptions): Table {
  return pointTable('blobs', classes, options, (row) => {
    const code = row % classes.length;
    return { ...onCircle(1, (2 * pi * code) / classes.length), code };
  });
}
