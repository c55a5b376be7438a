import Sqlite from 'better-sqlite3';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generateDatabase, type GeneratorOptions } from '../../scripts/generate-database/generate.ts';
import { extendSummary } from '../../src/main/store/summary.ts';
import { databaseIn } from '../support/store.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { testStore } from '../support/test-store.ts';

const until = Date.parse('2026-11-20T12:00:00Z');
const small: Partial<GeneratorOptions> = { runs: 300, withPoints: 5, epochs: 12, until };

async function generated(options: Partial<GeneratorOptions> = {}): Promise<string> {
  const folder = temporaryFolder();
  await generateDatabase(databaseIn(folder), { ...small, ...options });
  return folder;
}

/** What the file says when it is asked without the application. */
function asked<T>(folder: string, sql: string): T[] {
  const connection = new Sqlite(databaseIn(folder), { readonly: true });
  try {
    return connection.prepare<[], T>(sql).pluck().all();
  } finally {
    connection.close();
  }
}

describe('a generated database', () => {
  it('is sound, and has the schema that the application makes', async () => {
    const folder = await generated();
    const fresh = temporaryFolder();
    (await testStore(fresh)).close();
    const schema = (of: string) => asked<string>(of, `SELECT type || ' ' || name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%' ORDER BY 1`);
    expect(schema(folder)).toEqual(schema(fresh));
    expect(asked(folder, 'SELECT count(*) FROM pragma_foreign_key_check')).toEqual([0]);
    expect((await testStore(folder)).checkIntegrity()).toEqual([]);
  });

  it('has as many runs and points as were asked for', async () => {
    const folder = await generated();
    const store = await testStore(folder);
    const [here, trash] = [store.runs.list({ limit: 1 }).total, store.runs.list({ limit: 1, trash: true }).total];
    expect(here + trash).toBe(300);
    const newest = store.runs.list({ sort: '-createdAt', limit: 3 }).rows;
    for (const { id } of newest) for (const { metric, epochs } of store.points.series(id)) if (!metric.startsWith('test_')) expect(epochs).toHaveLength(12);
    expect(asked(folder, 'SELECT count(DISTINCT run) FROM points')).toEqual([5]);
  });

  it('summarizes points as the store would', async () => {
    const store = await testStore(await generated());
    const run = store.runs.list({ sort: '-createdAt', limit: 1 }).rows[0]!;
    for (const { metric, epochs, values } of store.points.series(run.id)) expect(run.metrics[metric]).toMatchObject(extendSummary(null, epochs, values));
  });

  it('is the same for the same seed and end, and another for another seed', async () => {
    const names = (folder: string) => asked<string>(folder, 'SELECT id || name || status || epochs || train_seconds FROM runs ORDER BY key');
    const [one, same, other] = [await generated(), await generated(), await generated({ seed: 2 })];
    expect(names(same)).toEqual(names(one));
    expect(names(other)).not.toEqual(names(one));
  });

  it('has replicates, tags and several statuses, and nothing that would begin to train', async () => {
    const folder = await generated();
    expect(asked<number>(folder, 'SELECT count(*) AS n FROM runs GROUP BY replicates ORDER BY n DESC LIMIT 1')[0]).toBeGreaterThan(2);
    expect(asked<number>(folder, 'SELECT count(DISTINCT tag) FROM tags')[0]).toBeGreaterThan(5);
    const statuses = asked<string>(folder, 'SELECT DISTINCT status FROM runs');
    expect(statuses).toEqual(expect.arrayContaining(['completed', 'failed', 'diverged']));
    expect(statuses).not.toEqual(expect.arrayContaining(['queued']));
    expect(asked<number>(folder, 'SELECT avg(n) FROM (SELECT count(*) AS n FROM config_values GROUP BY run)')[0]).toBeGreaterThan(35);
  });

  it('never takes the place of a file that exists', async () => {
    const folder = await generated();
    await expect(generateDatabase(join(folder, 'trainyard.db'), small)).rejects.toMatchObject({ code: 'conflict' });
  });
});
