import { runConfig } from '../../../src/contract/run-config.ts';
import { openStore } from '../../../src/main/store/open.ts';
import { ensureBuiltIns } from '../../../src/main/workbench/built-in-data-sets.ts';

/** Ended runs with curves like those of a training: some long, the others a tenth of that. The same each time. */
export async function makeChartDatabase(path: string, { longRuns, longEpochs, allRuns }: { longRuns: number; longEpochs: number; allRuns: number }): Promise<void> {
  const store = await openStore(path);
  ensureBuiltIns(store, () => {});
  const dataSetId = store.dataSets.get('wdbc').id;
  const experimentId = store.experiments.ensure('charts');
  const rows = { train: Uint32Array.of(0), validation: Uint32Array.of(1), test: new Uint32Array() };
  let state = 1;
  const noise = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647 - 0.5;
  for (let run = 0; run < allRuns; run++) {
    const epochs = run < longRuns ? longEpochs : longEpochs / 10;
    const numbers = Array.from({ length: epochs }, (_, at) => at + 1);
    const config = runConfig.parse({ epochs, seed: run, optimizer: { name: 'adam', learningRate: 0.001 * (1 + (run % 20)) } });
    const { id } = store.runs.create({ name: `run ${run}`, tags: [], experimentId, dataSetId, arithmetic: 'bench', config });
    store.leases.take(id);
    store.runs.start(id, { parameters: 1394, rows, classes: ['B', 'M'], features: {} });
    const loss = numbers.map((epoch) => 0.04 + (0.6 + run / 1000) / (1 + (epoch * (1 + (run % 7))) / 900) + 0.03 * noise());
    store.points.append([{ runId: id, epochs: numbers, steps: numbers.map((epoch) => epoch * 15), bestEpoch: epochs, trainSeconds: epochs / 100, values: { val_loss: loss, val_accuracy: loss.map((value) => 1 - value / 2) } }]);
    store.runs.end(id, { status: 'completed', stopReason: 'epochs', error: null, weightsSha256: null, chain: null, bestEpoch: epochs, trainSeconds: epochs / 100 });
    store.leases.release(id);
  }
  store.close();
}
