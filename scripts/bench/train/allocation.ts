import { tuneEngine } from '../../../src/main/training/engine.ts';
import { chooseKernel } from '../../../src/nn/arithmetic.ts';
import { train } from '../../../src/nn/train.ts';
import { cases, specOf } from './cases.ts';

/**
 * A program for a process of its own: prints, as JSON, the bytes that a training allocates on the heap of JavaScript for an
 * epoch and for a step of it, once its code is compiled. Start it with a young generation so large that nothing is
 * collected in between.
 */
const engine = tuneEngine();
const one = cases.find(({ name }) => name === 'small')!;
const data = one.load();

/** So many that what the engine allocates once, when it compiles something anew, is far below a byte a step. */
const epochs = 2000;
/** A rate so small that no weight moves: else batches of two sizes also differ in what their epochs find to sort and to copy. */
const still = 1e-30;
const batches = [32, 8];
const [fewSteps, manySteps] = batches.map((batchSize) => perEpoch(batchSize, epochs, still));
const steps = batches.map((batchSize) => Math.ceil(data.train.length / batchSize));
const perStep = (manySteps! - fewSteps!) / (steps[1]! - steps[0]!);
process.stdout.write(JSON.stringify({ epoch: perEpoch(batches[0]!, 200), step: perStep }));

/** bytes an epoch, by so many of them, once the code is compiled */
function perEpoch(batchSize: number, measured: number, learningRate?: number): number {
  for (let i = 0; i < 8; i++) allocated(batchSize, 200, learningRate);
  return (allocated(batchSize, 100 + measured, learningRate) - allocated(batchSize, 100, learningRate)) / measured;
}

/** bytes from the first epoch to the last one */
function allocated(batchSize: number, count: number, learningRate?: number): number {
  const spec = specOf({ ...one, batchSize, epochs: count });
  if (learningRate !== undefined) spec.optimizer.learningRate = learningRate;
  const training = train(spec, data, { kernel: chooseKernel(engine).kernel });
  training.next();
  let next = training.next('continue');
  globalThis.gc!();
  const before = process.memoryUsage().heapUsed;
  while (!next.done) next = training.next('continue');
  return process.memoryUsage().heapUsed - before;
}
