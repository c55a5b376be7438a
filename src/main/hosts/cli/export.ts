import type { Command } from 'commander';
import { modelFormatNames, modelFormats, type ModelFormatName } from '../../formats/model-formats.ts';
import { savedModelOf, type EpochChoice } from '../../workbench/saved-model.ts';
import { command } from './command.ts';
import { UsageError, type CliEnvironment, type CommonOptions } from './environment.ts';
import { createOutput } from './output.ts';
import { withWorkbench } from './with-workbench.ts';
import { writeFileWhole } from './write-file.ts';

interface ExportOptions extends CommonOptions {
  at: string;
  format: string;
  output: string;
  force?: true;
}

export function exportCommand(environment: CliEnvironment): Command {
  return command('export', 'write a trained model to a file')
    .argument('<run>', 'its id, the beginning of its id, or its name')
    .requiredOption('--format <format>', modelFormatNames.map((name) => `${name} (${modelFormats[name].says})`).join(', '))
    .requiredOption('-o, --output <file>', 'where to write it')
    .option('--at <epoch>', 'best, last, or the number of an epoch', 'best')
    .option('--force', 'replace a file that is there')
    .action(async (text: string, options: ExportOptions) => {
      const output = createOutput(environment);
      const format = formatNamed(options.format);
      const at = epochNamed(options.at);
      const model = await withWorkbench(environment, options, ({ store }) => Promise.resolve(savedModelOf(store, store.runs.resolve(text), at)));
      const content = modelFormats[format].write(model);
      await writeFileWhole(options.output, content, { force: options.force === true });
      if (options.json) output.json({ run: model.run.id, epoch: model.epoch, format, bytes: content.length, file: options.output, weightsSha256: model.weightsSha256 });
      else output.line(`Wrote ${options.output}: ${model.run.name} at epoch ${model.epoch}, ${content.length} bytes.`);
    });
}

function formatNamed(text: string): ModelFormatName {
  const name = modelFormatNames.find((known) => known === text);
  if (!name) throw new UsageError(`--format ${text}: there is no such format; there are ${modelFormatNames.join(', ')}`);
  return name;
}

function epochNamed(text: string): EpochChoice {
  if (text === 'best' || text === 'last') return text;
  if (!/^\d{1,9}$/.test(text)) throw new UsageError(`--at ${text}: write best, last, or the number of an epoch`);
  return Number(text);
}
