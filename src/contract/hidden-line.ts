import type { LayerSpec } from '../nn/spec.ts';

/** The hidden widths and what stands between them, for a list: `24-24 relu`. */
export function hiddenLine(network: readonly LayerSpec[]): string {
  const last = network.findLastIndex((spec) => spec.layer === 'dense');
  const hidden = network.slice(0, Math.max(0, last));
  const widths = hidden.flatMap((spec) => (spec.layer === 'dense' ? [spec.units ?? '?'] : []));
  const activations = new Set(hidden.flatMap((spec) => (spec.layer === 'dense' || spec.layer === 'dropout' ? [] : [spec.layer])));
  if (widths.length === 0) return 'linear';
  return [widths.join('-'), ...activations].join(' ');
}
