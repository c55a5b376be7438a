import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { TrainingData } from '../../../src/nn/spec.ts';
import type { Case } from './cases.ts';

export interface Timing {
  seconds: number;
  trainLoss: number;
  valLoss: number | null;
}

/** A process that does the same work on the same rows, one training a call. */
export interface Peer {
  version: string;
  train(name: string): Promise<Timing>;
  close(): Promise<void>;
}

export type LoadedCase = Case & { data: TrainingData };

export interface PeerProgram {
  /** the program and its arguments; the folder with the rows comes last */
  command: readonly [program: string, ...args: string[]];
  threads: number;
  /** what a person lacks where it does not start */
  needs: string;
}

/** Rows go over as files of a temporary folder, names of cases over stdin, answers as lines of JSON. Throws where it does not start. */
export async function startPeer(cases: readonly LoadedCase[], { command: [program, ...args], threads, needs }: PeerProgram): Promise<Peer> {
  const folder = await mkdtemp(join(tmpdir(), 'trainyard-bench-'));
  await writeFile(join(folder, 'cases.json'), JSON.stringify(Object.fromEntries(cases.map(({ name, sizes, batchSize, epochs }) => [name, { sizes, batchSize, epochs }]))));
  for (const { name, data } of cases) await writeRows(join(folder, name), data);
  const env = { ...process.env, OPENBLAS_NUM_THREADS: String(threads), OMP_NUM_THREADS: String(threads) };
  const child = spawn(program, [...args, folder], { env, stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  // A program that is missing ends the lines without an answer.
  child.on('error', () => {});
  child.stdin.on('error', () => {});
  const answer = async <T>(): Promise<T> => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`The peer ended. It needs ${needs}.`);
    return JSON.parse(value) as T;
  };
  const { version } = await answer<{ version: string }>();
  return {
    version,
    train(name) {
      child.stdin.write(`${name}\n`);
      return answer<Timing>();
    },
    async close() {
      child.stdin.end();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function writeRows(path: string, { x, y, inputs, train, validation }: TrainingData): Promise<void> {
  const rows = (list: Uint32Array) => Float32Array.from({ length: list.length * inputs }, (_, i) => x[list[Math.floor(i / inputs)]! * inputs + (i % inputs)]!);
  const labels = (list: Uint32Array) => Float32Array.from(list, (row) => y[row]!);
  await writeFile(`${path}.x`, rows(train));
  await writeFile(`${path}.y`, labels(train));
  await writeFile(`${path}.v`, rows(validation));
  await writeFile(`${path}.w`, labels(validation));
}
