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

/** A NumPy process that does the same work on the same rows, one training a call. */
export interface NumpyPeer {
  version: string;
  train(name: string): Promise<Timing>;
  close(): Promise<void>;
}

export type LoadedCase = Case & { data: TrainingData };

/** @throws where python3 or its numpy is missing */
export async function startNumpy(cases: readonly LoadedCase[], threads: number): Promise<NumpyPeer> {
  const folder = await mkdtemp(join(tmpdir(), 'trainyard-bench-'));
  await writeFile(join(folder, 'cases.json'), JSON.stringify(Object.fromEntries(cases.map(({ name, sizes, batchSize, epochs }) => [name, { sizes, batchSize, epochs }]))));
  for (const { name, data } of cases) await writeRows(join(folder, name), data);
  const env = { ...process.env, OPENBLAS_NUM_THREADS: String(threads), OMP_NUM_THREADS: String(threads) };
  const child = spawn('/usr/bin/python3', [join(import.meta.dirname, 'numpy_peer.py'), folder], { env, stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const answer = async <T>(): Promise<T> => {
    const { value, done } = await lines.next();
    if (done) throw new Error('The NumPy peer ended. It needs Debian’s python3-numpy and libopenblas0-pthread.');
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
