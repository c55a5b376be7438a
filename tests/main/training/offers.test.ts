import { afterEach, describe, expect, it } from 'vitest';
import { createPool, type OfferedTraining, type TrainingPool } from '../../../src/main/training/pool.ts';
import type { TrainingEvent } from '../../../src/main/training/messages.ts';
import { endless, observedQueue, trainingTask } from '../../support/training.ts';
import { createTrainingWorker } from '../../support/training-worker.ts';

let pool: TrainingPool;
afterEach(() => pool.close());

describe('an offered training', () => {
  it('begins when the one before it is over, while the thread that offered it does something else', async () => {
    pool = createPool(createTrainingWorker);
    const first = listening();
    const training = pool.start({ ...trainingTask('first', endless), listen: first.listen });
    await first.has('started');
    const offers = ['second', 'third'].map((run) => pool.offer({ ...trainingTask(run), listen: () => {} }));
    training.signal('stop');
    holdUntil(() => offers.every((offer) => offer.begun()));
  });

  it('is trained once where several threads have got it', async () => {
    pool = createPool(createTrainingWorker);
    pool.keep(2);
    const running = ['a', 'b'].map((run) => {
      const { listen, has } = listening();
      return { training: pool.start({ ...trainingTask(run, endless), listen }), has };
    });
    await Promise.all(running.map(({ has }) => has('started')));
    const { events, listen, has } = listening();
    pool.offer({ ...trainingTask('wanted'), listen });
    for (const { training } of running) training.signal('stop');
    await has('ended');
    await Promise.all(running.map((one) => one.has('ended')));
    // How many reports its epochs come in depends on how busy the machine is.
    expect(events.filter(({ kind }) => kind !== 'epochs').map(({ kind }) => kind)).toEqual(['started', 'ended']);
    expect(events.flatMap((event) => (event.kind === 'epochs' ? event.batch.epochs : []))).toEqual([1, 2, 3]);
  });

  it('that was taken back never begins', async () => {
    pool = createPool(createTrainingWorker);
    const first = listening();
    const training = pool.start({ ...trainingTask('first', endless), listen: first.listen });
    await first.has('started');
    const [back, next] = ['back', 'next'].map((run) => {
      const { events, listen, has } = listening();
      return { events, has, offer: pool.offer({ ...trainingTask(run), listen }) };
    }) as [Offered, Offered];
    expect(back.offer.withdraw()).toBe(true);
    training.signal('stop');
    await next.has('ended');
    expect(next.offer.withdraw()).toBe(false);
    expect(back.events).toEqual([]);
  });
});

describe('a queue with offers', () => {
  it('keeps the order of runs, whatever is paused, moved and stopped among those that wait', async () => {
    const queue = observedQueue();
    try {
      queue.add(trainingTask('first', endless), { position: 1 });
      for (const [at, run] of ['b', 'c', 'd', 'e', 'f', 'g'].entries()) queue.add(trainingTask(run), { position: at + 2 });
      await queue.event('first', 'started');
      queue.pause('c');
      queue.stop('d');
      queue.move('g', 1.5);
      queue.add(trainingTask('early'), { position: 1.25 });
      queue.stop('first');
      await queue.end('f');
      queue.resume('c');
      await queue.end('c');
      expect(queue.events.filter(({ kind }) => kind === 'started').map(({ runId }) => runId)).toEqual(['first', 'early', 'g', 'b', 'e', 'f', 'c']);
    } finally {
      await queue.close();
    }
  });
});

interface Offered {
  events: TrainingEvent[];
  has(kind: TrainingEvent['kind']): Promise<void>;
  offer: OfferedTraining;
}

function listening() {
  const events: TrainingEvent[] = [];
  const looks = new Set<() => void>();
  return {
    events,
    listen: (event: TrainingEvent) => {
      events.push(event);
      for (const look of looks) look();
    },
    has: (kind: TrainingEvent['kind']) => new Promise<void>((resolve) => {
      const look = () => { if (events.some((event) => event.kind === kind)) resolve(); };
      looks.add(look);
      look();
    }),
  };
}

/** Blocks this thread, so that no message is answered meanwhile. */
function holdUntil(condition: () => boolean): void {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (let waited = 0; !condition(); waited += 5) {
    if (waited > 150_000) throw new Error('nothing came of it');
    Atomics.wait(pause, 0, 0, 5);
  }
}
