import { eventNames, type EventName, type Events } from '../../contract/events.ts';
import type { PointsDelta } from '../../contract/runs.ts';
import { evenly } from '../../compare/evenly.ts';
import type { Served } from './served.ts';

/** Epochs of one run that one message brings, however fast it trains: more than an eye can tell apart in the time between two. */
export const mostEpochs = 40;

/** Every event of the workbench as windows get it, so that their work does not grow with the speed of a training. Returns how to stop. */
export function onWindowEvents(workbench: Pick<Served, 'on'>, send: <E extends EventName>(name: E, payload: Events[E]) => void): () => void {
  const stops = eventNames.map((name) => (name === 'runs.points'
    ? workbench.on(name, ({ deltas }) => send(name, { deltas: coarser(deltas) }))
    : workbench.on(name, (payload) => send(name, payload))));
  return () => stops.forEach((stop) => stop());
}

/** One delta a run where they fit together, of each at most so many epochs, the first and the last among them. */
export function coarser(deltas: readonly PointsDelta[]): PointsDelta[] {
  const joined: PointsDelta[] = [];
  const latest = new Map<string, PointsDelta>();
  for (const delta of deltas) {
    const before = latest.get(delta.runId);
    const next = before && follows(before, delta) ? join(before, delta) : delta;
    if (next === delta) joined.push(delta);
    else joined[joined.indexOf(before!)] = next;
    latest.set(delta.runId, next);
  }
  return joined.map(thin);
}

function follows(before: PointsDelta, delta: PointsDelta): boolean {
  const names = Object.keys(delta.values);
  return delta.epochs[0]! > before.epochs.at(-1)! && names.length === Object.keys(before.values).length && names.every((name) => name in before.values);
}

function join(before: PointsDelta, { epochs, values, leftOut = 0 }: PointsDelta): PointsDelta {
  return {
    ...before, epochs: [...before.epochs, ...epochs], leftOut: (before.leftOut ?? 0) + leftOut,
    values: Object.fromEntries(Object.entries(before.values).map(([name, series]) => [name, [...series, ...values[name]!]])),
  };
}

function thin({ epochs, values, leftOut = 0, ...rest }: PointsDelta): PointsDelta {
  const kept = evenly(epochs.length, mostEpochs);
  const pick = (series: readonly number[]) => kept.map((at) => series[at]!);
  const left = leftOut + epochs.length - kept.length;
  return left === 0
    ? { ...rest, epochs, values }
    : { ...rest, epochs: pick(epochs), values: Object.fromEntries(Object.entries(values).map(([name, series]) => [name, pick(series)])), leftOut: left };
}
