import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { readIncoming } from '../../../src/main/formats/incoming/read-file.ts';
import { openIn, databaseIn } from '../../support/store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { soundFiles } from '../../support/fuzz/sound-files.ts';
import type { FuzzResult, FuzzTask } from '../../support/fuzz/worker.ts';

const mutations = 2600;
const watchdogMs = 150_000;

describe('files that come in', () => {
  it.each(Object.keys(soundFiles))('are read where they are sound: %s', (name) => {
    expect(readIncoming(soundFiles[name]!(), name).kind).toBeTypeOf('string');
  });

  it.each(Object.keys(soundFiles))(`are refused with a reason, never with a crash, and leave the store as it was: ${mutations} mutations of %s`, async (name) => {
    const folder = temporaryFolder();
    (await openIn(folder)).close();
    const result = await watched({ name, mutations, database: databaseIn(folder), progress: new SharedArrayBuffer(4) });
    expect(result).toMatchObject({ refused: expect.any(Number) as number });
    if ('refused' in result) expect([result.refused + result.taken, result.refused > 100]).toEqual([mutations, true]);
  });
});

/** On a thread that can be ended in the middle of an endless loop: a mutation that hangs is named. */
async function watched(task: FuzzTask): Promise<FuzzResult> {
  const worker = new Worker(new URL('../../support/fuzz/worker.ts', import.meta.url), { workerData: task });
  const { promise, resolve, reject } = Promise.withResolvers<FuzzResult>();
  const watchdog = setTimeout(() => reject(new Error(`mutation ${new Int32Array(task.progress)[0]} of ${task.name} was not done after ${watchdogMs / 1000} s`)), watchdogMs);
  worker.once('message', resolve);
  worker.once('error', reject);
  try {
    return await promise;
  } finally {
    clearTimeout(watchdog);
    await worker.terminate();
  }
}
