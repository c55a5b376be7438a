import { basename } from 'node:path';
import type { Command } from 'commander';
import { largestRunFile, type RunImportReport } from '../../../contract/files.ts';
import { command } from './command.ts';
import type { CliEnvironment, CommonOptions } from './environment.ts';
import { createOutput } from './output.ts';
import { readWhole } from './read-file.ts';
import { withWorkbench } from './with-workbench.ts';

export function importCommand(environment: CliEnvironment): Command {
  return command('import', 'take in runs, models and histories: capsules, our JSON, safetensors, ONNX, CSV with a column "epoch", TensorBoard event files')
    .argument('<file...>', 'the files; tables are imported by "data import"')
    .action(async (files: string[], options: CommonOptions) => {
      const output = createOutput(environment);
      const reports = await withWorkbench(environment, options, async ({ importRuns }) => {
        const done: (RunImportReport & { file: string })[] = [];
        const cancelled = new AbortController();
        const stop = environment.onInterrupt(() => cancelled.abort());
        try {
          for (const file of files) done.push({ file, ...(await importRuns(await readWhole(file, largestRunFile), basename(file), cancelled.signal)) });
        } finally {
          stop();
        }
        return done;
      });
      if (options.json) return output.json(files.length === 1 ? reports[0] : reports);
      for (const { file, runs, dataSets, notes } of reports) {
        for (const { id, name, outcome, added, conflicts } of runs) {
          output.line(`${file}: ${says[outcome]} the run "${name}" (${id})${added.length > 0 ? `: ${added.join('; ')}` : ''}.`);
          conflicts.forEach((conflict) => output.note(`kept as it is here: ${conflict}`));
        }
        for (const { name } of dataSets) output.line(`${file}: added the data set "${name}".`);
        notes.forEach(output.note);
      }
    });
}

const says = { added: 'added', completed: 'completed', kept: 'nothing was missing of' } as const;
