import type { ExportFormatName, FileKind, RunImportReport } from '../../contract/files.ts';
import { formatPlural } from './numbers.ts';

export const formatTitles: Record<ExportFormatName, string> = {
  onnx: 'ONNX', safetensors: 'safetensors', json: 'JSON', js: 'JavaScript module', html: 'HTML page',
  'history-csv': 'History as CSV', 'history-json': 'History as JSON', tensorboard: 'TensorBoard', capsule: 'Capsule',
};

export const kindTitles: Record<FileKind, string> = {
  capsule: 'Capsule of runs', json: 'Model of Trainyard', safetensors: 'Model with its config', onnx: 'ONNX model', history: 'History of metrics',
};

/** `2 runs added, 1 run was here already.` */
export function reportLine({ runs, dataSets }: RunImportReport): string {
  const count = (outcome: RunImportReport['runs'][number]['outcome']) => runs.filter((run) => run.outcome === outcome).length;
  const said = [
    [count('added'), 'added'], [count('completed'), 'completed'], [count('kept'), 'here already'],
  ].flatMap(([some, what]) => ((some as number) > 0 ? [`${formatPlural(some as number, 'run')} ${what}`] : []));
  return `${[...said, ...(dataSets.length > 0 ? [`${formatPlural(dataSets.length, 'data set')} added`] : [])].join(', ')}.`;
}
