import type { Command } from 'commander';
import { command } from './command.ts';
import type { CliEnvironment, CommonOptions } from './environment.ts';
import { createOutput } from './output.ts';
import { call, withWorkbench } from './with-workbench.ts';

/** The commands that change one data set. */
export function dataChangeCommands(environment: CliEnvironment): Command[] {
  return [renameCommand(environment), noteCommand(environment), removeCommand(environment), restoreCommand(environment)];
}

function renameCommand(environment: CliEnvironment): Command {
  return command('rename', 'give a data set another name')
    .argument('<name>', 'its name or id').argument('<new-name>', 'what it is to be called')
    .action(async (name: string, newName: string, options: CommonOptions) => {
      const output = createOutput(environment);
      const set = await withWorkbench(environment, options, (workbench) => call(workbench, 'dataSets.rename', { id: idOf(workbench, name), name: newName }));
      if (options.json) output.json(set);
      else output.line(`renamed ${name} to ${set.name}`);
    });
}

function noteCommand(environment: CliEnvironment): Command {
  return command('note', 'write a note on a data set; without a text, show it')
    .argument('<name>', 'its name or id').argument('[text]', 'the note; an empty one takes it away')
    .action(async (name: string, text: string | undefined, options: CommonOptions) => {
      const output = createOutput(environment);
      const set = await withWorkbench(environment, options, (workbench) => (text === undefined
        ? Promise.resolve(workbench.store.dataSets.summary(name))
        : call(workbench, 'dataSets.setNote', { id: idOf(workbench, name), note: text })));
      if (options.json) output.json(set);
      else output.line(text === undefined ? set.note : `noted on ${set.name}`);
    });
}

function removeCommand(environment: CliEnvironment): Command {
  return command('rm', 'put a data set that no run uses into the trash')
    .argument('<name>', 'its name or id')
    .action(async (name: string, options: CommonOptions) => {
      const output = createOutput(environment);
      const id = await withWorkbench(environment, options, async (workbench) => {
        const found = idOf(workbench, name);
        await call(workbench, 'dataSets.remove', { id: found });
        return found;
      });
      if (options.json) output.json({ removed: id });
      else output.line(`removed ${name}; trainyard data restore ${id} brings it back`);
    });
}

function restoreCommand(environment: CliEnvironment): Command {
  return command('restore', 'take a data set out of the trash')
    .argument('<id>', 'its id')
    .action(async (id: string, options: CommonOptions) => {
      const output = createOutput(environment);
      const set = await withWorkbench(environment, options, (workbench) => call(workbench, 'dataSets.restore', { id }));
      if (options.json) output.json(set);
      else output.line(`restored ${set.name}`);
    });
}

/** A name may be longer than an id in a call may be. */
function idOf({ store }: { store: { dataSets: { summary(idOrName: string): { id: string } } } }, name: string): string {
  return store.dataSets.summary(name).id;
}
