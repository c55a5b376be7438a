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

const batches = [32, 8];
const perEpoch = batches.map((batchSize) => {
  for (let i = 0; i < 8; i++) allocated(batchSize, 200);
  return (allocated(batchSize, 300) - allocated(batchSize, 100)) / 200;
});
const steps = batches.map((batchSize) => Math.ceil(data.train.length / batchSize));
const perStep = (perEpoch[1]! - perEpoch[0]!) / (steps[1]! - steps[0]!);
process.stdout.write(JSON.stringify({ epoch: perEpoch[0], step: perStep }));

/** bytes from the first epoch to the last one */
function allocated(batchSize: number, epochs: number): number {
  const training = train(specOf({ ...one, batchSize, epochs }), data, { kernel: chooseKernel(engine).kernel });
  training.next();
  let next = training.next('continue');
  globalThis.gc!();
  const before = process.memoryUsage().heapUsed;
  while (!next.done) next = training.next('continue');
  return process.memoryUsage().heapUsed - before;
}
