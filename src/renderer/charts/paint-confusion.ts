import type { ChartColours, Surface } from '../../compare/drawing/surface.ts';
import { formatCount, formatMetric } from '../format/numbers.ts';
import { csvCell } from './curve-csv.ts';

/** What one classifier calls rows. `counts` is `[classes, classes]`, row-major: rows by true class, columns by called class. */
export interface Confusion {
  label: string;
  colour: string;
  baseline: boolean;
  accuracy: number;
  counts: ArrayLike<number>;
}

const [cell, heads, nameWidth, gap, mostLetters] = [46, 58, 96, 24, 12];

const sideOf = (classes: readonly string[]) => ({ width: nameWidth + classes.length * cell + gap, height: heads + classes.length * cell * 0.75 + gap });
const columnsOf = (classes: readonly string[], width: number): number => Math.max(1, Math.floor((width - 16 + gap) / sideOf(classes).width));

/** As wide as the widest of one matrix and `width`, and high enough for all. */
export function confusionSize(classes: readonly string[], count: number, width: number): { width: number; height: number } {
  const side = sideOf(classes);
  return { width: Math.max(width, side.width + 16), height: Math.ceil(count / columnsOf(classes, width)) * side.height + 8 };
}

/** Matrices side by side as a file has them; the fuller a cell, the more of its row is in it. */
export function paintConfusion(surface: Surface, matrices: readonly Confusion[], classes: readonly string[], width: number, colours: ChartColours & { right: string; wrong: string }): void {
  const side = sideOf(classes);
  const columns = columnsOf(classes, width);
  const high = cell * 0.75;
  matrices.forEach(({ label, colour, baseline, accuracy, counts }, at) => {
    const [left, top] = [16 + (at % columns) * side.width, Math.floor(at / columns) * side.height];
    surface.disc(left + 4, top + 10, 4, colour);
    surface.text(`${clipped(label, 28)}${baseline ? ' (baseline)' : ''}`, left + 14, top + 10, { colour: colours.text });
    surface.text(`accuracy ${formatMetric(accuracy)}`, left + 14, top + 26, { colour: colours.muted });
    surface.text('actual ↓ predicted →', left, top + 44, { colour: colours.muted });
    classes.forEach((name, actual) => {
      const y = top + heads + actual * high;
      surface.text(clipped(name, mostLetters), left + nameWidth - 8, y + high / 2, { colour: colours.muted, align: 'right' });
      surface.text(clipped(name, 6), left + nameWidth + (actual + 0.5) * cell, top + heads - 8, { colour: colours.muted, align: 'center' });
      const row = Array.from(classes.keys(), (called) => counts[actual * classes.length + called]!);
      const sum = row.reduce((all, count) => all + count, 0);
      row.forEach((count, called) => {
        const x = left + nameWidth + called * cell;
        const corners = Float64Array.of(x + 1, y + 1, x + cell - 1, y + 1, x + cell - 1, y + high - 1, x + 1, y + high - 1);
        surface.area(corners, colours.line, 0.25);
        if (count > 0) surface.area(corners, actual === called ? colours.right : colours.wrong, 0.1 + (0.4 * count) / sum);
        surface.text(formatCount(count), x + cell / 2, y + high / 2, { colour: colours.text, align: 'center', number: true });
      });
    });
  });
}

/** A row a cell. RFC 4180 with line feeds. */
export function confusionCsv(matrices: readonly Confusion[], classes: readonly string[]): string {
  const rows = matrices.flatMap(({ label, counts }) => classes.flatMap((actual, at) => classes.map((called, column) => [csvCell(label), csvCell(actual), csvCell(called), String(counts[at * classes.length + column])].join(','))));
  return `${['run,true class,called class,rows', ...rows].join('\n')}\n`;
}

const clipped = (words: string, most: number): string => (words.length > most ? `${words.slice(0, most - 1)}…` : words);
