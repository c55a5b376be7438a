import type { Bench } from './bench.ts';

/** One number, and the bar that it is held against. */
export interface Measured {
  what: string;
  value: number;
  bar: number;
  unit: string;
  /** true: the bar is the least that is allowed; else the most */
  least?: boolean;
}

/** One row of the bench. It prints nothing but details that help to understand a miss. */
export interface Row {
  name: string;
  title: string;
  measure(bench: Bench): Promise<Measured[]>;
}
