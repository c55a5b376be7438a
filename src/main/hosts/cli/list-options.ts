import type { Command } from 'commander';
import type { ListState } from '../../../contract/list-state.ts';
import { columnNamed } from '../../../contract/run-columns.ts';
import { mostSortKeys } from '../../../contract/runs.ts';
import { UsageError } from './environment.ts';

/** What decides which runs a list shows, and how: of `runs`, and of a view that keeps it. */
export interface ListOptions {
  filter?: string;
  sort?: string;
  /** false: none, whatever a view says */
  group?: string | false;
  columns?: string;
}

export function withListOptions(made: Command): Command {
  return made
    .option('--filter <text>', 'for example: val_accuracy.max > 0.97 and optimizer.name = adam and not tag:old')
    .option('--sort <keys>', 'created, name, status, experiment, dataSet, epochs, duration or another field, a path of the config like optimizer.learningRate, or a metric like val_loss or val_accuracy.max; several with commas between them; a leading - sorts downwards (default: "-created")')
    .option('--group <key>', 'gather runs by replicates, experiment, tag, dataSet, status or a path of the config like optimizer.name; metrics are then mean ± standard deviation')
    .option('--columns <keys>', 'other columns than the usual ones: names as in --sort, with commas between them; tags and network; metric:NAME.last (.min, .max, .best) for a metric of other software');
}

/** The state with what was given beside it in its place. */
export function listStateWith(base: ListState, { filter, sort, group, columns }: ListOptions): ListState {
  return {
    ...base,
    ...(filter !== undefined && { filter }),
    ...(sort !== undefined && { sort: sortKeys(sort) }),
    ...(group !== undefined && { group: group === false ? null : group }),
    ...(columns !== undefined && { columns: { ...base.columns, shown: columnKeys(columns) } }),
  };
}

function sortKeys(text: string): string[] {
  const keys = keysIn(text);
  if (keys.length > mostSortKeys) throw new UsageError(`--sort: runs can be sorted by ${mostSortKeys} keys at once, not by ${keys.length}`);
  return keys;
}

function columnKeys(text: string): string[] {
  const keys = [...new Set(keysIn(text))];
  const unknown = keys.find((key) => columnNamed(key) === null);
  if (unknown !== undefined) throw new UsageError(`--columns ${unknown}: there is no such column; write a field such as name or duration, a path of the config such as optimizer.name, or a metric such as val_loss.min`);
  return keys;
}

const keysIn = (text: string) => text.split(',').map((key) => key.trim());
