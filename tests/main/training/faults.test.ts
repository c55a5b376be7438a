import { afterEach, describe, expect, it } from 'vitest';
import { createFaultyWorker } from '../../support/training-worker.ts';
import { observedQueue, trainingTask, type ObservedQueue } from '../../support/training.ts';

let queue: ObservedQueue;
afterEach(() => queue.close());

describe('a thread that dies', () => {
  it('fails its own run with the message of what it threw, and no other', async () => {
    queue = observedQueue({ places: 2, createWorker: createFaultyWorker });
    for (const run of ['beside', 'throws', 'after']) queue.add(trainingTask(run, { epochs: 20 }));
    expect(await queue.end('throws')).toEqual({ kind: 'failed', message: 'The training stopped on an unexpected error: the hamster is tired' });
    expect((await queue.end('beside')).kind).toBe('completed');
    expect((await queue.end('after')).kind).toBe('completed');
  });

  it('is replaced, so that the queue goes on with a single place', async () => {
    queue = observedQueue({ createWorker: createFaultyWorker });
    for (const run of ['throws', 'exits', 'throws again', 'after']) queue.add(trainingTask(run));
    expect((await queue.end('after')).kind).toBe('completed');
  });

  it('fails its run with the exit code when it just leaves', async () => {
    queue = observedQueue({ createWorker: createFaultyWorker });
    queue.add(trainingTask('exits'));
    expect(await queue.end('exits')).toEqual({ kind: 'failed', message: expect.stringContaining('exit code 7') });
  });

  it('is ended when the queue closes and it does not come to the end of its step', async () => {
    queue = observedQueue({ createWorker: createFaultyWorker });
    queue.add(trainingTask('hangs'));
    await queue.close();
    expect(queue.of('hangs', 'ended')).toMatchObject([{ end: { kind: 'failed' } }]);
  });
});
