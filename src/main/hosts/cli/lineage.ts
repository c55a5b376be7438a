import type { Command } from 'commander';
import type { LineageNode } from '../../../contract/replay.ts';
import { command } from './command.ts';
import type { CliEnvironment, CommonOptions } from './environment.ts';
import { createOutput } from './output.ts';
import { call, withWorkbench } from './with-workbench.ts';

export function lineageCommand(environment: CliEnvironment): Command {
  return command('lineage', 'the forks of a run and the runs it was forked from, as a tree')
    .argument('<run>', 'its id, the beginning of its id, or its name')
    .action((text: string, options: CommonOptions) => withWorkbench(environment, options, async (workbench) => {
      const output = createOutput(environment);
      const id = workbench.store.runs.resolve(text);
      const tree = await call(workbench, 'runs.lineage', { id });
      if (options.json) output.json(tree);
      else linesOf(tree, id).forEach(output.line);
    }));
}

function linesOf(node: LineageNode, marked: string, indent = ''): string[] {
  const changes = node.changes.map(({ path, after }) => `${path}=${after === undefined ? 'none' : JSON.stringify(after)}`).join(' ');
  const at = node.epoch === null ? '' : `@${node.epoch} `;
  const line = `${indent}${at}${node.name} (${stateOf(node)})${changes && ` ${changes}`}${node.id === marked ? ' *' : ''}`;
  return [line, ...node.children.flatMap((child) => linesOf(child, marked, `${indent}  `))];
}

function stateOf({ status, epochs, trashed }: LineageNode): string {
  if (status === 'gone') return 'deleted for good';
  if (status === 'absent') return 'not in this database';
  return `${status}, ${epochs} epochs${trashed ? ', in the trash' : ''}`;
}
