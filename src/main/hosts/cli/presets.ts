import { Command } from 'commander';
import type { Preset } from '../../../contract/presets.ts';
import { AppError } from '../../../contract/errors.ts';
import type { Workbench } from '../../workbench/workbench.ts';
import { command } from './command.ts';
import type { CliEnvironment, CommonOptions } from './environment.ts';
import { createOutput } from './output.ts';
import { textTable, type TextColumn } from './text-table.ts';
import { call, withWorkbench } from './with-workbench.ts';

/** Settings under a name, to start a run with: `train --preset NAME`. */
export function presetsCommand(environment: CliEnvironment): Command {
  const output = createOutput(environment);
  const list = async (options: CommonOptions) => {
    const presets = await withWorkbench(environment, options, (workbench) => call(workbench, 'presets.list', null));
    if (options.json) output.json(presets);
    else textTable(columns, presets).forEach(output.line);
  };
  const presets = new Command('presets').description('settings under a name, for train --preset');
  presets.addCommand(command('list', 'list all presets').action(list), { isDefault: true });
  presets.addCommand(command('save', 'keep the settings of a run as a preset')
    .argument('<name>').argument('<run>', 'an id, the beginning of one, or a name')
    .action((name: string, run: string, options: CommonOptions) => withWorkbench(environment, options, async (workbench) => {
      const { name: _name, data: _data, from: _from, seed: _seed, ...config } = workbench.store.runs.row(workbench.store.runs.resolve(run)).config;
      done(await call(workbench, 'presets.save', { name, config }), options, 'saved');
    })));
  presets.addCommand(command('rename', 'give a preset of your own another name')
    .argument('<preset>').argument('<name>')
    .action((preset: string, name: string, options: CommonOptions) => withWorkbench(environment, options, async (workbench) =>
      done(await call(workbench, 'presets.rename', { id: presetCalled(workbench, preset).id, name }), options, 'renamed'))));
  presets.addCommand(command('rm', 'remove a preset of your own')
    .argument('<preset>')
    .action((name: string, options: CommonOptions) => withWorkbench(environment, options, async (workbench) => {
      const preset = presetCalled(workbench, name);
      await call(workbench, 'presets.remove', { id: preset.id });
      done(preset, options, 'removed');
    })));
  return presets;

  function done(preset: Preset, { json }: CommonOptions, what: string): void {
    if (json) output.json({ [what]: preset });
    else output.line(`${what} ${preset.name}`);
  }
}

/** By id, or by a name that only one has: built-in ones are called alike for both tasks. */
export function presetCalled(workbench: Workbench, name: string, task?: Preset['task'] | null): Preset {
  const all = workbench.handlers['presets.list'](null) as Preset[];
  const found = all.filter((one) => one.id === name || one.name.toLowerCase() === name.toLowerCase());
  const preset = found.find((one) => one.task === task) ?? found[0];
  if (!preset) throw new AppError('notFound', `There is no preset ${JSON.stringify(name)}; there are ${[...new Set(all.map((one) => one.name))].join(', ')}.`);
  return preset;
}

const columns: TextColumn<Preset>[] = [
  { title: 'name', cell: ({ name }) => name },
  { title: 'for', cell: ({ task }) => task },
  { title: 'id', cell: ({ id }) => id },
  { title: 'what', cell: ({ says }) => says, whole: true },
];
