import { Command } from 'commander';
import type { InputOf } from '../../../contract/api.ts';
import { AppError } from '../../../contract/errors.ts';
import { listStateOf, plainList, type ListState } from '../../../contract/list-state.ts';
import { columnNamed } from '../../../contract/run-columns.ts';
import type { SavedView } from '../../../contract/saved-views.ts';
import type { Workbench } from '../../workbench/workbench.ts';
import { asUsage } from './as-usage.ts';
import { command } from './command.ts';
import { UsageError, type CliEnvironment, type CommonOptions } from './environment.ts';
import { listStateWith, withListOptions, type ListOptions } from './list-options.ts';
import { formatTime } from './numbers.ts';
import { createOutput } from './output.ts';
import { textTable, type TextColumn } from './text-table.ts';
import { viewNamed } from './view-named.ts';
import { call, withWorkbench } from './with-workbench.ts';

interface SaveOptions extends CommonOptions, ListOptions {
  force?: true;
}

/** Views of the list and of comparisons under a name, which windows offer and `runs --view NAME` shows. */
export function viewsCommand(environment: CliEnvironment): Command {
  const output = createOutput(environment);
  const views = new Command('views').description('saved views of the list of runs and of comparisons, for runs --view');
  views.addCommand(command('list', 'list all saved views').action(list), { isDefault: true });
  views.addCommand(withListOptions(command('save', 'keep a filter, order, groups and columns of the list as a view'))
    .argument('<name>')
    .option('--force', 'replace the view of the list that is called so')
    .action((name: string, options: SaveOptions) => withWorkbench(environment, options, async (workbench) =>
      done(await save(workbench, name, options), options, 'saved'))));
  views.addCommand(command('rename', 'give a view another name')
    .argument('<view>', 'its name or id').argument('<name>')
    .action((view: string, name: string, options: CommonOptions) => withWorkbench(environment, options, async (workbench) =>
      done(await call(workbench, 'views.rename', { id: (await viewNamed(workbench, view)).id, name }).catch(asUsage), options, 'renamed'))));
  views.addCommand(command('rm', 'remove a view').alias('remove')
    .argument('<view>', 'its name or id')
    .action((view: string, options: CommonOptions) => withWorkbench(environment, options, async (workbench) =>
      done(await call(workbench, 'views.remove', { id: (await viewNamed(workbench, view)).id }), options, 'removed'))));
  return views;

  async function list(options: CommonOptions): Promise<void> {
    const all = await withWorkbench(environment, options, (workbench) => call(workbench, 'views.list', null));
    if (options.json) output.json(all);
    else if (all.length === 0) output.line('There are no views. trainyard views save NAME --filter TEXT keeps one.');
    else textTable(columns, all).forEach(output.line);
  }

  function done(view: SavedView, { json }: CommonOptions, what: string): void {
    if (json) output.json({ [what]: view });
    else output.line(`${what} ${view.name}`);
  }
}

async function save(workbench: Workbench, name: string, { force, ...options }: SaveOptions): Promise<SavedView> {
  const state = listStateWith(plainList, options);
  await checkState(workbench, state);
  const taken = (await call(workbench, 'views.list', null)).find((view) => view.kind === 'runs' && view.name === name.trim());
  if (taken && !force) throw new AppError('conflict', `There is a view of the list called ${JSON.stringify(taken.name)} already. --force replaces it.`);
  const content = { ...state } as unknown as InputOf<'views.save'>['content'];
  return call(workbench, 'views.save', { ...(taken && { id: taken.id }), kind: 'runs', name, content }).catch(asUsage);
}

/** Shows it once, so that a mistake is told now and not when somebody opens the view. */
async function checkState(workbench: Workbench, { filter, sort, group }: ListState): Promise<void> {
  const unknown = sort.find((key) => columnNamed(key.replace(/^-/, '')) === null);
  if (unknown !== undefined) throw new UsageError(`--sort ${unknown}: there is no such column; a metric of other software is written as metric:NAME.last`);
  const query = { filter, sort: [...sort], limit: 1 };
  await (group === null ? call(workbench, 'runs.list', query) : call(workbench, 'runs.groups', { ...query, by: group })).catch(asUsage);
}

const columns: TextColumn<SavedView>[] = [
  { title: 'name', cell: ({ name }) => name },
  { title: 'of', cell: ({ kind }) => (kind === 'runs' ? 'the list' : 'a comparison') },
  { title: 'shows', cell: ({ kind, content }) => (kind === 'runs' ? stateWords(listStateOf(content)) : '') },
  { title: 'changed', cell: ({ changedAt }) => formatTime(changedAt) },
  { title: 'id', cell: ({ id }) => id },
];

const stateWords = ({ filter, sort, group }: ListState) =>
  [filter || 'all runs', ...(group === null ? [] : [`by ${group}`]), ...(sort.join() === plainList.sort.join() ? [] : [`sorted by ${sort.join(', ')}`])].join('; ');
