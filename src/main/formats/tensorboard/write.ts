import { histogramOf } from './histogram.ts';
import { frameRecord } from './records.ts';
import { eventType, type EventMessage, type ValueMessage } from './schema.ts';

/** What happened in one epoch: scalars by metric, weights by tensor name. */
export interface EpochHistory {
  epoch: number;
  /** milliseconds since 1970 */
  at: number;
  metrics: Record<string, number>;
  weights?: Record<string, Iterable<number>>;
}

/** A TensorBoard event file: its version first, then one event an epoch. TensorBoard wants a name with `tfevents` in it. */
export function* writeEventFile(startedAt: number, epochs: Iterable<EpochHistory>): Generator<Uint8Array> {
  yield encode({ wallTime: startedAt / 1000, step: 0, fileVersion: 'brain.Event:2' });
  for (const { epoch, at, metrics, weights } of epochs)
    yield encode({ wallTime: at / 1000, step: epoch, summary: { value: [...scalars(metrics), ...histograms(weights ?? {})] } });
}

/** `val_loss` becomes `loss/val`, so that TensorBoard shows train and val in one chart group. */
export function tagOf(metric: string): string {
  const split = /^(train|val|test)_(.+)$/.exec(metric);
  return split ? `${split[2]}/${split[1]}` : metric;
}

const scalars = (metrics: Record<string, number>): ValueMessage[] =>
  Object.entries(metrics).map(([name, simpleValue]) => ({ tag: tagOf(name), simpleValue }));

const histograms = (weights: Record<string, Iterable<number>>): ValueMessage[] =>
  Object.entries(weights).map(([tag, values]) => ({ tag, histo: histogramOf(values) }));

const encode = (event: EventMessage): Uint8Array => frameRecord(eventType.encode(eventType.fromObject(event)).finish());
