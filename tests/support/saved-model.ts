import { createHash } from 'node:crypto';
import { runConfig, type RunConfigInput } from '../../src/contract/run-config.ts';
import { builtIns } from '../../src/data/built-ins.ts';
import { prepare, type Prepared } from '../../src/data/prepare.ts';
import type { Table } from '../../src/data/table.ts';
import type { SavedModel } from '../../src/main/formats/saved-model.ts';
import { createReferenceKernel } from '../../src/nn/kernels/reference.ts';
import { describeNetwork } from '../../src/nn/network-shape.ts';
import { createPredictor } from '../../src/nn/predictor.ts';
import { createGenerator } from '../../src/nn/random.ts';

export interface ModelAndData {
  model: SavedModel;
  table: Table;
  /** every row of the table, prepared, and what the core predicts for it: `[rows, outputs]` */
  prepared: Prepared;
  predictions: Float32Array;
}

export function builtInTable(name: string): { table: Table; target: string } {
  const found = builtIns.find((builtIn) => builtIn.name === name)!;
  return { table: found.load(), target: found.target };
}

/** A model with random weights: what a format must carry over does not depend on whether they have learned. */
export function savedModel(table: Table, target: string, input: RunConfigInput = {}): ModelAndData {
  const config = runConfig.parse({ ...input, data: { ...input.data, target } });
  const prepared = prepare(table, config.data, { loss: config.loss, target });
  const { inputs, outputs, x } = prepared.data;
  const network = describeNetwork(config.network, inputs, outputs, config.loss);
  const chance = createGenerator(3, 'saved model');
  const weights = Float32Array.from({ length: network.reduce((sum, layer) => sum + layer.parameters, 0) }, () => 0.4 * chance.normal());
  const predictor = createPredictor(createReferenceKernel(), { network: config.network, loss: config.loss, inputs, outputs });
  predictor.setWeights(weights);
  const model: SavedModel = {
    name: 'best <of> all', run: { id: 'run-1', name: 'a "run"' }, epoch: 7, createdAt: 1_700_000_000_000, config,
    dataSet: { name: 'a table', contentSha256: 'abc' }, arithmetic: 'test-1', network, weights,
    weightsSha256: createHash('sha256').update(new Uint8Array(weights.buffer)).digest('hex'),
    features: prepared.features, metrics: { val_loss: 0.25, val_roc_auc: Number.NaN },
  };
  return { model, table, prepared, predictions: predictor.predict(x, table.rows) };
}
