import { chooseKernel } from '../../nn/arithmetic.ts';
import { createPredictor, type Predictor } from '../../nn/predictor.ts';
import type { SavedModel } from '../formats/saved-model.ts';
import { tuneEngine } from '../training/engine.ts';

/** A saved model with its weights in the fast kernel's memory. */
export function modelPredictor({ config, features, weights }: SavedModel): Predictor {
  const outputs = features.target.task === 'regression' ? 1 : features.target.classes.length;
  const predictor = createPredictor(chooseKernel(tuneEngine()).kernel, { network: config.network, loss: config.loss, inputs: features.inputs.length, outputs });
  predictor.setWeights(weights);
  return predictor;
}
