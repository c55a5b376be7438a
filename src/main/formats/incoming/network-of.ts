import type { FeaturePlan } from '../../../data/feature-plan.ts';
import { NetworkError } from '../../../nn/network-error.ts';
import { describeNetwork, type LayerShape } from '../../../nn/network-shape.ts';
import type { LayerSpec, LossName } from '../../../nn/spec.ts';
import { refused } from './checked-json.ts';

/** The layers of a network that came in. Throws `unreadable` where they do not go together with loss and features. */
export function networkOf(specs: readonly LayerSpec[], { inputs, target }: FeaturePlan, loss: LossName): LayerShape[] {
  try {
    return describeNetwork(specs, inputs.length, target.task === 'regression' ? 1 : target.classes.length, loss);
  } catch (error) {
    throw error instanceof NetworkError ? refused(`The network cannot be one of ours: ${error.message}`) : error;
  }
}
