import type { InitializerName, LayerSpec, TrainingData, TrainSpec } from '../../../src/nn/spec.ts';
import { stream, type Stream } from './chance.ts';
import { f, fma, mapped, matrix, type Matrix } from './float32.ts';
import { activation, dense, dropout, type Dense, type Layer } from './layers.ts';
import { losses } from './losses.ts';
import { updateOf } from './updates.ts';

/**
 * A training by the decision note on arithmetic alone, plain and slow. It shares no code with the network core; the note
 * is what both have in common. Returns the final weights in public order.
 */
export function trainByTheNote(spec: TrainSpec, data: TrainingData): Float32Array {
  const layers = build(spec, data);
  const parameters = layers.flatMap((layer) => layer.dense ?? []);
  const slots = parameters.map(({ W, b }) => [...W, b].map((row) => row.map((): [number, number] => [0, 0])));
  const order = stream(spec.seed, 'shuffle');
  const lossOf = losses[spec.loss];
  const plateau = { held: 1, best: Infinity, wait: 0 };
  const stopping = { best: Infinity, wait: 0, weights: new Float32Array() };
  let step = 0;

  const pass = (rows: number[], learning: boolean) => {
    const z = layers.reduce((y, layer) => layer.forward(y, learning), rowsOf(data.x, data.inputs, rows));
    return lossOf(z, rowsOf(data.y, data.y.length / (data.x.length / data.inputs), rows));
  };

  for (let epoch = 1; epoch <= spec.epochs; epoch++) {
    const rate = rateOf(spec, epoch, plateau.held);
    const list = [...data.train];
    if (spec.shuffle) order.shuffle(list);
    for (const batch of pieces(list, spec.batchSize)) {
      step++;
      layers.reduceRight((d, layer) => layer.backward(d), pass(batch, true).gradient);
      penalize(parameters, spec.penalties);
      clip(parameters, spec.clipNorm);
      const update = updateOf(spec.optimizer, rate, step);
      parameters.forEach((own, i) => {
        own.W = mapped(own.W, (w, k, n) => update(w, own.dW[k]![n]!, slots[i]![k]![n]!));
        own.b = own.b.map((w, n) => update(w, own.db[n]!, slots[i]!.at(-1)![n]!));
      });
    }
    if (spec.schedule.name !== 'plateau' && !spec.earlyStopping) continue;

    const terms = spec.loss === 'meanSquaredError' ? data.outputs : 1;
    const loss = pieces([...data.validation], 256).reduce((sum, rows) => sum + pass(rows, false).sum, 0) / (data.validation.length * terms);
    if (spec.schedule.name === 'plateau') {
      const better = loss < plateau.best;
      plateau.best = better ? loss : plateau.best;
      plateau.wait = better ? 0 : plateau.wait + 1;
      if (plateau.wait >= Math.max(1, spec.schedule.patience)) Object.assign(plateau, { held: plateau.held * spec.schedule.factor, wait: 0 });
    }
    if (spec.earlyStopping) {
      const better = loss < stopping.best - spec.earlyStopping.minDelta;
      if (better) Object.assign(stopping, { best: loss, wait: 0, weights: inPublicOrder(parameters) });
      else if (++stopping.wait >= Math.max(1, spec.earlyStopping.patience)) break;
    }
  }
  return spec.earlyStopping?.restoreBest ? stopping.weights : inPublicOrder(parameters);
}

function build({ network, loss, seed }: TrainSpec, { inputs, outputs }: TrainingData): Layer[] {
  let width = inputs;
  const layers = network.map((spec, at): Layer => {
    if (spec.layer === 'dropout') return dropout(spec.rate, stream(seed, `dropout/${at}`));
    if (spec.layer !== 'dense') return spec.layer === 'softmax' ? { forward: (x) => x, backward: (d) => d } : activation(spec);
    const before = width;
    width = spec.units ?? (loss === 'binaryCrossEntropy' ? 1 : outputs);
    const draw = drawing(spec.init, before, width, stream(seed, `weights/${at}`));
    return dense(matrix(before, width, () => f(draw())), width);
  });
  // The last layer of a classifier is taken together with its loss.
  return isClassifier(network) ? layers.slice(0, -1) : layers;
}

const isClassifier = (network: LayerSpec[]): boolean => network.at(-1)!.layer !== 'dense';

function drawing(init: InitializerName, inputs: number, units: number, chance: Stream): () => number {
  const mean = init.startsWith('he') ? inputs : inputs + units;
  if (init.endsWith('Normal')) return () => Math.sqrt(2 / mean) * chance.normal();
  return () => Math.sqrt(6 / mean) * (2 * chance.uniform() - 1);
}

function rateOf({ schedule, optimizer, epochs }: TrainSpec, epoch: number, held: number): number {
  const rate = optimizer.learningRate;
  const t = Math.max(0, epoch - 1 - schedule.warmup);
  const low = 'minimum' in schedule ? Math.min(schedule.minimum, rate) : 0;
  const scheduled = {
    constant: () => rate,
    step: () => rate * ('every' in schedule ? schedule.factor ** Math.floor(t / schedule.every) : 1),
    exponential: () => rate * ('factor' in schedule ? schedule.factor ** t : 1),
    cosine: () => low + ((rate - low) * (1 + Math.cos((Math.PI * t) / Math.max(1, epochs - schedule.warmup)))) / 2,
    plateau: () => Math.max(rate * held, low),
  }[schedule.name]();
  return epoch < schedule.warmup ? (scheduled * epoch) / schedule.warmup : scheduled;
}

function penalize(parameters: Dense[], penalties: TrainSpec['penalties']): void {
  const [l1, l2] = [f(penalties.l1), f(penalties.l2)];
  if (!(l1 > 0 || l2 > 0)) return;
  for (const own of parameters) {
    own.dW = mapped(own.dW, (g, k, n) => {
      const w = own.W[k]![n]!;
      return f(fma(l2, w, g) + (w > 0 ? l1 : w < 0 ? -l1 : 0));
    });
  }
}

function clip(parameters: Dense[], clipNorm: number | null): void {
  if (clipNorm === null) return;
  const l = Array.from({ length: 8 }, () => 0);
  const add = (g: number, n: number) => void (l[n % 8] = l[n % 8]! + g * g);
  for (const { dW, db } of parameters) {
    for (const panel of pieces(db.map((_, n) => n), 8)) for (const row of dW) for (const n of panel) add(row[n]!, n);
    db.forEach(add);
  }
  const norm = Math.sqrt(l[0]! + l[1]! + (l[2]! + l[3]!) + (l[4]! + l[5]! + (l[6]! + l[7]!)));
  if (!(norm > clipNorm)) return;
  const factor = f(clipNorm / norm);
  for (const own of parameters) {
    own.dW = mapped(own.dW, (g) => f(g * factor));
    own.db = own.db.map((g) => f(g * factor));
  }
}

const inPublicOrder = (parameters: Dense[]): Float32Array => Float32Array.from(parameters.flatMap(({ W, b }) => [...W.flat(), ...b]));

const pieces = <T>(list: T[], size: number): T[][] => Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size));

const rowsOf = (flat: Float32Array, width: number, rows: number[]): Matrix => rows.map((row) => Array.from(flat.subarray(row * width, (row + 1) * width)));
