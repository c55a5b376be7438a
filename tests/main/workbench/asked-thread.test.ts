import { Worker } from 'node:worker_threads';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { AppError } from '../../../src/contract/errors.ts';
import { createAskedThread } from '../../../src/main/workbench/asked-thread.ts';

const ended = new AppError('cancelled', 'This was cancelled.');
const echo = () => new Worker(`
  const { parentPort } = require('node:worker_threads');
  parentPort.on('message', ({ id, text }) => parentPort.postMessage({ id, ok: true, value: text }));`, { eval: true });

it('answers each question with its own answer', async () => {
  const thread = createAskedThread<{ text: string }>(echo, (death) => death);
  onTestFinished(() => thread.end(ended));
  const answers = ['a', 'b', 'c'].map((text) => thread.ask({ text }));
  expect(thread.asked).toBe(3);
  expect(await Promise.all(answers)).toEqual(['a', 'b', 'c']);
  expect(thread.asked).toBe(0);
});

it('rejects what waits where it is ended, and starts anew with the next question', async () => {
  const thread = createAskedThread<{ text: string }>(echo, (death) => death);
  onTestFinished(() => thread.end(ended));
  const waits = expect(thread.ask({ text: 'a' })).rejects.toBe(ended);
  await thread.end(ended);
  await waits;
  expect(await thread.ask({ text: 'b' })).toBe('b');
});

it('is waited for to its end, though an answer comes in meanwhile', async () => {
  // A process of its own: one that has nothing left to do ends with code 13 while its last line still waits.
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', `
    import { EventEmitter } from 'node:events';
    const { createAskedThread } = await import(${JSON.stringify(new URL('../../../src/main/workbench/asked-thread.ts', import.meta.url).href)});
    let hold = null;
    class Slow extends EventEmitter {
      ref() { hold ??= setInterval(() => {}, 1000); }
      unref() { clearInterval(hold); hold = null; }
      postMessage({ id }) { this.id = id; }
      async terminate() {
        this.ref();
        this.emit('message', { id: this.id, ok: true, value: null });
        await new Promise((resolve) => setTimeout(resolve, 20).unref());
        this.unref();
      }
    }
    const thread = createAskedThread(() => new Slow(), (death) => death);
    thread.ask({}).catch(() => {});
    await thread.end(new Error('cancelled'));
    console.log('ended');`]);
  expect(stdout).toBe('ended\n');
});
