import type { Command } from 'commander';
import { runColourNames, type RunColour } from '../../../contract/run-colours.ts';
import type { EditOutcome, RunChange, RunSelection } from '../../../contract/run-edits.ts';
import type { Workbench } from '../../workbench/workbench.ts';
import { command } from './command.ts';
import { UsageError, type CliEnvironment, type CommonOptions } from './environment.ts';
import { createOutput, type Output } from './output.ts';
import { call, withWorkbench } from './with-workbench.ts';

interface SelectionOptions extends CommonOptions {
  filter?: string;
}

interface Edit {
  name: string;
  description: string;
  /** an argument before the runs, for example the tag */
  argument?: { name: string; description: string };
  /** the edit reaches into the trash */
  trash?: true;
  change(argument: string): RunChange;
}

const edits: Edit[] = [
  { name: 'tag', description: 'give runs a tag', argument: { name: 'tag', description: 'the tag' }, change: (tag) => ({ kind: 'tag', add: [tag] }) },
  { name: 'untag', description: 'take a tag from runs', argument: { name: 'tag', description: 'the tag' }, change: (tag) => ({ kind: 'tag', remove: [tag] }) },
  { name: 'note', description: 'write the note of runs, in Markdown; an empty one takes it away', argument: { name: 'text', description: 'the note' }, change: (text) => ({ kind: 'note', text }) },
  { name: 'star', description: 'star runs', change: () => ({ kind: 'star', on: true }) },
  { name: 'unstar', description: 'take the star from runs', change: () => ({ kind: 'star', on: false }) },
  { name: 'lock', description: 'lock runs: they refuse every edit and are not deleted', change: () => ({ kind: 'lock', on: true }) },
  { name: 'unlock', description: 'unlock runs', change: () => ({ kind: 'lock', on: false }) },
  { name: 'move', description: 'move runs to an experiment, which is made where it is missing', argument: { name: 'experiment', description: 'its name' }, change: (experiment) => ({ kind: 'move', experiment }) },
  { name: 'colour', description: 'give runs a colour', argument: { name: 'colour', description: `${runColourNames.join(', ')}, or auto` }, change: (colour) => ({ kind: 'colour', colour: colourNamed(colour) }) },
  { name: 'rm', description: 'put runs into the trash', change: () => ({ kind: 'trash' }) },
  { name: 'restore', description: 'take runs out of the trash', trash: true, change: () => ({ kind: 'restore' }) },
];

/** The commands that edit runs by hand; every one of them can be undone. */
export function editCommands(environment: CliEnvironment, finish: (exitCode: number) => void): Command[] {
  return [renameCommand(environment, finish), ...edits.map((edit) => editCommand(environment, edit, finish)), ...stepCommands(environment, finish), historyCommand(environment)];
}

function editCommand(environment: CliEnvironment, { name, description, argument, trash, change }: Edit, finish: (exitCode: number) => void): Command {
  const made = command(name, description);
  if (argument) made.argument(`<${argument.name}>`, argument.description);
  return made
    .argument('[run...]', 'ids, beginnings of ids, or names')
    .option('--filter <text>', 'all runs that fit instead, for example: val_accuracy.max > 0.97 and not tag:old')
    .action(async (...given: unknown[]) => {
      const [first, second, third] = given;
      const [text, texts, options] = (argument ? [first, second, third] : ['', first, second]) as [string, string[], SelectionOptions];
      const wanted = change(text);
      await withWorkbench(environment, options, async (workbench) =>
        finish(tell(createOutput(environment), options, await call(workbench, 'runs.edit', { runs: selectionOf(workbench, texts, options, trash === true), change: wanted }))));
    });
}

function renameCommand(environment: CliEnvironment, finish: (exitCode: number) => void): Command {
  return command('rename', 'give a run another name')
    .argument('<run>', 'its id, the beginning of its id, or its name')
    .argument('<name>', 'the new name')
    .action(async (run: string, name: string, options: CommonOptions) => {
      await withWorkbench(environment, options, async (workbench) =>
        finish(tell(createOutput(environment), options, await call(workbench, 'runs.edit', { runs: [workbench.store.runs.resolve(run)], change: { kind: 'rename', name } }))));
    });
}

function stepCommands(environment: CliEnvironment, finish: (exitCode: number) => void): Command[] {
  const steps = [
    { name: 'undo', description: 'take back the latest edit of runs, whichever window or terminal made it', method: 'edits.undo' as const },
    { name: 'redo', description: 'do again what was taken back last', method: 'edits.redo' as const },
  ];
  return steps.map(({ name, description, method }) => command(name, description).action(async (options: CommonOptions) => {
    await withWorkbench(environment, options, async (workbench) => {
      const output = createOutput(environment);
      const outcome = await call(workbench, method, null);
      if (outcome.entry === null && !options.json) output.line(`There is nothing to ${name}.`);
      else finish(tell(output, options, outcome, name === 'undo' ? 'undone' : 'redone'));
    });
  }));
}

function historyCommand(environment: CliEnvironment): Command {
  return command('history', 'list the latest edits of runs, those that undo takes back first on top').action(async (options: CommonOptions) => {
    await withWorkbench(environment, options, async (workbench) => {
      const output = createOutput(environment);
      const history = await call(workbench, 'edits.history', { limit: 50 });
      if (options.json) return output.json(history);
      if (history.entries.length === 0) output.line('No run has been edited yet.');
      for (const { at, label, undone } of history.entries) output.line(`${new Date(at).toISOString()}  ${label}${undone ? '  (undone)' : ''}`);
    });
  });
}

/** The exit code: 1 where a run was left as it was. */
function tell(output: Output, { json }: CommonOptions, outcome: EditOutcome, done = 'done'): number {
  if (json) output.json(outcome);
  else {
    output.line(outcome.entry === null ? 'nothing to change' : `${done}: ${outcome.entry.label}`);
    if (outcome.remark !== null) output.note(outcome.remark);
  }
  return outcome.remark === null ? 0 : 1;
}

function selectionOf(workbench: Workbench, texts: string[], { filter }: SelectionOptions, trash: boolean): RunSelection {
  if (filter !== undefined && texts.length > 0) throw new UsageError('Name runs, or give a --filter: not both.');
  if (filter !== undefined) return { filter, trash };
  if (texts.length === 0) throw new UsageError('Name the runs, or give a --filter that finds them.');
  return [...new Set(texts.map((text) => workbench.store.runs.resolve(text)))];
}

function colourNamed(text: string): RunColour | null {
  if (text === 'auto') return null;
  const found = runColourNames.find((name) => name === text);
  if (!found) throw new UsageError(`There is no colour ${text}; there are ${runColourNames.join(', ')}, and auto.`);
  return found;
}
