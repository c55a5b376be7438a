import { isGrouped, isMissing, readNumber, withoutSign } from './cell.ts';

/** Between thousands, or before three decimals. */
const undecided = /^[+-]?[1-9]\d{0,2}\.\d{3}$/;

export interface MarkedCell {
  text: string;
  line: number;
}

/**
 * What the numbers of one column of a file with decimal commas are written with: "1.234,5" and "1.234.567" have points between
 * thousands, "1.5" has one before decimals, and of "1.234" the others have to tell.
 */
export class PointMarks {
  /** the first number with a decimal comma */
  comma: MarkedCell | null = null;
  /** … with points that can only separate thousands */
  groups: MarkedCell | null = null;
  /** … with a point that can only come before decimals */
  point: MarkedCell | null = null;
  /** … with one that may be either */
  undecided: MarkedCell | null = null;

  /** `text` without any sign. Returns whether its point may be either. */
  note(text: string, line: number): boolean {
    if (text.includes(',')) this.comma ??= { text, line };
    if (!text.includes('.')) return false;
    if (isGrouped(text, true)) this.groups ??= { text, line };
    else if (!undecided.test(text)) this.point ??= { text, line };
    else {
      this.undecided ??= { text, line };
      return true;
    }
    return false;
  }

  /** The number that cannot stand beside the point of another one; null where there is none. */
  get against(): MarkedCell | null {
    return this.comma ?? this.groups;
  }
}

/** Whether the columns of a file say that points separate thousands in it. */
export function pointsSeparate(columns: readonly PointMarks[]): boolean {
  return columns.some(({ against }) => against !== null) && columns.every(({ point }) => point === null);
}

/** The marks of each column by the first rows of a file with decimal commas; none of one that has text in it. */
export function marksOf(rows: readonly (readonly string[])[], columns: number): (PointMarks | null)[] {
  return Array.from({ length: columns }, (_, at) => {
    const marks = new PointMarks();
    for (const row of rows) {
      const text = (row[at] ?? '').trim();
      if (isMissing(text)) continue;
      if (Number.isNaN(readNumber(text, true))) return null;
      marks.note(withoutSign(text), 0);
    }
    return marks;
  });
}

/** Whether points separate thousands in a column, where they may; `file`: in the others they do. */
export const separatesIn = ({ against, point }: PointMarks, file: boolean): boolean => point === null && (against !== null || file);

/** The number of a cell whose point turned out to stand between thousands. */
export const inThousands = (value: number): number => Math.round(value * 1000);

/** As `readNumber` with a decimal comma, where a point that may separate thousands does. */
export function readSeparated(cell: string): number {
  const value = readNumber(cell, true);
  return undecided.test(withoutSign(cell.trim())) ? inThousands(value) : value;
}
