import Papa from 'papaparse';
import { z } from 'zod';
import { metricName } from '../capsule/layout.ts';
import { checkedJson, refused } from '../incoming/checked-json.ts';
import type { IncomingHistory } from '../incoming/incoming.ts';
import { readEventFile } from '../tensorboard/read.ts';

const most = { metrics: 1000, epoch: 1_000_000, bytes: 256 * 1024 * 1024 };

type Metrics = IncomingHistory['metrics'];

/** Epochs as they are where they can be epochs, else numbered in their order. */
function build(name: string, series: { name: string; steps: number[]; values: number[]; times?: number[] }[]): IncomingHistory {
  if (series.length > most.metrics) throw refused(`The file has ${series.length} metrics; ${most.metrics} are read at most.`);
  const steps = [...new Set(series.flatMap((one) => one.steps))].sort((a, b) => a - b);
  const bad = steps.find((step) => !Number.isSafeInteger(step) || step < 0);
  if (bad !== undefined) throw refused(`${bad} is no epoch: whole numbers from 0 are needed.`);
  const asTheyAre = (steps.at(-1) ?? 0) <= most.epoch;
  const epochOf = new Map(steps.map((step, i) => [step, asTheyAre ? step : i + 1]));
  const times = new Map<number, number>();
  for (const one of series) one.times?.forEach((time, i) => { if (Number.isFinite(time) && time >= 0 && time < 8.64e15) times.set(one.steps[i]!, Math.round(time)); });
  const metrics: Metrics = series.map((one) => {
    // The last of several values at one step counts.
    const values = new Map(one.steps.map((step, i) => [epochOf.get(step)!, one.values[i]!]));
    const epochs = [...values.keys()].sort((a, b) => a - b);
    return { name: ours(one.name), epochs, values: epochs.map((epoch) => values.get(epoch)!) };
  }).filter(({ epochs }) => epochs.length > 0);
  if (metrics.length === 0) throw refused('There is no metric with a value in this file.');
  const twice = metrics.find(({ name: own }, i) => metrics.findIndex((other) => other.name === own) !== i);
  if (twice) throw refused(`The metric ${JSON.stringify(twice.name)} is there twice.`);
  return {
    kind: 'history', name, metrics,
    epochs: steps.map((step) => ({ epoch: epochOf.get(step)!, step: asTheyAre ? 0 : step, at: times.get(step) ?? null })),
    notes: asTheyAre ? [] : [`The steps of this file go up to ${steps.at(-1)}: they were numbered from 1 as epochs.`],
  };
}

/** Keras and others write the training's own metrics without a prefix. */
function ours(name: string): string {
  const parsed = metricName.safeParse(name.trim());
  if (!parsed.success) throw refused(`${JSON.stringify(name.slice(0, 60))} cannot be the name of a metric.`);
  return /^(loss|accuracy|precision|recall|f1|roc_auc|mse|mae|r2)$/.test(parsed.data) ? `train_${parsed.data}` : parsed.data;
}

/** A column `epoch` (or `step`), then one column a metric; an empty cell is no value. Columns that are no metrics are passed over. */
export function readHistoryCsv(file: Uint8Array, name: string): IncomingHistory {
  if (file.length > most.bytes) throw refused('The history is larger than 256 MB.');
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(file);
  } catch {
    throw refused('The history is not UTF-8 text.');
  }
  const [header, ...rows] = Papa.parse<string[]>(text, { skipEmptyLines: 'greedy' }).data;
  const names = (header ?? []).map((cell) => cell.trim());
  const key = ['epoch', 'step'].map((wanted) => names.findIndex((cell) => cell.toLowerCase() === wanted)).find((at) => at >= 0);
  if (key === undefined) throw refused('The first line of a history has to name its columns, one of them "epoch" or "step".');
  const passed = new Set(['epoch', 'step', 'recorded_at', 'time', 'timestamp', 'date', '']);
  const series = names.map((cell, at) => ({ name: cell, at, steps: [] as number[], values: [] as number[] })).filter(({ name: cell }) => !passed.has(cell.toLowerCase()));
  rows.forEach((row, i) => {
    const step = Number(row[key]);
    if (!/^\s*\d+(\.0*)?\s*$/.test(row[key] ?? '')) throw refused(`Line ${i + 2}: ${JSON.stringify((row[key] ?? '').slice(0, 40))} is no epoch.`);
    for (const one of series) {
      const cell = (row[one.at] ?? '').trim();
      if (cell === '') continue;
      one.steps.push(step);
      one.values.push(numberIn(cell, i + 2, one.name));
    }
  });
  return build(name, series);
}

function numberIn(cell: string, line: number, column: string): number {
  if (/^nan$/i.test(cell)) return NaN;
  const infinite = /^([+-]?)inf(inity)?$/i.exec(cell);
  if (infinite) return infinite[1] === '-' ? -Infinity : Infinity;
  const value = Number(cell);
  if (!/^[+-]?(\d|\.\d)/.test(cell) || Number.isNaN(value)) throw refused(`Line ${line}, column ${JSON.stringify(column.slice(0, 60))}: ${JSON.stringify(cell.slice(0, 40))} is no number.`);
  return value;
}

const float = z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity']).transform(Number)]);

/** As `writeHistoryJson` writes it. */
const historyDocument = z.strictObject({
  format: z.literal('trainyard-history'),
  version: z.literal(1),
  run: z.strictObject({ id: z.string().max(200), name: z.string().max(200) }),
  epochs: z.array(z.int().min(0)),
  steps: z.array(z.int().min(0)),
  times: z.array(z.string().max(40)),
  metrics: z.record(z.string().max(200), z.strictObject({ epochs: z.array(z.int().min(0)), values: z.array(float) })),
});

export function readHistoryJson(file: Uint8Array): IncomingHistory {
  const { run, metrics } = checkedJson(file, historyDocument, 'The document');
  return build(run.name, Object.entries(metrics).map(([name, { epochs, values }]) => {
    if (epochs.length !== values.length) throw refused(`metrics.${name.slice(0, 60)} has ${epochs.length} epochs and ${values.length} values.`);
    return { name, steps: epochs, values };
  }));
}

export function readHistoryEvents(file: Uint8Array, name: string): IncomingHistory {
  return build(name, readEventFile(file, name).map(({ metric, steps, values, times }) => ({ name: metric, steps, values, times })));
}
