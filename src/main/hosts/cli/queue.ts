import { Command, Option } from 'commander';
import type { QueueState } from '../../../contract/queue.ts';
import type { RunRow } from '../../../contract/runs.ts';
import { command } from './command.ts';
import { UsageError, type CliEnvironment, type CommonOptions } from './environment.ts';
import { createOutput } from './output.ts';
import { textTable, type TextColumn } from './text-table.ts';
import { call, withWorkbench } from './with-workbench.ts';

interface MoveOptions extends CommonOptions {
  first?: true;
  last?: true;
  before?: string;
}

const wholes = [
  { name: 'pause-all', description: 'pause everything that trains or waits', method: 'queue.pauseAll', done: 'pausing' },
  { name: 'resume-all', description: 'let everything that is paused go on', method: 'queue.resumeAll', done: 'resuming' },
  { name: 'stop-all', description: 'stop everything that trains, and cancel what waits', method: 'queue.stopAll', done: 'stopping' },
] as const;

/** What trains and what waits, in the order of its turn, whichever process has it. */
export function queueCommand(environment: CliEnvironment): Command {
  const queue = new Command('queue').description('what trains and what waits, and in which order');
  queue.addCommand(command('list', 'list what trains and what waits').action((options: CommonOptions) => list(environment, options)), { isDefault: true });
  queue.addCommand(command('move', 'give queued runs another place')
    .argument('<run...>', 'ids, beginnings of ids, or names; they keep the order given')
    .addOption(new Option('--first', 'before all others').conflicts(['last', 'before']))
    .addOption(new Option('--last', 'behind all others').conflicts(['first', 'before']))
    .addOption(new Option('--before <run>', 'before that one'))
    .action((texts: string[], options: MoveOptions) => move(environment, texts, options)));
  queue.addCommand(command('cancel', 'stop runs before their first step, or while they train')
    .argument('<run...>', 'ids, beginnings of ids, or names')
    .action((texts: string[], options: CommonOptions) => withWorkbench(environment, options, async (workbench) => {
      const ids = [...new Set(texts.map((text) => workbench.store.runs.resolve(text)))];
      await call(workbench, 'runs.stop', { ids });
      tell(environment, options, { stopping: ids.length }, `stopping ${plural(ids.length)}`);
    })));
  for (const { name, description, method, done } of wholes)
    queue.addCommand(command(name, description).action((options: CommonOptions) => withWorkbench(environment, options, async (workbench) => {
      const { runs } = await call(workbench, method, null);
      tell(environment, options, { [done]: runs }, runs === 0 ? 'there is nothing to do' : `${done} ${plural(runs)}`);
    })));
  return queue;
}

async function list(environment: CliEnvironment, options: CommonOptions): Promise<void> {
  const output = createOutput(environment);
  const state: QueueState = await withWorkbench(environment, options, (workbench) => call(workbench, 'queue.list', null));
  if (options.json) return output.json(state);
  const { running, paused, queued } = state;
  const rows = [...running.rows, ...paused.rows, ...queued.rows];
  if (rows.length === 0) return output.line('Nothing trains or waits.');
  textTable(columns, rows).forEach(output.line);
  const total = running.total + paused.total + queued.total;
  if (total > rows.length) output.note(`${rows.length} of ${total} runs`);
}

const columns: TextColumn<RunRow>[] = [
  { title: 'status', cell: ({ status }) => status },
  { title: 'id', cell: ({ id }) => id },
  { title: 'name', cell: ({ name }) => name },
  { title: 'experiment', cell: ({ experiment }) => experiment },
  { title: 'epochs', cell: ({ epochs, config }) => `${epochs}/${config.epochs}`, right: true },
];

function move(environment: CliEnvironment, texts: string[], options: MoveOptions): Promise<void> {
  if (!options.first && !options.last && options.before === undefined) throw new UsageError('Say where to: --first, --last or --before RUN.');
  return withWorkbench(environment, options, async (workbench) => {
    const { runs, queue } = workbench.store;
    const ids = [...new Set(texts.map((text) => runs.resolve(text)))];
    const others = queue.ids(['queued']).filter((id) => !ids.includes(id));
    const before = options.first ? others[0] ?? null : options.before === undefined ? null : runs.resolve(options.before);
    await call(workbench, 'queue.move', { ids, before });
    tell(environment, options, { moved: ids }, `moved ${plural(ids.length)}`);
  });
}

function tell(environment: CliEnvironment, { json }: CommonOptions, value: object, text: string): void {
  const output = createOutput(environment);
  if (json) output.json(value);
  else output.line(text);
}

const plural = (count: number) => (count === 1 ? '1 run' : `${count} runs`);
