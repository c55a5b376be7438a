import type { DataSetPreview, ImportOptions, PreviewColumn } from '../../../contract/data-sets.ts';

/** What becomes of a column: one choice for its type and its role. */
export type ColumnUse = 'numeric' | 'categorical' | 'setAside' | 'leaveOut';

export const columnUses: { value: ColumnUse; label: string }[] = [
  { value: 'numeric', label: 'Number' },
  { value: 'categorical', label: 'Category' },
  { value: 'setAside', label: 'Set aside' },
  { value: 'leaveOut', label: 'Leave out' },
];

export function useOf({ type, role, leftOut }: PreviewColumn): ColumnUse {
  if (leftOut) return 'leaveOut';
  return role === 'feature' || role === 'target' ? type : 'setAside';
}

const columnLists = ['numeric', 'categorical', 'use', 'setAside', 'leaveOut'] as const;

/** The options with another use of one column. A column that looks like an id, and is to be learned from, is named so. */
export function withUse(options: ImportOptions, column: PreviewColumn, use: ColumnUse): ImportOptions {
  const next: ImportOptions = { ...options };
  for (const list of columnLists) {
    const others = (options[list] ?? []).filter((name) => name !== column.name);
    if (others.length > 0) next[list] = others;
    else delete next[list];
  }
  const name = (list: (typeof columnLists)[number]) => { next[list] = [...(next[list] ?? []), column.name]; };
  name(use);
  if ((use === 'numeric' || use === 'categorical') && column.role !== 'feature' && column.role !== 'target') name('use');
  if (use === 'leaveOut' && options.target === column.name) delete next.target;
  return next;
}

/** The options with another name for one column. What was said about it, and that it is the target, goes along. */
export function withName(options: ImportOptions, preview: Pick<DataSetPreview, 'columns' | 'target' | 'detected'>, from: string, to: string): ImportOptions {
  const renamed = (name: string) => (name === from ? to : name);
  const next: ImportOptions = { ...options, columns: preview.columns.map(({ name }) => renamed(name)) };
  for (const list of columnLists) if (options[list]) next[list] = options[list].map(renamed);
  const target = options.target ?? preview.target;
  if (target !== null) next.target = renamed(target);
  // With names given, a first line that looks like data would be taken for it.
  if (preview.detected) next.header = preview.detected.header;
  return next;
}

/** Delimiter, header and encoding decide which columns there are: what was said about columns is forgotten with them. */
export function withLayout(options: ImportOptions, change: Pick<ImportOptions, 'delimiter' | 'header' | 'encoding'>): ImportOptions {
  const next: ImportOptions = { ...options, ...change };
  for (const list of columnLists) delete next[list];
  delete next.columns;
  delete next.target;
  delete next.task;
  for (const key of ['delimiter', 'header', 'encoding'] as const) if (next[key] === undefined) delete next[key];
  return next;
}

/** Markers as a person writes them: with commas between them; a comma within one stands in quotes. */
export function readMarkers(text: string): string[] {
  const found = [...text.matchAll(/\s*(?:"((?:[^"]|"")*)"|([^,]+))/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain!.trim());
  return [...new Set(found.filter((marker) => marker !== ''))];
}

export function writeMarkers(markers: readonly string[]): string {
  return markers.map((marker) => (/[",]/.test(marker) ? `"${marker.replaceAll('"', '""')}"` : marker)).join(', ');
}

export const delimiterOptions = [
  { value: ',', label: 'Comma' }, { value: ';', label: 'Semicolon' }, { value: '\t', label: 'Tab' }, { value: '|', label: 'Bar' }, { value: ' ', label: 'Space' }, { value: ':', label: 'Colon' },
];

export const encodingOptions = [
  { value: 'utf-8', label: 'UTF-8' }, { value: 'utf-16le', label: 'UTF-16 LE' }, { value: 'utf-16be', label: 'UTF-16 BE' },
  { value: 'windows-1252', label: 'Windows-1252', note: 'Western' }, { value: 'windows-1250', label: 'Windows-1250', note: 'Central European' },
  { value: 'windows-1251', label: 'Windows-1251', note: 'Cyrillic' }, { value: 'iso-8859-2', label: 'ISO 8859-2', note: 'Central European' },
  { value: 'iso-8859-15', label: 'ISO 8859-15', note: 'Western' }, { value: 'macintosh', label: 'Mac Roman' },
  { value: 'shift_jis', label: 'Shift JIS', note: 'Japanese' }, { value: 'gb18030', label: 'GB 18030', note: 'Chinese' }, { value: 'big5', label: 'Big5', note: 'Chinese' }, { value: 'euc-kr', label: 'EUC-KR', note: 'Korean' },
];

/** The list, with what was detected in it where it is something else. */
export function including<Option extends { value: string; label: string }>(options: readonly Option[], value: string): (Option | { value: string; label: string })[] {
  return options.some((option) => option.value === value) ? [...options] : [...options, { value, label: value }];
}
