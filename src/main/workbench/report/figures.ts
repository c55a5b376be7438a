import type { Html } from './html.ts';

/** Four significant digits. */
export const figure = (value: number): string => (Number.isFinite(value) ? String(Number(value.toPrecision(4))) : Number.isNaN(value) ? '–' : value > 0 ? '∞' : '−∞');

/** A spread or a margin: two digits. */
export const spread = (value: number): string => (Number.isFinite(value) ? String(Number(value.toPrecision(2))) : '–');

/** How far from the baseline, in two digits with a sign; nothing for what is no number. */
export const apart = (by: number): string => (Number.isFinite(by) ? `${by < 0 ? '−' : by > 0 ? '+' : '±'}${Number(Math.abs(by).toPrecision(2))}` : '');

/** A value with its distance from the baseline beneath it. */
export function withDelta(words: string, by: number): Html {
  const delta = apart(by);
  return { html: delta === '' ? words : `${words}<small>${delta}</small>` };
}
