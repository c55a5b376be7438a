import { printable } from './printable.ts';

export interface TextColumn<Row> {
  title: string;
  cell(row: Row): string;
  /** numbers stand to the right */
  right?: true;
  /** never shortened */
  whole?: true;
}

const widestCell = 40;

/** Lines with a heading; columns as wide as their widest cell. */
export function textTable<Row>(columns: TextColumn<Row>[], rows: Row[]): string[] {
  const cells = [columns.map(({ title }) => title), ...rows.map((row) => columns.map((column) => cellText(column, row)))];
  const widths = columns.map((_, at) => Math.max(...cells.map((line) => line[at]?.length ?? 0)));
  return cells.map((line) => line.map((text, at) => {
    const width = widths[at] ?? 0;
    return columns[at]?.right ? text.padStart(width) : text.padEnd(width);
  }).join('  ').trimEnd());
}

function cellText<Row>({ cell, whole }: TextColumn<Row>, row: Row): string {
  const text = printable(cell(row));
  return !whole && text.length > widestCell ? `${text.slice(0, widestCell - 1)}…` : text;
}
