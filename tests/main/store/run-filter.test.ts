import { describe, expect, it } from 'vitest';
import { addRun, openIn } from '../../support/store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

describe('a list of runs with a filter', () => {
  it('holds and counts the runs that the filter finds, in the order asked for', async () => {
    const store = await openIn(temporaryFolder());
    addRun(store, { name: 'a', tags: ['keep'] });
    addRun(store, { name: 'b', config: { optimizer: { name: 'sgd' } }, tags: ['keep'] });
    addRun(store, { name: 'c' });
    const page = store.runs.list({ filter: 'tag:keep and optimizer.name = adam or name = c', sort: 'name', limit: 1 });
    expect(page.rows.map((row) => row.name)).toEqual(['a']);
    expect(page.total).toBe(2);
    expect(store.runs.list({ filter: '  ' }).total).toBe(3);
    store.close();
  });

  it('says in which column the filter is wrong', async () => {
    const store = await openIn(temporaryFolder());
    expect(() => store.runs.list({ filter: 'name = "x" and' })).toThrow(/mistake at column 15: the filter ends here/);
    store.close();
  });
});
