import type { RunColour } from '../../contract/run-colours.ts';

/** One line of a chart's tooltip. */
export interface TipRow {
  label: string;
  colour?: RunColour;
  strong?: boolean;
  values: readonly { words: string; muted?: boolean }[];
}

/** What one run or group says of one thing, and how far that is from the baseline. */
export const tipRow = ({ label, value, delta }: { label: string; value: string; delta?: string }): TipRow =>
  ({ label, values: [{ words: value }, ...(delta === undefined ? [] : [{ words: delta, muted: true }])] });
