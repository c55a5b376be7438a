import type { IncomingRunInfo, RunImportPreview } from '../../contract/files.ts';
import { describeNetwork } from '../../nn/network-shape.ts';
import type { IncomingModel } from '../formats/incoming/incoming.ts';
import type { Store } from '../store/types/store.ts';
import type { ReadRunFile } from './read-run-file.ts';

const mostShown = 200;

/** What storing a file that has been read would do. Nothing is stored. */
export function previewRunImport(store: Store, { incoming, id }: ReadRunFile): RunImportPreview {
  const outcome = (runId: string): IncomingRunInfo['outcome'] => store.records.find(runId) ?? 'new';
  if (incoming.kind === 'history') {
    const run: IncomingRunInfo = {
      name: incoming.name, outcome: outcome(id), epochs: incoming.epochs.length, metrics: incoming.metrics.map(({ name }) => name), snapshots: 0, network: null, dataSet: null,
    };
    return { kind: 'history', total: 1, runs: [run], dataSets: [], notes: incoming.notes };
  }
  if (incoming.kind !== 'capsule') {
    const run: IncomingRunInfo = {
      name: incoming.name, outcome: outcome(id), epochs: 0, metrics: Object.keys(incoming.metrics), snapshots: 1, network: networkInWords(incoming), dataSet: incoming.dataSet?.name ?? null,
    };
    return { kind: incoming.kind, total: 1, runs: [run], dataSets: [], notes: incoming.notes };
  }
  const { runs, dataSets } = incoming.capsule;
  const here = new Set(store.dataSets.list().map(({ contentSha256 }) => contentSha256));
  return {
    kind: 'capsule', total: runs.length, notes: [],
    runs: runs.slice(0, mostShown).map(({ record, snapshots, dataSet }) => ({
      name: record.name, outcome: outcome(record.id), epochs: record.epochs.length, metrics: record.metrics.map(({ name }) => name), snapshots: snapshots.length,
      network: null, dataSet: dataSets[dataSet]!.name,
    })),
    dataSets: dataSets.filter(({ table }) => table.columns.length > 0)
      .map(({ name, table, contentSha256 }) => ({ name, rows: table.rows, columns: table.columns.length, known: here.has(contentSha256) })),
  };
}

function networkInWords({ config: { network, loss }, features: { inputs, target }, weights }: IncomingModel): string {
  const outputs = target.task === 'regression' ? 1 : target.classes.length;
  const widths = describeNetwork(network, inputs.length, outputs, loss).filter(({ spec }) => spec.layer === 'dense').map(({ units }) => units);
  return `${[inputs.length, ...widths].join(' → ')}, ${weights.length} parameters`;
}
