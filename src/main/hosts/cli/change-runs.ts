import type { Command } from 'commander';
import type { MethodName } from '../../../contract/api.ts';
import { command } from './command.ts';
import type { CliEnvironment, CommonOptions } from './environment.ts';
import { createOutput } from './output.ts';
import { call, withWorkbench } from './with-workbench.ts';

interface Change {
  name: string;
  description: string;
  method: Extract<MethodName, 'runs.pause' | 'runs.stop'>;
  /** what is told afterwards, before the runs' number; also the key in the JSON */
  done: string;
}

const changes: Change[] = [
  { name: 'pause', description: 'pause runs, whichever process trains them', method: 'runs.pause', done: 'pausing' },
  { name: 'stop', description: 'stop runs and keep them, whichever process trains them', method: 'runs.stop', done: 'stopping' },
];

/** The commands that do one thing to a list of runs. */
export function changeCommands(environment: CliEnvironment): Command[] {
  return changes.map(({ name, description, method, done }) =>
    command(name, description)
      .argument('<run...>', 'ids, beginnings of ids, or names')
      .action(async (texts: string[], options: CommonOptions) => {
        const output = createOutput(environment);
        await withWorkbench(environment, options, async (workbench) => {
          const ids = [...new Set(texts.map((text) => workbench.store.runs.resolve(text)))];
          await call(workbench, method, { ids });
          if (options.json) output.json({ [done]: ids });
          else output.line(`${done} ${ids.length === 1 ? '1 run' : `${ids.length} runs`}`);
        });
      }));
}
