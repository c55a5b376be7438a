import { inspect } from 'node:util';
import { parentPort, workerData } from 'node:worker_threads';
import { AppError } from '../../../src/contract/errors.ts';
import { storeIncoming } from '../../../src/main/workbench/import-runs.ts';
import { readRunFile } from '../../../src/main/workbench/read-run-file.ts';
import { openStore } from '../../../src/main/store/open.ts';
import { createGenerator } from '../../../src/nn/random.ts';
import { mutated } from './mutate.ts';
import { mutatedInside } from './mutate-inside.ts';
import { soundFiles } from './sound-files.ts';
import { rowCounts } from '../row-counts.ts';

/** Imports mutations of one file, and looks at the whole store after each that is refused. */
export interface FuzzTask {
  name: string;
  mutations: number;
  database: string;
  /** where it is; read by whoever waits */
  progress: SharedArrayBuffer;
}

export type FuzzResult = { refused: number; taken: number } | { mutation: number; problem: string };

const { name, mutations, database, progress } = workerData as FuzzTask;
const undone = new Error('undone');
parentPort!.postMessage(await fuzz());

async function fuzz(): Promise<FuzzResult> {
  const file = soundFiles[name]!();
  const chance = createGenerator(7, name);
  const at = new Int32Array(progress);
  const store = await openStore(database);
  const count = rowCounts(database);
  let [refused, taken] = [0, 0];
  const before = count();
  try {
    for (let mutation = 0; mutation < mutations; mutation++) {
      at[0] = mutation;
      const bytes = mutation % 2 ? mutatedInside(name, file, chance) : mutated(file, chance);
      const said = refusalOf(bytes);
      if (said === null) taken++;
      else if (said instanceof AppError && said.code !== 'internal' && said.message.length <= 1000) refused++;
      else return { mutation, problem: said instanceof AppError ? `${said.code}: ${said.message.slice(0, 300)}` : inspect(said) };
      const after = count();
      if (after !== before) return { mutation, problem: `the store was ${before} and is ${after}` };
    }
    return { refused, taken };
  } finally {
    store.close();
  }

  /** What a file is refused with; null where it is taken, which is undone, so that the store stays as it was. */
  function refusalOf(bytes: Uint8Array): unknown {
    try {
      const read = readRunFile(bytes, name);
      try {
        store.transaction(() => {
          storeIncoming(store, read);
          throw undone;
        });
      } catch (error) {
        // Nothing may be left either where no larger transaction takes it back.
        if (error !== undone) storeIncoming(store, read);
      }
      return null;
    } catch (error) {
      return error;
    }
  }
}
