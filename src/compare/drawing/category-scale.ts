import type { Scale } from './scale.ts';

/** Places for kinds along an axis, evenly apart: kind 0 nearest to `start`. `value` gives what lies between two kinds as a fraction. */
export function categoryScale(levels: readonly string[], [start, end]: [number, number]): Scale {
  const room = Math.max(1, levels.length);
  const per = (end - start) / room;
  const most = Math.max(2, Math.floor(Math.abs(end - start) / (start < end ? 60 : 14)));
  const every = Math.ceil(levels.length / most);
  return {
    kind: 'linear', log: false, from: -0.5, to: room - 0.5, start, end,
    pixel: (code) => start + (code + 0.5) * per,
    value: (pixel) => (pixel - start) / per - 0.5,
    ticks: levels.map((label, at) => ({ at, label })).filter((_, at) => at % every === 0),
  };
}
