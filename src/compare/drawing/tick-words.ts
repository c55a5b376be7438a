const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 12 });

/** A round value on an axis: 0.001, 1e-5, 12,000, 1.5M. `step` is the distance to the next tick, 0 where there is none. */
export function formatTick(value: number, step: number): string {
  const size = Math.abs(value);
  if (value === 0) return '0';
  if (size >= 1e9 || (step === 0 && size >= 1e6)) return value.toExponential().replace('e+', 'e');
  if (size >= 1e6) return `${grouped.format(Number((value / 1e6).toPrecision(9)))}M`;
  const smallest = step > 0 ? step : size;
  if (smallest < 1e-4) return Number(value.toPrecision(6)).toExponential();
  const decimals = Math.max(0, Math.min(12, Math.ceil(-Math.log10(smallest) - 1e-9)));
  return step > 0 && decimals > 0 ? value.toFixed(decimals) : grouped.format(Number(value.toPrecision(9)));
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const exactClock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });

/** A time of day on an axis that spans `range` milliseconds; the day where it begins or changes. */
export function formatClock(at: Date, range: number, before: Date | null): string {
  if (range > 3 * 86_400_000) return day.format(at);
  const time = range < 10 * 60_000 ? exactClock.format(at) : clock.format(at);
  return before === null || before.getDate() !== at.getDate() ? (range > 12 * 3_600_000 ? `${day.format(at)}, ${time}` : time) : time;
}

/** A length of time on an axis: 0.5 s, 90 s, 5 min, 1 h 30, 2 d. */
export function formatSpan(seconds: number): string {
  if (seconds < 120) return `${Number(seconds.toPrecision(6))} s`;
  if (seconds < 7200) return seconds % 60 === 0 ? `${seconds / 60} min` : `${Math.floor(seconds / 60)}:${String(Math.round(seconds % 60)).padStart(2, '0')} min`;
  if (seconds < 172_800) return seconds % 3600 === 0 ? `${seconds / 3600} h` : `${Math.floor(seconds / 3600)} h ${Math.round((seconds % 3600) / 60)}`;
  return `${Number((seconds / 86_400).toPrecision(4))} d`;
}
