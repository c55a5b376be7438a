import { automaticColour, isRunColour, runColours, type RunColour } from '../../contract/run-colours.ts';
import type { RunRow } from '../../contract/runs.ts';

/** The one colour that a run has everywhere. */
export function runColour(row: Pick<RunRow, 'id'> & { colour?: unknown }): RunColour {
  return isRunColour(row.colour) ? row.colour : automaticColour(hash(row.id));
}

/** For an element that shows the colour as its background. */
export function runColourStyle(row: Pick<RunRow, 'id'>): { background: string } {
  const { light, dark } = runColours[runColour(row)];
  return { background: `light-dark(${light}, ${dark})` };
}

function hash(text: string): number {
  let sum = 7;
  for (const character of text) sum = (sum * 31 + character.charCodeAt(0)) % 1_000_003;
  return sum;
}
