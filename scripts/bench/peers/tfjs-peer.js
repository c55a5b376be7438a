import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { servePeer } from './node-peer.ts';

/** TensorFlow.js on its WebAssembly backend, by `model.fit`. */
await tf.setBackend('wasm');
await tf.ready();

await servePeer(tf.version.tfjs, async ({ sizes, batchSize, epochs, x, y, validationX, validationY }) => {
  const model = tf.sequential();
  sizes.slice(1).forEach((units, i) => {
    const activation = i === sizes.length - 2 ? 'softmax' : 'relu';
    model.add(tf.layers.dense({ units, activation, kernelInitializer: 'heNormal', ...(i === 0 ? { inputShape: [sizes[0]] } : {}) }));
  });
  model.compile({ optimizer: tf.train.adam(1e-3, 0.9, 0.999, 1e-7), loss: 'categoricalCrossentropy' });
  const rows = (values) => tf.tensor2d(values, [values.length / sizes[0], sizes[0]]);
  const classes = (values) => tf.oneHot(tf.tensor1d(Int32Array.from(values), 'int32'), sizes.at(-1));
  const validationData = validationY.length ? [rows(validationX), classes(validationY)] : undefined;
  const [inputs, targets] = [rows(x), classes(y)];
  const start = performance.now();
  const { history } = await model.fit(inputs, targets, { batchSize, epochs, shuffle: true, verbose: 0, validationData, yieldEvery: 'never' });
  const seconds = (performance.now() - start) / 1000;
  return { seconds, trainLoss: history.loss.at(-1), valLoss: history.val_loss?.at(-1) ?? null };
});
