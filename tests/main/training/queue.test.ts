import { afterEach, describe, expect, it } from 'vitest';
import { endless, observedQueue, singleRows, trained, trainingTask, type ObservedQueue } from '../../support/training.ts';

let queue: ObservedQueue;
afterEach(() => queue.close());

const soon = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('pausing', () => {
  it('acts between two steps, long before the epoch is over', async () => {
    queue = observedQueue();
    // One epoch with more steps than could be made in the life of this test.
    queue.add(trainingTask('a', { ...endless, batchSize: 1, network: wide }));
    await queue.event('a', 'started');
    queue.pause('a');
    await queue.event('a', 'paused');
    expect(queue.epochs('a')).toEqual([]);
  });

  it('trains nothing while it lasts', async () => {
    queue = observedQueue();
    queue.add(trainingTask('a', endless));
    await queue.event('a', 'epochs');
    queue.pause('a');
    await queue.event('a', 'paused');
    const epochs = queue.epochs('a').length;
    await soon(150);
    expect(queue.epochs('a')).toHaveLength(epochs);
  });

  it('changes nothing about the outcome', async () => {
    queue = observedQueue();
    // Longer than it may be ahead of what is recorded of it: the pause finds it at work.
    const spec = { epochs: 800, ...singleRows };
    queue.add(trainingTask('held', spec));
    await queue.event('held', 'epochs');
    queue.pause('held');
    await queue.event('held', 'paused');
    queue.resume('held');
    const held = trained(await queue.end('held'));
    queue.add(trainingTask('free', spec));
    expect(held.chain).toBe(trained(await queue.end('free')).chain);
    expect(queue.epochs('held')).toEqual(queue.epochs('free'));
  });

  it('leaves the time of the pause out of the seconds', async () => {
    queue = observedQueue();
    const beganAt = performance.now();
    queue.add(trainingTask('a', endless));
    await queue.event('a', 'epochs');
    queue.pause('a');
    await queue.event('a', 'paused');
    const pausedAt = performance.now();
    await soon(1000);
    const pausedMs = performance.now() - pausedAt;
    queue.stop('a');
    const { trainSeconds } = trained(await queue.end('a'));
    // However long anything took: no more than there was beside the pause.
    expect(trainSeconds * 1000).toBeLessThanOrEqual(performance.now() - beganAt - pausedMs);
  });

  it('gives the place to the next run, and takes one again when it goes on', async () => {
    queue = observedQueue();
    queue.add(trainingTask('first', endless));
    queue.add(trainingTask('second', endless));
    await queue.event('first', 'started');
    expect(queue.of('second', 'started')).toEqual([]);
    queue.pause('first');
    await queue.event('second', 'started');
    queue.resume('first');
    expect(queue.of('first', 'queued')).toHaveLength(1);
    await soon(50);
    expect(queue.of('first', 'resumed')).toEqual([]);
    queue.stop('second');
    await queue.event('first', 'resumed');
  });

  it('holds a run that has not begun', async () => {
    queue = observedQueue({ places: 0 });
    queue.add(trainingTask('a'));
    queue.pause('a');
    queue.resize(1);
    await queue.event('a', 'paused');
    await soon(50);
    expect(queue.of('a', 'started')).toEqual([]);
    queue.resume('a');
    expect((await queue.end('a')).kind).toBe('completed');
  });

  it('that is taken back at once lets the run go on', async () => {
    queue = observedQueue();
    queue.add(trainingTask('a', { epochs: 200 }));
    await queue.event('a', 'started');
    queue.pause('a');
    queue.resume('a');
    expect((await queue.end('a')).kind).toBe('completed');
  });
});

describe('stopping', () => {
  it('keeps the whole epochs and discards the one under way', async () => {
    queue = observedQueue();
    queue.add(trainingTask('a', { ...endless, ...singleRows }));
    await queue.event('a', 'epochs');
    queue.stop('a');
    const end = trained(await queue.end('a'));
    const last = queue.of('a', 'epochs').at(-1)!.batch.snapshots.at(-1)!;
    expect(end.kind).toBe('stopped');
    expect(end.epochs).toBe(queue.epochs('a').at(-1));
    expect(end.weightsSha256).toBe(Buffer.from(last.weightsSha256).toString('hex'));
    expect(end.chain).toBe(Buffer.from(last.link).toString('hex'));
    expect(end.step).toBe(end.epochs * 320);
  });

  it('ends a paused run', async () => {
    queue = observedQueue();
    queue.add(trainingTask('a', endless));
    await queue.event('a', 'started');
    queue.pause('a');
    await queue.event('a', 'paused');
    queue.stop('a');
    expect((await queue.end('a')).kind).toBe('stopped');
  });

  it('drops a run that has not begun', async () => {
    queue = observedQueue();
    queue.add(trainingTask('first', endless));
    queue.add(trainingTask('second'));
    queue.stop('second');
    expect(queue.of('second', 'dropped')).toHaveLength(1);
    expect(queue.has('second')).toBe(false);
  });
});

describe('places', () => {
  it('are given away in order of arrival', async () => {
    queue = observedQueue();
    const runs = ['a', 'b', 'c', 'd'];
    for (const run of runs) queue.add(trainingTask(run));
    await queue.end('d');
    expect(queue.events.filter(({ kind }) => kind === 'started').map(({ runId }) => runId)).toEqual(runs);
  });

  it('can become more while runs wait', async () => {
    queue = observedQueue();
    queue.add(trainingTask('a', endless));
    queue.add(trainingTask('b', endless));
    await queue.event('a', 'started');
    queue.resize(2);
    await queue.event('b', 'started');
  });

  it('can become fewer: what trains goes on, and nothing new begins', async () => {
    queue = observedQueue({ places: 2 });
    queue.add(trainingTask('a', endless));
    queue.add(trainingTask('b', endless));
    queue.add(trainingTask('c', endless));
    await Promise.all([queue.event('a', 'started'), queue.event('b', 'started')]);
    queue.resize(1);
    queue.stop('a');
    await queue.end('a');
    await soon(50);
    expect(queue.of('c', 'started')).toEqual([]);
    queue.stop('b');
    await queue.event('c', 'started');
  });
});

describe('closing', () => {
  it('stops what trains at its last whole epoch and leaves what waits alone', async () => {
    queue = observedQueue();
    queue.add(trainingTask('a', endless));
    queue.add(trainingTask('b'));
    await queue.event('a', 'epochs');
    await queue.close();
    expect(trained(await queue.end('a'))).toMatchObject({ kind: 'stopped', epochs: queue.epochs('a').at(-1) });
    expect(queue.events.filter(({ runId }) => runId === 'b')).toEqual([]);
  });
});

const wide = [
  { layer: 'dense' as const, units: 600, init: 'heNormal' as const }, { layer: 'relu' as const },
  { layer: 'dense' as const, units: 600, init: 'heNormal' as const }, { layer: 'relu' as const },
  { layer: 'dense' as const, init: 'heNormal' as const }, { layer: 'softmax' as const },
];
