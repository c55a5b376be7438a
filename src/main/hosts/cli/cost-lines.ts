import type { CostEstimate, Range } from '../../../contract/costs.ts';
import { formatBytes, formatSeconds } from './numbers.ts';

/** What a launch will cost, line by line, for a person. */
export function costLines({ runs, parameters, steps, seconds, bytes, atMost, pastRuns, places }: CostEstimate): string[] {
  const most = atMost ? 'at most ' : '';
  const source = pastRuns === 1 ? 'one past run' : `${pastRuns} past runs`;
  return [
    ...(runs > 1 ? [`runs        ${runs}, ${places} at a time`] : []),
    `parameters  ${parameters}`,
    `steps       ${most}${steps}`,
    `time        ${seconds ? `${most}≈ ${range(seconds, rounded)}, from ${source} on this machine` : 'no runs yet to estimate from'}`,
    `disk        ${most}≈ ${range(bytes, (value) => formatBytes(Math.round(value)))}`,
  ];
}

const rounded = (seconds: number) => formatSeconds(Number(seconds.toPrecision(2)));

function range({ likely, low, high }: Range, format: (value: number) => string): string {
  return format(low) === format(high) ? format(likely) : `${format(likely)} (${format(low)} to ${format(high)})`;
}
