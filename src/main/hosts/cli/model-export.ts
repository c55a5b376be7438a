import type { Command } from 'commander';
import { exportFormats, modelFormatNames, type ModelFormatName } from '../../../contract/files.ts';
import type { Workbench } from '../../workbench/workbench.ts';
import { command } from './command.ts';
import { UsageError, type CliEnvironment, type CommonOptions } from './environment.ts';
import { modelNamed } from './model-named.ts';
import { createOutput, type Output } from './output.ts';
import { withWorkbench } from './with-workbench.ts';
import { writeFileWhole } from './write-file.ts';

interface ModelExportOptions extends CommonOptions {
  format: string;
  output: string;
  force?: true;
}

export function modelExportCommand(environment: CliEnvironment): Command {
  return command('export', 'write a version of a model to a file')
    .argument('<model>', 'NAME for the latest version, NAME:VERSION or NAME@ALIAS')
    .requiredOption('--format <format>', modelFormatNames.map((name) => `${name} (${exportFormats[name].says})`).join(', '))
    .requiredOption('-o, --output <file>', 'where to write it')
    .option('--force', 'replace a file that is there')
    .action(async (reference: string, options: ModelExportOptions) => {
      const format = modelFormatNamed(options.format);
      const output = createOutput(environment);
      await withWorkbench(environment, options, async (workbench) => exportVersion(workbench, await modelNamed(workbench, reference), format, options, output));
    });
}

/** Writes a version to the file of the options and tells of it. */
export async function exportVersion(
  { exportModel, store }: Workbench, model: { id: string; version: number }, format: ModelFormatName, options: Omit<ModelExportOptions, 'format'>, output: Output,
): Promise<void> {
  const { epoch, weightsSha256, pieces } = exportModel({ model, format });
  const bytes = await writeFileWhole(options.output, pieces, { force: options.force === true });
  const { name } = store.models.detail(model.id);
  if (options.json) output.json({ model: model.id, name, version: model.version, epoch, weightsSha256, format, bytes, file: options.output });
  else output.line(`Wrote ${options.output}: ${name}:${model.version}, ${bytes} bytes.`);
}

function modelFormatNamed(text: string): ModelFormatName {
  const name = modelFormatNames.find((known) => known === text);
  if (!name) throw new UsageError(`--format ${text}: there is no such format of models; there are ${modelFormatNames.join(', ')}`);
  return name;
}
