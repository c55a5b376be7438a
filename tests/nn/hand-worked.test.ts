import { describe, expect, test } from 'vitest';
import { createReferenceKernel } from '../../src/nn/kernels/reference.ts';
import { createOptimizer } from '../../src/nn/optimizers/optimizer.ts';
import { dense } from '../support/nn.ts';
import { onePass, valuesOf } from '../support/nn-pass.ts';

/*
 * Two inputs, two units, mean squared error with no activation, one row; every number can be checked on paper.
 *
 *   x = [1, 2]        W = | 0.5  -1 |      b = [0.5, 1]      target t = [2, 1]
 *                         | 0.25  2 |
 *
 * Forward, Y = X·W + b:
 *   y₀ = 0.5 + 1·0.5  + 2·0.25 = 1.5
 *   y₁ = 1   + 1·(−1) + 2·2    = 4
 *
 * Loss, a mean over one row and two outputs:
 *   ((1.5 − 2)² + (4 − 1)²) / 2 = (0.25 + 9) / 2 = 4.625
 *
 * Backward:
 *   dY = 2 (Y − T) / 2 = [−0.5, 3]
 *   dW = Xᵀ·dY = | 1·(−0.5)  1·3 | = | −0.5  3 |
 *                | 2·(−0.5)  2·3 |   | −1    6 |
 *   db = dY = [−0.5, 3]
 *   dX = dY·Wᵀ = [−0.5·0.5 + 3·(−1), −0.5·0.25 + 3·2] = [−3.25, 5.875]
 *
 * One step of gradient descent with η = 0.1:
 *   W = | 0.5 + 0.05   −1 − 0.3 | = | 0.55  −1.3 |      b = [0.55, 0.7]
 *       | 0.25 + 0.1    2 − 0.6 |   | 0.35   1.4 |
 */
const weights = [0.5, -1, 0.25, 2, 0.5, 1];

describe('a 2–2 network worked by hand', () => {
  const network = () => {
    const kernel = createReferenceKernel('float64');
    const pass = onePass(kernel, { network: [dense()], loss: 'meanSquaredError', inputs: 2, outputs: 2 }, [1, 2], [2, 1]);
    pass.setWeights(weights);
    return { kernel, pass };
  };

  test('goes forward to the loss', () => {
    const { pass } = network();
    expect(pass.learn()).toMatchObject({ loss: 4.625, prediction: [1.5, 4] });
  });

  test('goes backward to the gradients of weights, biases and input', () => {
    const { pass } = network();
    const { gradient, inputGradient } = pass.learn();
    expect([...gradient]).toEqual([-0.5, 3, -1, 6, -0.5, 3]);
    expect(inputGradient).toEqual([-3.25, 5.875]);
  });

  test('takes one step of gradient descent', () => {
    const { kernel, pass } = network();
    pass.learn();
    const { values, gradient } = pass.network;
    createOptimizer({ name: 'sgd', learningRate: 0.1 }, kernel, values.layers).update(values, gradient!, 0.1);
    const expected = [0.55, -1.3, 0.35, 1.4, 0.55, 0.7];
    pass.network.exportWeights(new Float64Array(6)).forEach((w, i) => expect(w).toBeCloseTo(expected[i]!, 14));
  });

  /*
   * The same with a ReLU and softmax cross-entropy over equal logits: x = [1, 2], W₁ = I, b₁ = [0, −3]
   *   h = relu([1, −1]) = [1, 0]; W₂ = 0, b₂ = 0: z = [0, 0], p = [½, ½]; the class is 0
   *   loss = −log ½ = log 2
   *   dz = p − y = [−½, ½];  dW₂ = hᵀ·dz = | −½ ½ |;  db₂ = [−½, ½];  dh = dz·W₂ᵀ = [0, 0], so dW₁ = 0 and db₁ = 0
   *                                        |  0 0 |
   */
  test('joins softmax and cross-entropy in one step backwards', () => {
    const kernel = createReferenceKernel('float64');
    const spec = { network: [dense(2), { layer: 'relu' as const }, dense(), { layer: 'softmax' as const }], loss: 'crossEntropy' as const, inputs: 2, outputs: 2 };
    const pass = onePass(kernel, spec, [1, 2], [0]);
    pass.setWeights([1, 0, 0, 1, 0, -3, 0, 0, 0, 0, 0, 0]);
    const { loss, prediction, gradient } = pass.learn();
    expect(loss).toBeCloseTo(Math.log(2), 15);
    expect(prediction).toEqual([0.5, 0.5]);
    expect(valuesOf(pass.network.outputs[0]!, 1)).toEqual([1, 0]);
    expect([...gradient].map((g) => g + 0)).toEqual([0, 0, 0, 0, 0, 0, -0.5, 0.5, 0, 0, -0.5, 0.5]);
  });
});
