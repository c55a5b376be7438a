import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { openStore } from '../../../src/main/store/open.ts';
import { toHex } from '../../../src/main/training/chain.ts';

export interface Finished {
  name: string;
  status: string;
  epochs: number;
  weightsSha256: string | null;
  chain: string | null;
  /** every link of the chain, as hex */
  links: string[];
}

const program = fileURLToPath(new URL('./process.ts', import.meta.url));

/** Lets a process train the cases of a seed; kills it some time after so many batches of epochs, unless it is done before. */
async function life(databasePath: string, seed: number, { batches, delayMs }: { batches: number; delayMs: number }): Promise<'killed' | 'done'> {
  const child = spawn(process.execPath, [program, databasePath, String(seed)], { stdio: ['ignore', 'pipe', 'pipe'] });
  let [seen, done, errors] = [0, false, ''];
  child.stderr.on('data', (text: Buffer) => { errors += text.toString(); });
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line === 'done') done = true;
    else if (++seen === batches) setTimeout(() => child.kill('SIGKILL'), delayMs);
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  if (done) return 'done';
  if (code !== null) throw new Error(`The process ended with ${code}: ${errors}`);
  return 'killed';
}

const undisturbed = { batches: Infinity, delayMs: 0 };

/**
 * Trains the cases in processes of which `kills` are killed, each after a number of batches that `random` (from 0 to below
 * a bound) draws, and lets the last ones finish. Where all runs are finished before, those of the next seed are begun.
 */
export async function killAndResume(databasePath: string, { kills, firstSeed, random }: { kills: number; firstSeed: number; random(below: number): number }): Promise<{ kills: number; seeds: number[]; runs: Finished[] }> {
  const seeds = [firstSeed];
  let left = kills;
  for (;;) {
    const outcome = await life(databasePath, seeds.at(-1)!, left > 0 ? { batches: 1 + random(5), delayMs: random(60) } : undisturbed);
    if (outcome === 'killed') left--;
    else if (left > 0) seeds.push(seeds.at(-1)! + 1);
    else return { kills: kills - left, seeds, runs: await readFinished(databasePath) };
  }
}

/** The same runs, trained by processes that nobody kills. */
export async function trainUndisturbed(databasePath: string, seeds: number[]): Promise<Finished[]> {
  for (const seed of seeds) await life(databasePath, seed, undisturbed);
  return readFinished(databasePath);
}

async function readFinished(databasePath: string): Promise<Finished[]> {
  const store = await openStore(databasePath);
  try {
    return store.runs.list({ limit: 1000, sort: 'name' }).rows.map(({ id }) => {
      const { name, status, epochs, weightsSha256, chain } = store.runs.detail(id);
      return { name, status, epochs, weightsSha256, chain, links: store.snapshots.links(id).map(({ link }) => toHex(link)) };
    });
  } finally {
    store.close();
  }
}
