import type { CurveScene } from './curve-scene.ts';

/**
 * The drawn points in rows of line, x and y; with smoothing the value before it as well, with a band its edges by their own rows.
 * RFC 4180 with line feeds.
 */
export function csvOf({ drawn, looks, xLabel }: Pick<CurveScene, 'drawn' | 'looks' | 'xLabel'>): string {
  const rows = [['line', 'series', xLabel, 'value'].map(csvCell).join(',')];
  const add = (label: string, series: string, { x, y }: { x: Float64Array; y: Float64Array }) => {
    for (let i = 0; i < x.length; i++) rows.push([csvCell(label), series, numberCell(x[i]!), numberCell(y[i]!)].join(','));
  };
  for (const line of drawn.lines) {
    const label = looks.get(line.key)?.label ?? line.key;
    add(label, line.runs > 1 ? 'mean' : 'value', { x: line.x, y: withMarks(line.x, line.y, line.marks) });
    if (line.raw) add(label, 'before smoothing', line.raw);
    if (line.middle) add(label, 'mean of columns', line.middle);
    if (line.low && line.high) {
      add(label, 'band low', line.low);
      add(label, 'band high', line.high);
    }
  }
  return `${rows.join('\n')}\n`;
}

/** Gaps say what they are: NaN or an infinity. */
function withMarks(x: Float64Array, y: Float64Array, marks: { x: Float64Array; y: Float64Array }): Float64Array {
  if (marks.x.length === 0) return y;
  const known = new Map(Array.from(marks.x, (place, at) => [place, marks.y[at]!]));
  return y.map((value, at) => (Number.isNaN(value) ? known.get(x[at]!) ?? value : value));
}

export const numberCell = (value: number): string => (Number.isFinite(value) ? String(value) : Number.isNaN(value) ? 'NaN' : value > 0 ? 'inf' : '-inf');

/** Quoted where need be; what a spreadsheet would take for a formula begins with an apostrophe. */
export function csvCell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
