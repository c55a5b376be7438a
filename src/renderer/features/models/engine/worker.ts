import type { ModelForm } from '../../../../contract/models.ts';
import { cellEncoder } from '../../../../data/explain/cells.ts';
import { contributionsOf } from '../../../../data/explain/contributions.ts';
import { smallestChanges } from '../../../../data/explain/smallest-change.ts';
import { DataError } from '../../../../data/errors.ts';
import { createTablePredictor, type TablePredictor } from '../../../../data/predict/table-predictor.ts';
import { chooseKernel } from '../../../../nn/arithmetic.ts';
import { calledClass } from '../../../../nn/metrics/prediction-score.ts';
import { NetworkError } from '../../../../nn/network-error.ts';
import { createPathGradients } from '../../../../nn/path-gradients.ts';
import { createPredictor } from '../../../../nn/predictor.ts';
import type { Answer, Question, Work, WorkName } from './messages.ts';

/** Computes with one model, off the window's thread. */
type Doers = { [Name in WorkName]: (input: Work[Name]['input']) => Work[Name]['output'] };

let doers: Omit<Doers, 'open'> | null = null;

self.addEventListener('message', ({ data }: MessageEvent<Question>) => {
  let reply: Answer;
  try {
    reply = { id: data.id, ok: true, value: answer(data) };
  } catch (error) {
    reply = { id: data.id, ok: false, message: error instanceof DataError || error instanceof NetworkError ? error.message : `The model could not be computed: ${String(error)}` };
  }
  self.postMessage(reply);
});

function answer({ name, input }: Question): Work[WorkName]['output'] {
  if (name === 'open') {
    doers = opened(input.form);
    return null;
  }
  if (!doers) throw new Error('no model is open');
  return (doers[name] as (given: unknown) => Work[WorkName]['output'])(input);
}

function opened({ features, config, weights: bytes, facts }: ModelForm): Omit<Doers, 'open'> {
  const { task, classes } = features.target;
  const outputs = task === 'regression' ? 1 : classes.length;
  const spec = { network: config.network, loss: config.loss, inputs: features.inputs.length, outputs };
  const weights = new Float32Array(bytes.slice().buffer);
  const predictor = createPredictor(chooseKernel().kernel, spec);
  predictor.setWeights(weights);
  const gradients = createPathGradients(spec, weights);
  const encode = cellEncoder(features);
  let table: TablePredictor | null = null;
  const begun = (): TablePredictor => {
    if (!table) throw new Error('no table was begun');
    return table;
  };
  return {
    row: ({ cells }) => predictor.predict(encode(cells), 1),
    explain({ cells, output, threshold }) {
      const call = (x: Float32Array, rows: number) => {
        const values = predictor.predict(x, rows);
        return Int32Array.from({ length: rows }, (_, row) => calledClass(values, row * outputs, outputs, threshold));
      };
      return {
        contributions: contributionsOf(gradients, features, facts.columns, cells, output),
        changes: task === 'regression' ? [] : smallestChanges({ plan: features, facts: facts.columns, call }, cells),
      };
    },
    begin({ fileName, threshold }) {
      table = createTablePredictor({ fileName, plan: features, predict: predictor.predict, threshold });
      return null;
    },
    write({ bytes: piece }) {
      const done = begun().write(piece);
      return { bytes: done, rows: begun().rows };
    },
    finish() {
      const finished = begun().finish();
      return { ...finished, rows: begun().rows };
    },
  };
}
