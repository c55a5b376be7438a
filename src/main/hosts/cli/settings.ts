import { Command } from 'commander';
import { api, type InputOf, type Settings } from '../../../contract/api.ts';
import { asUsage } from './as-usage.ts';
import { command } from './command.ts';
import { parseValue } from './config-paths.ts';
import { UsageError, type CliEnvironment, type CommonOptions } from './environment.ts';
import { createOutput } from './output.ts';
import { textTable, type TextColumn } from './text-table.ts';
import { call, withWorkbench } from './with-workbench.ts';

type Name = keyof Settings;

/** What windows and terminals that work on this database keep to. */
export function settingsCommand(environment: CliEnvironment): Command {
  const output = createOutput(environment);
  const settings = new Command('settings').description('what windows and terminals on this database keep to');
  settings.addCommand(command('list', 'list all settings').action(async (options: CommonOptions) => {
    const all = await withWorkbench(environment, options, (workbench) => call(workbench, 'settings.get', null));
    if (options.json) output.json(all);
    else textTable(columns, names.map((name) => ({ name, value: all[name] }))).forEach(output.line);
  }), { isDefault: true });
  settings.addCommand(command('set', 'change settings; an open window takes up workers, threads and theme when it starts next')
    .argument('<name=value...>', names.map((name) => `${name}: ${meanings[name]}`).join('; '))
    .action(async (texts: string[], options: CommonOptions) => {
      const changes = changesIn(texts);
      const all = await withWorkbench(environment, options, (workbench) => call(workbench, 'settings.set', changes).catch(asUsage));
      if (options.json) output.json(all);
      else for (const name of names) if (Object.hasOwn(changes, name)) output.line(`${name} is ${valueWords(all[name])}`);
    }));
  return settings;
}

const names = Object.keys(api['settings.set'].input.shape) as Name[];

const meanings: Record<Name, string> = {
  workers: 'how many runs train at the same time',
  threads: 'how many may compute one run',
  theme: 'how windows look: system, light or dark',
  notifications: 'whether the desktop is told when runs end: true or false',
  whenClosing: 'what becomes of runs that train when their window is closed: ask, background or stop',
  layout: 'what windows remember of their sizes and choices, as JSON; what is not named stays as it is',
};

const columns: TextColumn<{ name: Name; value: Settings[Name] }>[] = [
  { title: 'setting', cell: ({ name }) => name },
  { title: 'value', cell: ({ value }) => valueWords(value) },
  { title: 'what', cell: ({ name }) => meanings[name], whole: true },
];

/** The layout may be long: of it, how much it holds. */
function valueWords(value: Settings[Name]): string {
  if (typeof value !== 'object') return String(value);
  const entries = Object.keys(value).length;
  return `${entries} ${entries === 1 ? 'entry' : 'entries'}`;
}

/** Values are JSON where they can be read as such, else text. What they may be, the contract knows. */
function changesIn(texts: string[]): InputOf<'settings.set'> {
  return Object.fromEntries(texts.map((text) => {
    const equals = text.indexOf('=');
    if (equals < 1) throw new UsageError(`${text}: write it as NAME=VALUE, for example workers=2`);
    const name = names.find((known) => known === text.slice(0, equals));
    if (!name) throw new UsageError(`${text}: there is no such setting; there are ${names.join(', ')}`);
    return [name, parseValue(text.slice(equals + 1))];
  }));
}
