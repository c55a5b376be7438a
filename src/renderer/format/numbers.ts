/** Numbers as people read them. The full value belongs into the `title` beside each of these. */

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** A difference, with its sign: +0.0123, −0.5, ±0. */
export function formatDelta(value: number): string {
  if (!Number.isFinite(value)) return formatNonFinite(value);
  if (value === 0) return '±0';
  return `${value > 0 ? '+' : '−'}${formatMetric(Math.abs(value))}`;
}

/** A difference of counts: +12, −3. */
export const formatDifference = (value: number): string => `${value < 0 ? '−' : '+'}${formatCount(Math.abs(value))}`;

/** A difference by how far it goes, in two digits: +0.012, −0.5, ±0; nothing for what is no number. */
export function formatApart(value: number): string {
  return Number.isFinite(value) ? `${value < 0 ? '−' : value > 0 ? '+' : '±'}${Number(Math.abs(value).toPrecision(2))}` : '';
}

/** A measured quantity with four significant digits: 0.9825, 12,346, 3.21e-7, NaN, ∞. */
export function formatMetric(value: number | null | undefined): string {
  if (value === null || value === undefined) return '–';
  if (!Number.isFinite(value)) return formatNonFinite(value);
  const size = Math.abs(value);
  if (value === 0) return '0';
  if (size >= 1e7 || size < 1e-4) return value.toExponential(3);
  if (size >= 1e4) return grouped.format(value);
  return value.toPrecision(4);
}

/** A value that a person typed or chose: as short as it can be written. */
export function formatValue(value: number): string {
  if (!Number.isFinite(value)) return formatNonFinite(value);
  return String(value);
}

/** A count of things: 12,345. */
export function formatCount(value: number): string {
  return Number.isFinite(value) ? grouped.format(value) : formatNonFinite(value);
}

/** `1 row`, `2 rows`. */
export function formatPlural(count: number, noun: string, plural = `${noun}s`): string {
  return `${formatCount(count)} ${count === 1 ? noun : plural}`;
}

/** Every digit, for tooltips. */
export function formatFull(value: number | null | undefined): string {
  if (value === null || value === undefined) return 'no value';
  return Number.isFinite(value) ? String(value) : formatNonFinite(value);
}

function formatNonFinite(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  return value > 0 ? '∞' : '-∞';
}
