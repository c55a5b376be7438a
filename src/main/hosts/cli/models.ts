import type { Command } from 'commander';
import { modelAlias, modelName, type ModelSummary } from '../../../contract/models.ts';
import { promote } from '../../workbench/promote.ts';
import { command } from './command.ts';
import { UsageError, type CliEnvironment, type CommonOptions } from './environment.ts';
import { formatTime } from './numbers.ts';
import { createOutput } from './output.ts';
import { textTable } from './text-table.ts';
import { call, withWorkbench } from './with-workbench.ts';

/** `promote`, and the list of what is on the shelf. */
export function modelCommands(environment: CliEnvironment): Command[] {
  return [promoteCommand(environment), modelsCommand(environment)];
}

const checked = <T>(schema: { safeParse(value: unknown): { success: boolean; data?: T; error?: { issues: { message: string }[] } } }, text: string, what: string): T => {
  const parsed = schema.safeParse(text);
  if (!parsed.success) throw new UsageError(`${what} ${text}: ${parsed.error!.issues[0]!.message}`);
  return parsed.data!;
};

function promoteCommand(environment: CliEnvironment): Command {
  return command('promote', 'put an epoch of a run on the shelf, as a new version of a named model')
    .argument('<run>', 'its id, the beginning of its id, or its name')
    .requiredOption('--as <name>', 'the model; it is made where it is missing')
    .option('--at <epoch>', 'best, last, or the number of an epoch', 'best')
    .option('--alias <alias...>', 'aliases that are to point to this version, for example production')
    .action(async (run: string, options: CommonOptions & { as: string; at: string; alias?: string[] }) => {
      const output = createOutput(environment);
      if (options.at !== 'best' && options.at !== 'last' && !/^\d{1,9}$/.test(options.at)) throw new UsageError(`--at ${options.at}: write best, last, or the number of an epoch`);
      const at = options.at === 'best' || options.at === 'last' ? options.at : Number(options.at);
      const name = checked(modelName, options.as, '--as');
      const aliases = (options.alias ?? []).map((alias) => checked(modelAlias, alias, '--alias'));
      await withWorkbench(environment, options, async (workbench) => {
        const { store } = workbench;
        const replay = { weightsAt: (id: string, range: { from: number; through: number }) => call(workbench, 'runs.weightsAt', { id, ...range }) };
        const { id, version } = await promote({ store, replay }, { runId: store.runs.resolve(run), at, name, aliases });
        const model = store.models.detail(id);
        if (options.json) output.json(model.latest.version === version ? { id, name: model.name, ...model.latest } : { id, name: model.name, version });
        else output.line(`${model.name}:${version} is ${model.latest.run.name} at epoch ${model.latest.epoch}${aliases.length > 0 ? `, ${aliases.join(', ')}` : ''}`);
      });
    });
}

function modelsCommand(environment: CliEnvironment): Command {
  const output = createOutput(environment);
  return command('models', 'list the models on the shelf')
    .option('--trash', 'those in the trash instead')
    .action(async (options: CommonOptions & { trash?: true }) => {
      const list = await withWorkbench(environment, options, ({ store }) => Promise.resolve(store.models.list({ trash: options.trash === true })));
      if (options.json) output.json(list);
      else if (list.length === 0) output.note('There are no models. trainyard promote RUN --as NAME makes one.');
      else for (const line of textTable<ModelSummary>(columns, list)) output.line(line);
    });
}

const columns = [
  { title: 'name', cell: ({ name }: ModelSummary) => name },
  { title: 'version', cell: ({ latest }: ModelSummary) => String(latest.version), right: true as const },
  { title: 'aliases', cell: ({ aliases }: ModelSummary) => aliases.map(({ alias, version }) => `${alias}:${version}`).join(' ') },
  { title: 'data set', cell: ({ latest }: ModelSummary) => latest.dataSet.name },
  { title: 'target', cell: ({ latest }: ModelSummary) => latest.target },
  { title: 'promoted', cell: ({ latest }: ModelSummary) => formatTime(latest.promotedAt) },
];
