import { afterEach, describe, expect, it } from 'vitest';
import type { FromWorker, ToWorker } from '../../../src/main/training/messages.ts';
import type { TrainSpec } from '../../../src/nn/spec.ts';
import { createTrainingWorker, createUnhelpfulWorker } from '../../support/training-worker.ts';
import { endless, observedQueue, trained, trainingTask, type ObservedQueue } from '../../support/training.ts';

let queue: ObservedQueue;
afterEach(() => queue.close());

/** Layers so large that they are worth sharing, for some tenths of a second. */
const large: Partial<TrainSpec> = {
  network: [
    { layer: 'dense', units: 512, init: 'heNormal' }, { layer: 'relu' },
    { layer: 'dense', units: 512, init: 'heNormal' }, { layer: 'relu' }, { layer: 'dense', init: 'heNormal' }, { layer: 'softmax' },
  ],
  batchSize: 64,
};

/** Counts the threads that a queue makes, and those that were sent to help and have not come back. */
function counting() {
  const count = { threads: 0, helping: 0 };
  const createWorker = () => {
    const worker = createTrainingWorker();
    const post = worker.postMessage.bind(worker) as (message: ToWorker) => void;
    count.threads++;
    worker.postMessage = (message: ToWorker) => {
      if (message.kind === 'help') count.helping++;
      post(message);
    };
    worker.on('message', (message: FromWorker) => {
      if (message.kind === 'helped') count.helping--;
    });
    return worker;
  };
  return { count, createWorker };
}

describe('threads that help with a training', () => {
  it.each([2, 8])('give the same chain as one thread when there are %i', async (threads) => {
    const { count, createWorker } = counting();
    queue = observedQueue({ createWorker, threads });
    queue.add(trainingTask('shared', { ...large, epochs: 20 }));
    const shared = trained(await queue.end('shared'));
    queue.share(1);
    queue.add(trainingTask('alone', { ...large, epochs: 20 }));
    expect(shared.chain).toBe(trained(await queue.end('alone')).chain);
    expect(count.threads).toBe(threads);
  });

  it('are not sent for where the layers are small', async () => {
    const { count, createWorker } = counting();
    queue = observedQueue({ createWorker, threads: 4 });
    queue.add(trainingTask('small', { epochs: 20 }));
    await queue.end('small');
    expect(count.threads).toBe(1);
  });

  it('are used again by the next run', async () => {
    const { count, createWorker } = counting();
    queue = observedQueue({ createWorker, threads: 2 });
    for (const run of 'abcdefgh') {
      queue.add(trainingTask(run, { ...large, epochs: 1 }));
      await queue.end(run);
      await expect.poll(() => count.helping).toBe(0);
    }
    expect(count.threads).toBe(2);
  });

  it('leave when the run is paused and stopped', async () => {
    queue = observedQueue({ threads: 2 });
    queue.add(trainingTask('a', { ...large, ...endless }));
    await queue.event('a', 'epochs');
    queue.pause('a');
    await queue.event('a', 'paused');
    queue.stop('a');
    expect((await queue.end('a')).kind).toBe('stopped');
  });

  it('fail the run with a sentence when one dies at work, and the queue goes on', async () => {
    queue = observedQueue({ createWorker: () => createUnhelpfulWorker('at work'), threads: 2 });
    queue.add(trainingTask('a', { ...large, ...endless }));
    expect(await queue.end('a')).toEqual({ kind: 'failed', message: expect.stringContaining('A thread that helped with this training has died.') });
    queue.add(trainingTask('small'));
    expect((await queue.end('small')).kind).toBe('completed');
  });

  it('are done without when they die on the way', async () => {
    queue = observedQueue({ createWorker: () => createUnhelpfulWorker('on the way'), threads: 3 });
    queue.add(trainingTask('a', { ...large, epochs: 10 }));
    expect((await queue.end('a')).kind).toBe('completed');
  });
});
