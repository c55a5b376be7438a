import { afterEach, expect, it, vi } from 'vitest';
import { createSteering, readControl } from '../../../src/main/training/control.ts';
import { endless, observedQueue, trained, trainingTask, type ObservedQueue } from '../../support/training.ts';

let queue: ObservedQueue | null = null;
afterEach(async () => {
  await queue?.close();
  queue = null;
});

const soon = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Epochs once no more come: two looks at the same number. */
async function standing(observed: ObservedQueue, runId: string): Promise<number> {
  for (let before = -1, now = observed.epochs(runId).length; ; [before, now] = [now, observed.epochs(runId).length]) {
    if (now === before) return now;
    await soon(400);
  }
}

it('a training waits for what it has posted to be recorded, and goes on with each batch that is', async () => {
  queue = observedQueue({ records: false });
  queue.add(trainingTask('a', endless));
  await queue.event('a', 'epochs');
  const epochs = await standing(queue, 'a');
  for (const _ of queue.of('a', 'epochs')) queue.recorded('a');
  await expect.poll(() => queue!.epochs('a').length).toBeGreaterThan(epochs);
});

it('a stop ends a training that waits for its records, at the epoch that it has reached', async () => {
  queue = observedQueue({ records: false });
  queue.add(trainingTask('a', endless));
  await queue.event('a', 'epochs');
  await standing(queue, 'a');
  queue.stop('a');
  const end = trained(await queue.end('a'));
  expect(end.kind).toBe('stopped');
  expect(end.epochs).toBe(queue.epochs('a').length);
});

it('a pause and a resumption reach a training that waits', async () => {
  queue = observedQueue({ records: false });
  queue.add(trainingTask('a', endless));
  await queue.event('a', 'epochs');
  await standing(queue, 'a');
  queue.pause('a');
  await queue.event('a', 'paused');
  queue.resume('a');
  await queue.event('a', 'resumed');
});

it('short runs do not begin without end while nothing of them is recorded', async () => {
  queue = observedQueue({ records: false });
  const runs = Array.from({ length: 200 }, (_, at) => `run ${at}`);
  for (const run of runs) queue.add(trainingTask(run, { epochs: 1 }));
  await queue.event('run 0', 'ended');
  const ended = () => queue!.events.filter(({ kind }) => kind === 'ended').length;
  for (let before = -1; ended() !== before; await soon(400)) before = ended();
  expect(ended()).toBeLessThan(100);
  while (ended() < runs.length) {
    for (const run of runs) queue.recorded(run);
    await soon(1);
  }
});

it('what is recorded at once lets a training never wait', () => {
  const steering = createSteering(1);
  const control = readControl(steering.shared);
  const now = vi.spyOn(performance, 'now');
  // Each batch is posted long after the one before: one that was not noted as recorded would be waited for, for ever.
  for (let i = 0; i < 100; i++) {
    now.mockReturnValue(1000 * i);
    control.posted();
    now.mockReturnValue(1000 * i + 10);
    control.keepPace();
    steering.recorded();
  }
  now.mockRestore();
  expect(control.raised()).toBe(false);
});
