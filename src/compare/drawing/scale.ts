import { scaleLinear, scaleLog, scaleTime } from 'd3-scale';
import { formatTick, formatClock, formatSpan } from './tick-words.ts';

/** `whole` and `logWhole` are of numbers of which only whole ones have a meaning. */
export type ScaleKind = 'linear' | 'whole' | 'clock' | 'seconds' | LogKind;
type LogKind = 'log' | 'logWhole' | 'logSeconds';

export interface Tick {
  at: number;
  label: string;
}

/** From data to pixels along one axis. `from` is drawn at `start`, `to` at `end`; the y axis runs upwards, from a large `start` to a small `end`. */
export interface Scale {
  kind: ScaleKind;
  /** equal factors are equally wide */
  log: boolean;
  from: number;
  to: number;
  start: number;
  end: number;
  pixel(value: number): number;
  value(pixel: number): number;
  ticks: Tick[];
}

export function createScale(kind: ScaleKind, [from, to]: [number, number], [start, end]: [number, number]): Scale {
  const ticks = ticksOf(kind, from, to, Math.max(2, Math.round(Math.abs(end - start) / (kind === 'clock' ? 110 : start < end ? 90 : 48))));
  if (isLog(kind)) {
    const [low, high] = [Math.log10(from), Math.log10(to)];
    const perDecade = (end - start) / (high - low || 1);
    return { kind, log: true, from, to, start, end, ticks, pixel: (value) => start + (Math.log10(value) - low) * perDecade, value: (pixel) => 10 ** (low + (pixel - start) / perDecade) };
  }
  const perUnit = (end - start) / (to - from || 1);
  return { kind, log: false, from, to, start, end, ticks, pixel: (value) => start + (value - from) * perUnit, value: (pixel) => from + (pixel - start) / perUnit };
}

const isLog = (kind: ScaleKind): kind is LogKind => kind === 'log' || kind === 'logWhole' || kind === 'logSeconds';

function ticksOf(kind: ScaleKind, from: number, to: number, count: number): Tick[] {
  if (!(to > from)) return [{ at: from, label: formatTick(from, 0) }];
  switch (kind) {
    case 'linear': {
      const ats = scaleLinear([from, to], [0, 1]).ticks(count);
      const step = ats.length > 1 ? ats[1]! - ats[0]! : 0;
      return ats.map((at) => ({ at, label: formatTick(at, step) }));
    }
    case 'whole': {
      const ats = scaleLinear([from, to], [0, 1]).ticks(Math.min(count, Math.max(1, to - from))).filter(Number.isInteger);
      return ats.map((at) => ({ at, label: formatTick(at, 1) }));
    }
    case 'log': case 'logWhole': return logTicks(kind, from, to, count);
    case 'logSeconds': return logSecondTicks(from, to, count);
    case 'clock': {
      const ats = scaleTime([from, to], [0, 1]).ticks(count);
      return ats.map((at, i) => ({ at: at.getTime(), label: formatClock(at, to - from, i === 0 ? null : ats[i - 1]!) }));
    }
    case 'seconds': return secondTicks(from, to, count);
  }
}

/** Powers of ten, with 2 and 5 between them where there are few; fewer than two of them, and round values as on a linear axis. */
function logTicks(kind: 'log' | 'logWhole', from: number, to: number, count: number): Tick[] {
  const decades = Math.log10(to) - Math.log10(from);
  if (decades < 0.7) return ticksOf(kind === 'log' ? 'linear' : 'whole', from, to, count).filter((tick) => tick.at > 0);
  const within = (at: number) => at >= from * 0.999999 && at <= to * 1.000001;
  const every = Math.max(1, Math.ceil(decades / count));
  const factors = decades * 3 <= count ? [1, 2, 5] : [1];
  const powers = Array.from({ length: Math.ceil(decades) + 2 }, (_, i) => Math.floor(Math.log10(from)) + i);
  // Written out, for a power that is computed may miss the round number by its last digit.
  const kept = powers.filter((_, i) => i % every === 0).flatMap((power) => factors.map((factor) => Number(`${factor}e${power}`))).filter(within);
  const ats = kept.length >= 2 ? kept : scaleLog([from, to], [0, 1]).ticks(count);
  return ats.filter((at) => kind === 'log' || Number.isInteger(at)).map((at) => ({ at, label: formatTick(at, 0) }));
}

/** Of a logarithmic axis of time: as clocks are divided from a minute on. */
const logSteps = [...Array.from({ length: 11 }, (_, i) => Number(`1e${i - 9}`)), 60, 600, 3600, 36_000, 86_400, 864_000, 8_640_000];

function logSecondTicks(from: number, to: number, count: number): Tick[] {
  const within = logSteps.filter((at) => at >= from * 0.999999 && at <= to * 1.000001);
  const every = Math.max(1, Math.ceil(within.length / count));
  const kept = within.filter((_, i) => (within.length - 1 - i) % every === 0);
  return kept.length < 2 ? secondTicks(from, to, count).filter(({ at }) => at > 0) : kept.map((at) => ({ at, label: formatSpan(at) }));
}

const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400];

function secondTicks(from: number, to: number, count: number): Tick[] {
  const wanted = (to - from) / count;
  const step = wanted < 1 ? null : (steps.find((one) => one >= wanted) ?? Math.ceil(wanted / 86_400) * 86_400);
  if (step === null) return scaleLinear([from, to], [0, 1]).ticks(count).map((at) => ({ at, label: formatSpan(at) }));
  const first = Math.ceil(from / step);
  return Array.from({ length: Math.floor(to / step) - first + 1 }, (_, i) => (first + i) * step).map((at) => ({ at, label: formatSpan(at) }));
}
