import type { CostEstimate, Range } from '../../contract/costs.ts';
import { formatBytes } from './bytes.ts';
import { formatDuration } from './time.ts';

/** `≈ 12 s (8 to 20 s)`, with "at most" where it may end sooner; says so where there is nothing to go by. */
export function timeLine({ seconds, atMost }: CostEstimate): string {
  if (seconds === null) return 'no runs yet to estimate from';
  return `${atMost ? 'at most ' : ''}≈ ${rangeLine(seconds, formatDuration)}`;
}

export function bytesLine({ bytes, atMost }: CostEstimate): string {
  return `${atMost ? 'at most ' : ''}≈ ${formatBytes(Math.round(bytes.likely))}`;
}

/** What the seconds come from, for a tooltip. */
export function sourceLine({ pastRuns, places, runs }: CostEstimate): string {
  if (pastRuns === 0) return 'Once a run has been trained on this machine, the time of the next ones can be told.';
  const workers = runs > 1 ? `, ${places === 1 ? 'one at a time' : `${places} at a time`}` : '';
  return `From ${pastRuns === 1 ? 'one past run' : `${pastRuns} past runs`} on this machine${workers}. Runs that wait already are not counted.`;
}

function rangeLine({ likely, low, high }: Range, format: (value: number) => string): string {
  const [from, to] = [format(low), format(high)];
  return from === to ? format(likely) : `${format(likely)} (${from} to ${to})`;
}
