import type { Band } from '../../../compare/group-curve.ts';
import type { Curve } from '../../../contract/curves.ts';

/** Points of one run that have come since its curve was put in; epochs that it has already are ignored. */
export interface MorePoints {
  runId: string;
  epochs: number[];
  x: number[];
  y: number[];
}

/** What a chart wants to draw. Ranges are in the axis' own units; null takes all there is. */
export interface DrawRequest {
  lines: readonly { key: string; runIds: readonly string[] }[];
  from: number | null;
  to: number | null;
  /** columns of pixels */
  buckets: number;
  logX: boolean;
  logY: boolean;
  smoothing: number;
  band: Band | 'none';
}

export interface Points {
  x: Float64Array;
  y: Float64Array;
}

export interface DrawnLine extends Points {
  key: string;
  /** before smoothing, where there is any */
  raw: Points | null;
  /** of a long line among many: its means over columns a few pixels wide, to be followed by eye while its extremes stand back; else null */
  middle: Points | null;
  /** the edges of the band around a mean */
  low: Points | null;
  high: Points | null;
  /** values that are no numbers, one a column of pixels */
  marks: Points;
  /** the last value that is a number, as drawn, wherever the view is */
  last: { x: number; y: number } | null;
  /** how many runs are in it */
  runs: number;
}

/** Everything that a chart draws of its lines, decimated for its width. */
export interface Drawn {
  lines: DrawnLine[];
  /** the axes that it was made for */
  logX: boolean;
  logY: boolean;
  /** from the first to the last point of all lines, in view or not */
  x: [number, number] | null;
  /** from the lowest to the highest of what is in view */
  y: [number, number] | null;
  /** points in view, and how many of them are drawn */
  points: number;
  drawn: number;
  /** points that have no place on a logarithmic axis */
  offLog: number;
}

export type Question = { id: number } & (
  | { kind: 'put'; chart: number; curves: Curve[] }
  | { kind: 'append'; chart: number; points: MorePoints[] }
  | { kind: 'drop'; chart: number; runIds: string[] | null }
  | { kind: 'draw'; chart: number; request: DrawRequest }
);

export type Answer = { id: number } & ({ ok: true; drawn: Drawn | null } | { ok: false; message: string });
