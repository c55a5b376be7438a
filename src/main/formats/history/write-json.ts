import { toJson } from '../json-numbers.ts';
import type { RunHistory } from './history.ts';

/** `{ format: "trainyard-history", version: 1, run, epochs, steps, times, metrics: { name: { epochs, values } } }` */
export function writeHistoryJson({ run, epochs, steps, times, metrics }: RunHistory): string {
  return `${toJson({
    format: 'trainyard-history', version: 1, run, epochs, steps, times: times.map((time) => new Date(time).toISOString()),
    metrics: Object.fromEntries(metrics.map(({ name, epochs: own, values }) => [name, { epochs: own, values }])),
  })}\n`;
}
