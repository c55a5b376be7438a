import type { Command } from 'commander';
import { modelAlias, modelName } from '../../../contract/models.ts';
import { command } from './command.ts';
import { checkedOption } from './checked-option.ts';
import type { CliEnvironment, CommonOptions } from './environment.ts';
import { epochNamed } from './epoch-choice.ts';
import { createOutput } from './output.ts';
import { call, withWorkbench } from './with-workbench.ts';

export function promoteCommand(environment: CliEnvironment): Command {
  return command('promote', 'put an epoch of a run on the shelf, as a new version of a named model')
    .argument('<run>', 'its id, the beginning of its id, or its name')
    .requiredOption('--as <name>', 'the model; it is made where it is missing')
    .option('--at <epoch>', 'best, last, or the number of an epoch', 'best')
    .option('--alias <alias...>', 'aliases that are to point to this version, for example production')
    .action(async (run: string, options: CommonOptions & { as: string; at: string; alias?: string[] }) => {
      const output = createOutput(environment);
      const at = epochNamed(options.at);
      const name = checkedOption(modelName, options.as, '--as');
      const aliases = (options.alias ?? []).map((alias) => checkedOption(modelAlias, alias, '--alias'));
      await withWorkbench(environment, options, async (workbench) => {
        const { store } = workbench;
        const { id, version } = await call(workbench, 'models.promote', { runId: store.runs.resolve(run), at, name, aliases });
        const model = store.models.detail(id);
        if (options.json) output.json(model.latest.version === version ? { id, name: model.name, ...model.latest } : { id, name: model.name, version });
        else output.line(`${model.name}:${version} is ${model.latest.run.name} at epoch ${model.latest.epoch}${aliases.length > 0 ? `, ${aliases.join(', ')}` : ''}`);
      });
    });
}

