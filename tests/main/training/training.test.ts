import { afterEach, describe, expect, it } from 'vitest';
import { sha256, startChain, toHex } from '../../../src/main/training/chain.ts';
import { decodeKeyframe } from '../../../src/main/training/keyframe.ts';
import { endless, observedQueue, trained, trainingTask, xor, type ObservedQueue } from '../../support/training.ts';

let queue: ObservedQueue;
afterEach(() => queue.close());

describe('a training in a worker', () => {
  it('reports what it found out, every epoch once and in order, and its end', async () => {
    queue = observedQueue();
    queue.add(trainingTask('a', { epochs: 5 }));
    const end = trained(await queue.end('a'));
    const [started] = queue.of('a', 'started');
    expect(started?.preparation.classes).toEqual(['different', 'same']);
    expect(started?.preparation.parameters).toBe(2 * 4 + 4 + 4 * 2 + 2);
    expect(started?.preparation.rows.train).toHaveLength(320);
    expect(queue.epochs('a')).toEqual([1, 2, 3, 4, 5]);
    expect(end).toMatchObject({ kind: 'completed', stopReason: 'epochs', epochs: 5, step: 50 });
    expect(queue.events.at(-1)?.kind).toBe('ended');
  });

  it('reports metrics and seconds of every epoch', async () => {
    queue = observedQueue();
    queue.add(trainingTask('a'));
    await queue.end('a');
    const { values } = queue.of('a', 'epochs')[0]!.batch;
    expect(Object.keys(values)).toEqual(expect.arrayContaining(['train_loss', 'val_loss', 'val_accuracy', 'learning_rate', 'gradient_norm', 'epoch_seconds']));
    expect(values.epoch_seconds!.every((seconds) => seconds > 0)).toBe(true);
  });

  it('posts weights whose hashes and links can be checked, times left out', async () => {
    queue = observedQueue();
    queue.add(trainingTask('a', { epochs: 4 }));
    const end = trained(await queue.end('a'));
    const chain = startChain(queue.of('a', 'started')[0]!.start.weights);
    for (const { batch } of queue.of('a', 'epochs')) {
      batch.snapshots.forEach((snapshot, at) => {
        const { epoch_seconds: _, ...metrics } = Object.fromEntries(Object.entries(batch.values).map(([name, series]) => [name, series[at]!]));
        expect(toHex(snapshot.weightsSha256)).toBe(toHex(sha256(snapshot.weights)));
        expect(toHex(snapshot.link)).toBe(toHex(chain.add(snapshot.weights, metrics)));
      });
    }
    expect(end.chain).toBe(toHex(chain.link));
  });

  it('ends with the same weights and chain when it is trained twice', async () => {
    queue = observedQueue({ places: 2 });
    queue.add(trainingTask('a', { epochs: 8 }));
    queue.add(trainingTask('b', { epochs: 8 }));
    queue.add(trainingTask('other seed', { epochs: 8, seed: 2 }));
    const [a, b, other] = (await Promise.all(['a', 'b', 'other seed'].map((run) => queue.end(run)))).map(trained);
    expect([b!.weightsSha256, b!.chain]).toEqual([a!.weightsSha256, a!.chain]);
    expect(other!.weightsSha256).not.toBe(a!.weightsSha256);
  });

  it('begins with the weights that it is given', async () => {
    queue = observedQueue();
    const initialWeights = Float32Array.from({ length: 22 }, (_, at) => at / 8);
    queue.add(trainingTask('a', {}, { initialWeights }));
    const { start } = await queue.event('a', 'started');
    expect(new Float32Array(start.weights.slice().buffer)).toEqual(initialWeights);
  });

  it('ends with a keyframe that holds the last whole epoch', async () => {
    queue = observedQueue();
    queue.add(trainingTask('a', { epochs: 4 }));
    const { keyframe } = trained(await queue.end('a'));
    expect(keyframe).toMatchObject({ epoch: 4 });
    expect(decodeKeyframe(keyframe!.state!, keyframe!.weights)).toMatchObject({ epoch: 4, step: 40, optimizer: { name: 'adam', step: 40 } });
  });

  it('measures the test rows once, with the final weights', async () => {
    queue = observedQueue();
    const task = trainingTask('a');
    task.job.data.split = { validation: 0.2, test: 0.1, stratify: true, seed: 1 };
    queue.add(task);
    const end = trained(await queue.end('a'));
    expect(Object.keys(end.finalMetrics)).toEqual(expect.arrayContaining(['test_loss', 'test_accuracy']));
    expect(Object.keys(end.finalMetrics).every((name) => name.startsWith('test_'))).toBe(true);
    expect(Object.keys(queue.of('a', 'epochs')[0]!.batch.values).some((name) => name.startsWith('test_'))).toBe(false);
  });

  it('ends as diverged, with a sentence and the weights it had then, when the numbers run away', async () => {
    queue = observedQueue();
    queue.add(trainingTask('a', { ...endless, optimizer: { name: 'sgd', learningRate: 1e30 } }));
    const end = trained(await queue.end('a'));
    expect(end).toMatchObject({ kind: 'diverged', message: expect.stringContaining('diverged in step') });
    expect(end.kind === 'diverged' && end.weightsAtDivergence).toHaveLength(22 * 4);
  });

  it('fails with the reason when the data does not allow what is asked', async () => {
    queue = observedQueue();
    const task = trainingTask('a');
    task.job.data.target = 'nobody';
    queue.add(task);
    expect(await queue.end('a')).toEqual({ kind: 'failed', message: expect.stringContaining('"nobody"') });
  });

  it('fails with the reason when its table cannot be read', async () => {
    queue = observedQueue();
    queue.add(trainingTask('a', {}, { loadTable: () => { throw new Error('The table is damaged.'); } }));
    queue.add(trainingTask('b'));
    expect(await queue.end('a')).toEqual({ kind: 'failed', message: 'The table is damaged.' });
    expect((await queue.end('b')).kind).toBe('completed');
  });

  it('asks for a table once, however many runs train on it', async () => {
    let loaded = 0;
    const loadTable = () => {
      loaded++;
      return xor();
    };
    queue = observedQueue();
    for (const run of ['a', 'b', 'c']) queue.add(trainingTask(run, { seed: run.charCodeAt(0) }, { loadTable }));
    await Promise.all(['a', 'b', 'c'].map((run) => queue.end(run)));
    expect(loaded).toBe(1);
  });
});
