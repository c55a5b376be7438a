import type { RunHistory } from './history.ts';
import { valuesByEpoch } from './history.ts';

/**
 * One line an epoch: `epoch`, `step`, `recorded_at` (ISO 8601, UTC), then the metrics in the order of their names. A metric
 * without a value at an epoch leaves its cell empty; NaN and infinities are written as those words.
 */
export function* writeHistoryCsv(history: RunHistory): Generator<Uint8Array> {
  const names = history.metrics.map(({ name }) => name);
  const byEpoch = valuesByEpoch(history);
  const text = new TextEncoder();
  yield text.encode(line(['epoch', 'step', 'recorded_at', ...names.map(cell)]));
  for (let at = 0; at < history.epochs.length; at++) {
    const values = byEpoch.get(history.epochs[at]!);
    yield text.encode(line([
      String(history.epochs[at]), String(history.steps[at]), new Date(history.times[at]!).toISOString(),
      ...names.map((name) => (values?.[name] === undefined ? '' : String(values[name]))),
    ]));
  }
}

const line = (cells: string[]): string => `${cells.join(',')}\r\n`;

/** A name that came in with a file may be anything: never a formula to a spreadsheet, never two cells. */
function cell(name: string): string {
  const harmless = /^[=+\-@\t\r]/.test(name) ? `'${name}` : name;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
