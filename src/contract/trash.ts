import type { DataSetSummary } from './data-sets.ts';
import type { ModelSummary } from './models.ts';

/** What emptying the trash would remove. */
export interface TrashSize {
  runs: number;
  dataSets: number;
  models: number;
  /** an estimate from what is stored for them */
  bytes: number;
  /** runs in the trash that are trained and would stay */
  training: number;
}

/** What emptying it has removed. */
export interface EmptiedTrash {
  runs: number;
  dataSets: number;
  models: number;
  /** given back to the disk */
  bytes: number;
}

/** What is in it beside runs, which come page by page as any list of them does. The latest to be deleted first. */
export interface TrashOthers {
  dataSets: DataSetSummary[];
  models: ModelSummary[];
}

/** `3 runs, 1 data set and 2 models`: of each kind that there is, and of runs where there is nothing. */
export function trashInWords({ runs, dataSets, models }: Pick<TrashSize, 'runs' | 'dataSets' | 'models'>, counted: (count: number, noun: string) => string): string {
  const kinds = [
    ...(runs > 0 || dataSets + models === 0 ? [counted(runs, 'run')] : []),
    ...(dataSets > 0 ? [counted(dataSets, 'data set')] : []),
    ...(models > 0 ? [counted(models, 'model')] : []),
  ];
  return kinds.length === 1 ? kinds[0]! : `${kinds.slice(0, -1).join(', ')} and ${kinds.at(-1)!}`;
}
