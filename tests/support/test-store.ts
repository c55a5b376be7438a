import { onTestFinished } from 'vitest';
import type { OpenOptions } from '../../src/main/store/open.ts';
import type { Store } from '../../src/main/store/types/store.ts';
import { openIn } from './store.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A store that is closed when the test has finished, in a new folder or in one that another opening shares. */
export async function testStore(folder = temporaryFolder(), options?: OpenOptions): Promise<Store> {
  const store = await openIn(folder, options);
  onTestFinished(() => store.close());
  return store;
}
