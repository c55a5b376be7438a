import { Command } from 'commander';
import type { ModelDetail, ModelSummary, ModelVersion } from '../../../contract/models.ts';
import { command } from './command.ts';
import type { CliEnvironment, CommonOptions } from './environment.ts';
import { modelChangeCommands } from './model-changes.ts';
import { modelExportCommand } from './model-export.ts';
import { modelNamed } from './model-named.ts';
import { formatBytes, formatNumber, formatTime } from './numbers.ts';
import { createOutput } from './output.ts';
import { textTable } from './text-table.ts';
import { call, withWorkbench } from './with-workbench.ts';

/** The shelf. Without a word behind it, the list. */
export function modelsCommand(environment: CliEnvironment): Command {
  const models = new Command('models').description('list, look at, change and export the models on the shelf');
  models.addCommand(listCommand(environment), { isDefault: true });
  for (const one of [showCommand(environment), ...modelChangeCommands(environment), modelExportCommand(environment)]) models.addCommand(one);
  return models;
}

function listCommand(environment: CliEnvironment): Command {
  return command('list', 'list the models on the shelf')
    .option('--trash', 'those in the trash instead')
    .action(async (options: CommonOptions & { trash?: true }) => {
      const output = createOutput(environment);
      const list = await withWorkbench(environment, options, (workbench) => call(workbench, 'models.list', { trash: options.trash === true }));
      if (options.json) output.json(list);
      else if (list.length === 0) output.note(options.trash ? 'There are no models in the trash.' : 'There are no models. trainyard promote RUN --as NAME makes one.');
      else for (const line of textTable<ModelSummary>([...(options.trash ? [{ title: 'id', cell: ({ id }: ModelSummary) => id }] : []), ...columns], list)) output.line(line);
    });
}

const aliasesOf = ({ aliases }: ModelSummary) => aliases.map(({ alias, version }) => `${alias}:${version}`).join(' ');

const columns = [
  { title: 'name', cell: ({ name }: ModelSummary) => name },
  { title: 'version', cell: ({ latest }: ModelSummary) => String(latest.version), right: true as const },
  { title: 'aliases', cell: aliasesOf },
  { title: 'data set', cell: ({ latest }: ModelSummary) => latest.dataSet.name },
  { title: 'target', cell: ({ latest }: ModelSummary) => latest.target },
  { title: 'promoted', cell: ({ latest }: ModelSummary) => formatTime(latest.promotedAt) },
];

function showCommand(environment: CliEnvironment): Command {
  return command('show', 'show a model: a version, what it was trained on, its metrics and exports, and all versions')
    .argument('<model>', 'NAME for the latest version, NAME:VERSION or NAME@ALIAS')
    .action(async (reference: string, options: CommonOptions) => {
      const output = createOutput(environment);
      const { model, version } = await withWorkbench(environment, options, async (workbench) => {
        const found = await modelNamed(workbench, reference);
        const detail = await call(workbench, 'models.get', { id: found.id });
        return { model: detail, version: detail.history.find((one) => one.version === found.version) ?? detail.latest };
      });
      if (options.json) output.json({ ...model, shown: version });
      else describe(model, version).forEach(output.line);
    });
}

function describe(model: ModelDetail, version: ModelVersion): string[] {
  const { run, dataSet, rows, exports } = version;
  const gone = (exists: boolean) => (exists ? '' : ', which is gone');
  return [
    `${model.name}:${version.version} (${model.id}), promoted ${formatTime(version.promotedAt)}`,
    `Epoch ${version.epoch} of the run ${run.name}${gone(run.exists)}.`,
    `Data set ${dataSet.name}${gone(dataSet.exists)} (${dataSet.contentSha256.slice(0, 12)}): ${rows.train} training, ${rows.validation} validation, ${rows.test} test rows.`,
    `Predicts ${version.target}${version.classes.length > 0 ? ` (${version.classes.slice(0, 20).join(', ')}${version.classes.length > 20 ? ', …' : ''})` : ''} from ${version.columns.length} columns; ${version.parameters} parameters.`,
    `Weights ${version.weightsSha256}`,
    ...(model.aliases.length > 0 ? [`Aliases: ${aliasesOf(model)}`] : []),
    ...(model.note === '' ? [] : [`Note: ${model.note}`]),
    '',
    ...textTable([{ title: 'metric', cell: ([name]: [string, number]) => name }, { title: 'value', cell: ([, value]: [string, number]) => formatNumber(value), right: true as const }], Object.entries(version.metrics)),
    ...(exports.length > 0 ? ['', ...textTable(exportColumns, exports)] : []),
    '',
    ...textTable(versionColumns, model.history),
  ];
}

const exportColumns = [
  { title: 'exported', cell: ({ at }: ModelVersion['exports'][number]) => formatTime(at) },
  { title: 'format', cell: ({ format }: ModelVersion['exports'][number]) => format },
  { title: 'file', cell: ({ fileName }: ModelVersion['exports'][number]) => fileName },
  { title: 'size', cell: ({ bytes }: ModelVersion['exports'][number]) => formatBytes(bytes), right: true as const },
];

const versionColumns = [
  { title: 'version', cell: ({ version }: ModelVersion) => String(version), right: true as const },
  { title: 'run', cell: ({ run }: ModelVersion) => run.name },
  { title: 'epoch', cell: ({ epoch }: ModelVersion) => String(epoch), right: true as const },
  { title: 'promoted', cell: ({ promotedAt }: ModelVersion) => formatTime(promotedAt) },
];
