import type { Command } from 'commander';
import { AppError } from '../../../contract/errors.ts';
import { exportFormatNames, exportFormats, mostCapsuleRuns, type ExportFormatName, type ModelFormatName } from '../../../contract/files.ts';
import type { Workbench } from '../../workbench/workbench.ts';
import { command } from './command.ts';
import { UsageError, type CliEnvironment, type CommonOptions } from './environment.ts';
import { epochNamed, epochOfModel } from './epoch-choice.ts';
import { createOutput } from './output.ts';
import { exportVersion } from './model-export.ts';
import { call, withWorkbench } from './with-workbench.ts';
import { writeFileWhole } from './write-file.ts';

interface ExportOptions extends CommonOptions {
  at: string;
  format: string;
  output: string;
  force?: true;
}

export function exportCommand(environment: CliEnvironment): Command {
  return command('export', 'write a trained model, a history of metrics or whole runs to a file')
    .argument('<run...>', 'its id, the beginning of its id, or its name; several for a capsule; or a model: NAME, NAME:VERSION, NAME@ALIAS')
    .requiredOption('--format <format>', exportFormatNames.map((name) => `${name} (${exportFormats[name].says})`).join(', '))
    .requiredOption('-o, --output <file>', 'where to write it')
    .option('--at <epoch>', 'of a model: best, last, or the number of an epoch', 'best')
    .option('--force', 'replace a file that is there')
    .action(async (texts: string[], options: ExportOptions) => {
      const output = createOutput(environment);
      const format = formatNamed(options.format);
      const at = epochNamed(options.at);
      if (texts.length > mostCapsuleRuns) throw new UsageError(`a capsule holds ${mostCapsuleRuns} runs at most`);
      const written = await withWorkbench(environment, options, async (workbench) => {
        const { store, exportRun } = workbench;
        const model = await modelMeant(workbench, texts, format);
        if (model) {
          if (options.at !== 'best') throw new UsageError(epochOfModel);
          await exportVersion(workbench, model, format as ModelFormatName, options, output);
          return null;
        }
        const ids = texts.map((text) => store.runs.resolve(text));
        const file = await exportRun({ ids, format, at });
        const bytes = await writeFileWhole(options.output, file.pieces, { force: options.force === true });
        return { ids, bytes, ...file };
      });
      if (written === null) return;
      const { ids, run, epoch, bytes, weightsSha256 } = written;
      const model = epoch === null ? {} : { epoch, weightsSha256 };
      if (options.json) output.json({ run: ids[0], ...(ids.length > 1 ? { runs: ids } : {}), ...model, format, bytes, file: options.output });
      else output.line(`Wrote ${options.output}: ${run}${epoch === null ? '' : ` at epoch ${epoch}`}, ${bytes} bytes.`);
    });
}

/** A run comes first; what is none may be a model. */
async function modelMeant(workbench: Workbench, texts: readonly string[], format: ExportFormatName): Promise<{ id: string; version: number } | null> {
  const [reference] = texts;
  if (texts.length !== 1 || reference === undefined || exportFormats[format].holds !== 'model') return null;
  try {
    workbench.store.runs.resolve(reference);
    return null;
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'notFound')) throw error;
    return call(workbench, 'models.find', { reference });
  }
}

function formatNamed(text: string): ExportFormatName {
  const name = exportFormatNames.find((known) => known === text);
  if (!name) throw new UsageError(`--format ${text}: there is no such format; there are ${exportFormatNames.join(', ')}`);
  return name;
}
