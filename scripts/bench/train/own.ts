import type { Kernel } from '../../../src/nn/kernels/kernel.ts';
import type { TrainSpec, TrainingData } from '../../../src/nn/spec.ts';
import { train } from '../../../src/nn/train.ts';
import type { Timing } from './peer.ts';

/** One training through the app's own loop, with every metric that it computes; set-up is left out of the seconds. */
export function trainOwn(spec: TrainSpec, data: TrainingData, kernel: Kernel): Timing {
  const training = train(spec, data, { kernel });
  let next = training.next();
  const start = performance.now();
  while (!next.done) next = training.next('continue');
  const seconds = (performance.now() - start) / 1000;
  kernel.release();
  const { train_loss: trainLoss = NaN, val_loss: valLoss = null } = next.value.metrics;
  return { seconds, trainLoss, valLoss };
}
