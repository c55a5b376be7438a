import type { Experiment } from '../../../contract/api.ts';

export interface Experiments {
  list(): Experiment[];
  /** the id of the experiment of that name, created where it is missing */
  ensure(name: string): string;
}
