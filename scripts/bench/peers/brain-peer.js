import brain from 'brain.js';
import manifest from 'brain.js/package.json' with { type: 'json' };
import { servePeer } from './node-peer.ts';

/**
 * brain.js, which learns row by row, with one activation for all layers and the squared error: not the same work, but
 * what its users get for as many epochs over the same rows.
 */
await servePeer(manifest.version, ({ sizes, epochs, x, y, validationX, validationY }) => {
  const width = sizes[0];
  const row = (values, i) => Array.from(values.subarray(i * width, (i + 1) * width));
  const rows = Array.from(y, (label, i) => ({ input: row(x, i), output: sizes.at(-1) === 2 ? [label] : Array.from({ length: sizes.at(-1) }, (_, k) => Number(k === label)) }));
  const network = new brain.NeuralNetwork({ hiddenLayers: sizes.slice(1, -1), activation: 'sigmoid', learningRate: 0.1 });
  const start = performance.now();
  let error = NaN;
  if (validationY.length) {
    for (let epoch = 0; epoch < epochs; epoch++) {
      ({ error } = network.train(rows, { iterations: 1, errorThresh: 1e-12 }));
      for (let i = 0; i < validationY.length; i++) network.run(row(validationX, i));
    }
  } else ({ error } = network.train(rows, { iterations: epochs, errorThresh: 1e-12 }));
  return { seconds: (performance.now() - start) / 1000, trainLoss: error, valLoss: null };
});
