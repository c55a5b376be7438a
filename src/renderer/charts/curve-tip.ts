import type { RunColour } from '../../contract/run-colours.ts';
import { formatDelta, formatMetric } from '../format/numbers.ts';
import type { Reading } from './nearest.ts';
import type { TipRow } from './tip-row.ts';

type Looks = ReadonlyMap<string, { label: string; colour: RunColour; baseline: boolean }>;

const atMost = 8;

/** What the lines say where the pointer is, the nearest first, and how far each is from the baseline, which is always among them. */
export function curveTip(readings: readonly Reading[], looks: Looks, strong: string | null): { rows: TipRow[]; foot?: string } {
  const baseline = readings.find(({ key }) => looks.get(key)?.baseline);
  const nearest = readings.slice(0, atMost);
  const shown = baseline && !nearest.includes(baseline) ? [...nearest.slice(0, -1), baseline] : nearest;
  const rows = shown.flatMap((reading): TipRow[] => {
    const look = looks.get(reading.key);
    if (!look) return [];
    const delta = baseline ? [{ words: baseline === reading ? 'baseline' : formatDelta(reading.y - baseline.y), muted: true }] : [];
    return [{ label: look.label, colour: look.colour, strong: reading.key === strong, values: [{ words: formatMetric(reading.y) }, ...delta] }];
  });
  const more = readings.length - rows.length;
  return { rows, ...(more > 0 ? { foot: `and ${more} more` } : {}) };
}
