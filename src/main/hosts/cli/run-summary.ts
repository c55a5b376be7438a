import type { RunDetail } from '../../../contract/runs.ts';
import { formatNumber, formatSeconds } from './numbers.ts';

/** The last line of `train --json`. */
export function doneEvent(run: RunDetail): Record<string, unknown> {
  const { id, status, epochs, stopReason, error, trainSeconds, weightsSha256, chain, bestEpoch } = run;
  return {
    event: 'done', run: id, status, epochs, stopReason, error,
    best: bestEpoch === null ? null : { epoch: bestEpoch, ...valuesOf(run, 'best') },
    metrics: valuesOf(run, 'last'),
    trainSeconds, weightsSha256, chain,
  };
}

/** The end of a run in words. */
export function summarize(run: RunDetail): string[] {
  const { id, name, status, epochs, stopReason, bestEpoch, trainSeconds, weightsSha256 } = run;
  const why = stopReason === 'earlyStopping' ? ' by early stopping' : '';
  const lines = [`Run ${id} "${name}" ${status}${why} after ${epochs === 1 ? '1 epoch' : `${epochs} epochs`} in ${formatSeconds(trainSeconds)}.`];
  if (bestEpoch !== null) lines.push(`Best epoch ${bestEpoch}: ${listed(telling(valuesOf(run, 'best')))}.`);
  const test = Object.fromEntries(Object.entries(valuesOf(run, 'last')).filter(([metric]) => metric.startsWith('test_')));
  if (Object.keys(test).length > 0) lines.push(`On the test rows: ${listed(test)}.`);
  if (weightsSha256 !== null) lines.push(`Weights SHA-256 ${weightsSha256}.`);
  return lines;
}

function valuesOf({ metrics }: RunDetail, which: 'last' | 'best'): Record<string, number> {
  return Object.fromEntries(Object.entries(metrics).flatMap(([metric, summary]) => {
    const value = summary[which];
    return value === null ? [] : [[metric, value]];
  }));
}

/** What people look at first; of the training rows where there are no validation rows. */
function telling(values: Record<string, number>): Record<string, number> {
  for (const prefix of ['val_', 'train_']) {
    const shown = ['loss', 'accuracy', 'r2'].map((name) => prefix + name).filter((name) => name in values);
    if (shown.length > 0) return Object.fromEntries(shown.map((name) => [name, values[name] as number]));
  }
  return values;
}

function listed(values: Record<string, number>): string {
  return Object.entries(values).map(([metric, value]) => `${metric} ${formatNumber(value)}`).join(', ');
}
