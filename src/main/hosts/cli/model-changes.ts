import type { Command } from 'commander';
import { modelAlias, modelName } from '../../../contract/models.ts';
import { checkedOption } from './checked-option.ts';
import { command } from './command.ts';
import { UsageError, type CliEnvironment, type CommonOptions } from './environment.ts';
import { modelNamed } from './model-named.ts';
import { createOutput } from './output.ts';
import { call, withWorkbench } from './with-workbench.ts';

/** The commands that change one model of the shelf. */
export function modelChangeCommands(environment: CliEnvironment): Command[] {
  return [aliasCommand(environment), renameCommand(environment), noteCommand(environment), removeCommand(environment), restoreCommand(environment)];
}

function aliasCommand(environment: CliEnvironment): Command {
  return command('alias', 'let an alias point to a version, from wherever it was')
    .argument('<model>', 'NAME for the latest version, NAME:VERSION or NAME@ALIAS')
    .argument('<alias>', 'for example production or baseline')
    .option('--remove', 'take the alias away instead')
    .action(async (reference: string, text: string, options: CommonOptions & { remove?: true }) => {
      const output = createOutput(environment);
      const alias = checkedOption(modelAlias, text, 'the alias');
      const { model, version } = await withWorkbench(environment, options, async (workbench) => {
        const found = await modelNamed(workbench, reference);
        const to = options.remove ? null : found.version;
        return { model: await call(workbench, 'models.setAlias', { id: found.id, alias, version: to }), version: to };
      });
      if (options.json) output.json(model);
      else output.line(version === null ? `${model.name} has no ${alias} any more` : `${model.name}@${alias} is version ${version}`);
    });
}

function renameCommand(environment: CliEnvironment): Command {
  return command('rename', 'give a model another name')
    .argument('<model>', 'its name or id').argument('<new-name>', 'what it is to be called')
    .action(async (reference: string, text: string, options: CommonOptions) => {
      const output = createOutput(environment);
      const name = checkedOption(modelName, text, 'the new name');
      const model = await withWorkbench(environment, options, async (workbench) => call(workbench, 'models.rename', { id: (await modelNamed(workbench, reference)).id, name }));
      if (options.json) output.json(model);
      else output.line(`renamed ${reference} to ${model.name}`);
    });
}

function noteCommand(environment: CliEnvironment): Command {
  return command('note', 'write a note on a model; without a text, show it')
    .argument('<model>', 'its name or id').argument('[text]', 'the note; an empty one takes it away')
    .action(async (reference: string, text: string | undefined, options: CommonOptions) => {
      const output = createOutput(environment);
      const model = await withWorkbench(environment, options, async (workbench) => {
        const { id } = await modelNamed(workbench, reference);
        return text === undefined ? call(workbench, 'models.get', { id }) : call(workbench, 'models.setNote', { id, note: text });
      });
      if (options.json) output.json(model);
      else output.line(text === undefined ? model.note : `noted on ${model.name}`);
    });
}

function removeCommand(environment: CliEnvironment): Command {
  return command('rm', 'put a model with all its versions into the trash')
    .argument('<model>', 'its name or id')
    .action(async (reference: string, options: CommonOptions) => {
      if (/:\d+$|@[^@]+$/.test(reference)) throw new UsageError(`${reference} names a version: a model goes with all of them, so write its name alone`);
      const output = createOutput(environment);
      const id = await withWorkbench(environment, options, async (workbench) => {
        const found = await modelNamed(workbench, reference);
        await call(workbench, 'models.remove', { id: found.id });
        return found.id;
      });
      if (options.json) output.json({ removed: id });
      else output.line(`removed ${reference}; trainyard models restore ${id} brings it back`);
    });
}

function restoreCommand(environment: CliEnvironment): Command {
  return command('restore', 'take a model out of the trash')
    .argument('<model>', 'its id, or its name where one model in the trash has it')
    .action(async (reference: string, options: CommonOptions) => {
      const output = createOutput(environment);
      const model = await withWorkbench(environment, options, async (workbench) => {
        const named = (await call(workbench, 'models.list', { trash: true })).filter(({ name }) => name === reference);
        if (named.length > 1) throw new UsageError(`${reference}: there are ${named.length} models of this name in the trash; trainyard models --trash lists their ids`);
        return call(workbench, 'models.restore', { id: named[0]?.id ?? reference });
      });
      if (options.json) output.json(model);
      else output.line(`restored ${model.name}`);
    });
}
