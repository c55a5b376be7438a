import { basename } from 'node:path';
import type { Command } from 'commander';
import { AppError } from '../../../contract/errors.ts';
import { largestRunFile } from '../../../contract/files.ts';
import { createTablePredictor, type TablePredictor } from '../../../data/predict/table-predictor.ts';
import type { SavedModel } from '../../formats/saved-model.ts';
import { createDataThread } from '../../workbench/data-work/thread.ts';
import { savedModelOfFile } from '../../workbench/file-model.ts';
import { modelPredictor } from '../../workbench/model-predictor.ts';
import { savedModelOfVersion } from '../../workbench/promote.ts';
import { savedModelAt, type EpochChoice } from '../../workbench/saved-model.ts';
import type { Workbench } from '../../workbench/workbench.ts';
import { command } from './command.ts';
import { UsageError, type CliEnvironment, type CommonOptions } from './environment.ts';
import { epochNamed, epochOfModel } from './epoch-choice.ts';
import { formatBytes, formatNumber } from './numbers.ts';
import { createOutput } from './output.ts';
import { isThere, piecesOf, readWhole, sizeOf } from './read-file.ts';
import { textTable } from './text-table.ts';
import { call, withWorkbench } from './with-workbench.ts';
import { writeFileWhole } from './write-file.ts';

interface PredictOptions extends CommonOptions {
  data: string;
  at?: string;
  output?: string;
  threshold?: string;
  force?: true;
}

export function predictCommand(environment: CliEnvironment): Command {
  return command('predict', 'predict the rows of a CSV file: its columns are found by name, and others are kept')
    .argument('<model>', 'a model (NAME, NAME:VERSION, NAME@ALIAS), a run, or a model file (.json, .safetensors, .onnx)')
    .requiredOption('--data <file>', 'the rows')
    .option('--at <epoch>', 'of a run: best, last, or the number of an epoch (default: "best")')
    .option('-o, --output <file>', 'where to write them with label and probabilities; to standard output where it is left out')
    .option('--threshold <probability>', 'from which the positive of two classes is called')
    .option('--force', 'replace a file that is there')
    .action(async (reference: string, options: PredictOptions) => {
      const threshold = thresholdOf(options.threshold);
      const at = options.at === undefined ? undefined : epochNamed(options.at);
      if (options.json && options.output === undefined) throw new UsageError('--json tells of the result beside the file: name one with -o');
      const output = createOutput(environment);
      const { model, notes: read } = (await inFile(environment, reference, at)) ?? { model: await withWorkbench(environment, options, (workbench) => named(workbench, reference, at)), notes: [] };
      const kernel = modelPredictor(model);
      const predictor = createTablePredictor({ fileName: basename(options.data), plan: model.features, predict: kernel.predict, threshold });
      const ended = {} as { report?: ReturnType<TablePredictor['finish']> };
      const result = predicted(environment, options, predictor, (finished) => { ended.report = finished; });
      if (options.output !== undefined) await writeFileWhole(options.output, result, { force: options.force === true });
      else for await (const piece of result) if (!environment.stdout.write(piece)) await new Promise<void>((resolve) => { environment.stdout.once('drain', resolve); });
      const { report } = ended.report!;
      const notes = [...read, ...ended.report!.notes];
      const { classes } = model.features.target;
      if (options.json) return output.json({ rows: predictor.rows, file: options.output, metrics: report?.metrics ?? null, ratedRows: report?.rows ?? 0, classes, confusion: report?.confusion ?? null, notes });
      for (const note of notes) output.note(note);
      output.note(`predicted ${predictor.rows} rows${options.output === undefined ? '' : `, written to ${options.output}`}`);
      if (report) for (const line of reportLines(report, classes)) output.note(line);
    });
}

/** The file's result piece by piece, with progress on a terminal. A person's interrupt ends it with an error, so that nothing is left. */
async function* predicted(environment: CliEnvironment, { data }: PredictOptions, predictor: TablePredictor, ended: (finished: ReturnType<TablePredictor['finish']>) => void): AsyncGenerator<Uint8Array> {
  const { stderr } = environment;
  const total = await sizeOf(data);
  let interrupted = false;
  const stop = environment.onInterrupt(() => { interrupted = true; });
  let [bytes, shownAt] = [0, performance.now()];
  try {
    for await (const piece of piecesOf(data)) {
      if (interrupted) throw new AppError('cancelled', 'Cancelled: nothing was written.');
      const ready = predictor.write(piece);
      bytes += piece.length;
      if (stderr.isTTY && performance.now() - shownAt > 200) {
        shownAt = performance.now();
        stderr.write(`\r${formatBytes(bytes)} of ${formatBytes(total)}, ${predictor.rows} rows\u001b[K`);
      }
      if (ready.length > 0) yield ready;
    }
    const finished = predictor.finish();
    ended(finished);
    if (finished.bytes.length > 0) yield finished.bytes;
  } finally {
    if (stderr.isTTY) stderr.write('\r\u001b[K');
    stop();
  }
}

/** A capsule is looked into as well, to say what to do with it. */
const modelFile = /\.(json|safetensors|onnx|trainyard)$/i;

/** The model of a file that is there. What has no such ending is a file where it is written as a path. */
async function inFile(environment: CliEnvironment, reference: string, at: EpochChoice | undefined): Promise<{ model: SavedModel; notes: string[] } | null> {
  if (!modelFile.test(reference) && !/[\\/]/.test(reference)) return null;
  if (!(await isThere(reference))) return null;
  if (at !== undefined) throw new UsageError(`--at is for runs; ${reference} is a file, which holds a single epoch`);
  const thread = createDataThread(environment.createDataWorker);
  const stop = environment.onInterrupt(() => void thread.end());
  try {
    const { incoming } = await thread.ask('readRuns', { file: await readWhole(reference, largestRunFile), fileName: basename(reference) });
    return { model: savedModelOfFile(incoming, reference), notes: 'notes' in incoming ? incoming.notes : [] };
  } finally {
    stop();
    await thread.end();
  }
}

async function named(workbench: Workbench, reference: string, at: EpochChoice | undefined): Promise<SavedModel> {
  const { store } = workbench;
  const found = store.models.find(reference);
  if (found && at !== undefined) throw new UsageError(epochOfModel);
  if (found) return savedModelOfVersion(store.models.version(found.id, found.version));
  const replay = { weightsAt: (id: string, range: { from: number; through: number }) => call(workbench, 'runs.weightsAt', { id, ...range }) };
  try {
    return await savedModelAt({ store, replay }, store.runs.resolve(reference), at ?? 'best');
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'notFound' && error.message.startsWith('There is no run'))) throw error;
    throw new AppError('notFound', `There is no model${modelFile.test(reference) ? ', run or file' : ' or run'} ${JSON.stringify(reference.slice(0, 100))}. trainyard models and trainyard runs list those there are.`);
  }
}

function thresholdOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  const value = Number(text);
  if (!(value > 0 && value < 1)) throw new UsageError(`--threshold ${text}: write a probability between 0 and 1`);
  return value;
}

function reportLines({ rows, metrics, confusion }: NonNullable<ReturnType<TablePredictor['finish']>['report']>, classes: string[]): string[] {
  const first = `of ${rows} rows with a known target: ${Object.entries(metrics).map(([name, value]) => `${name} ${formatNumber(value)}`).join('  ')}`;
  if (!confusion || classes.length > 20) return [first];
  const lines = classes.map((name, at) => ({ name, counts: confusion.slice(at * classes.length, (at + 1) * classes.length) }));
  return [first, ...textTable([{ title: 'true \\ predicted', cell: (row: (typeof lines)[number]) => row.name },
    ...classes.map((name, at) => ({ title: name, cell: (row: (typeof lines)[number]) => String(row.counts[at]), right: true as const }))], lines)];
}
