import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cli, resultOf, startCli } from '../../support/cli.ts';
import { addRun, openIn } from '../../support/store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** A folder whose database holds runs of these names, queued. */
async function folderWith(...names: string[]): Promise<{ folder: string; ids: string[] }> {
  const folder = temporaryFolder();
  const store = await openIn(folder);
  const ids = names.map((name) => addRun(store, { name }).id);
  store.close();
  return { folder, ids };
}

const clean = `a,b,kind\n${Array.from({ length: 30 }, (_, row) => `${row * 1.5},${row % 7},${row % 2 ? 'x' : 'y'}`).join('\n')}\n`;

describe('runs', () => {
  it('are listed in words and as JSON', async () => {
    const { folder, ids } = await folderWith('first', 'second');
    const { stdout } = await cli(folder, 'runs', '--sort', 'name');
    expect(stdout.split('\n').slice(1, 3).map((line) => line.split(/\s{2,}/).slice(0, 3))).toEqual([[ids[0], 'first', 'queued'], [ids[1], 'second', 'queued']]);
    expect(JSON.parse((await cli(folder, 'runs', '--json', '--sort', '-name')).stdout)).toMatchObject([{ name: 'second' }, { name: 'first' }]);
  });

  it('can be chosen by status', async () => {
    const { folder } = await folderWith('first');
    expect(JSON.parse((await cli(folder, 'runs', '--json', '--status', 'completed,stopped')).stdout)).toEqual([]);
    expect(JSON.parse((await cli(folder, 'runs', '--json', '--status', 'queued')).stdout)).toHaveLength(1);
  });

  it('cannot write to the terminal through their names', async () => {
    const { folder } = await folderWith('\u001b[2Jgone\nnew line');
    const { stdout } = await cli(folder, 'runs');
    expect(stdout).toContain('\\u001b[2Jgone\\u000anew line');
    expect(stdout.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f]/);
  });

  it('are shown one by one', async () => {
    const { folder, ids } = await folderWith('first');
    const { stdout } = await cli(folder, 'show', 'first');
    expect(stdout).toContain(`Run ${ids[0]} "first" queued`);
    expect(JSON.parse((await cli(folder, 'show', ids[0]!.slice(0, 14), '--json')).stdout)).toMatchObject({ id: ids[0], config: { epochs: 200 } });
  });
});

describe('rm', () => {
  it('takes runs off the list, and restore brings them back', async () => {
    const { folder, ids } = await folderWith('first', 'second', 'third');
    await cli(folder, 'stop', 'first', 'second');
    expect(await cli(folder, 'rm', 'first', ids[1]!)).toMatchObject({ exitCode: 0, stdout: 'done: delete 2 runs\n' });
    expect(JSON.parse((await cli(folder, 'runs', '--json')).stdout)).toMatchObject([{ name: 'third' }]);
    expect(await cli(folder, 'restore', 'second', '--json')).toMatchObject({ stdout: expect.stringContaining('"changed":1') });
    expect(JSON.parse((await cli(folder, 'runs', '--json', '--sort', 'name')).stdout)).toMatchObject([{ name: 'second' }, { name: 'third' }]);
  });

  it('removes nothing where one of the runs is not there, and leaves one that has not ended', async () => {
    const { folder } = await folderWith('first', 'waiting');
    await cli(folder, 'stop', 'first');
    expect(await cli(folder, 'rm', 'first', 'nobody')).toMatchObject({ exitCode: 1, stdout: '' });
    expect(JSON.parse((await cli(folder, 'runs', '--json')).stdout)).toHaveLength(2);
    expect(await cli(folder, 'rm', 'first', 'waiting')).toMatchObject({ exitCode: 1, stdout: 'done: delete “first”\n', stderr: expect.stringContaining('“waiting” is still queued') });
    expect(JSON.parse((await cli(folder, 'runs', '--json')).stdout)).toMatchObject([{ name: 'waiting' }]);
  });
});

describe('data', () => {
  it('lists the built-in tables', async () => {
    const { stdout } = await cli(temporaryFolder(), 'data', 'list');
    expect(stdout).toMatch(/^wdbc +569 +31 +diagnosis +classification/m);
  });

  it('imports a table and profiles it', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'table.csv'), clean);
    expect(await cli(folder, 'data', 'import', join(folder, 'table.csv'), '--target', 'kind')).toMatchObject({
      exitCode: 0, stdout: expect.stringContaining('"table": 30 rows, 3 columns, target kind (classification).'),
    });
    expect((await cli(folder, 'data', 'profile', 'table')).stdout).toMatch(/^a +numeric +feature +30 +0 +30 +0 +43.5/m);
    expect(JSON.parse((await cli(folder, 'data', 'profile', 'table', '--json')).stdout)).toMatchObject({ name: 'table', profile: [{ name: 'a' }, { name: 'b' }, { name: 'kind' }] });
  });

  it('reads a table without a header as it is told', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'bare.csv'), clean.slice(clean.indexOf('\n') + 1));
    const { stdout } = await cli(folder, 'data', 'import', join(folder, 'bare.csv'), '--no-header', '--columns', 'p,q,r', '--target', 'r', '--name', 'mine', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ name: 'mine', rows: 30, target: 'r', profile: [{ name: 'p' }, { name: 'q' }, { name: 'r' }] });
  });

  it('says file, line and column of a table that is not clean, and keeps nothing of it', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'unclean.csv'), clean.replace('\n4.5,', '\nfour,'));
    const result = await resultOf(startCli(folder, 'data', 'import', 'unclean.csv'));
    expect(result).toMatchObject({ exitCode: 1, stdout: '', stderr: expect.stringMatching(/^error: unclean\.csv[^\n]*line 5[^\n]*"a"[^\n]*\n$/) });
    expect(JSON.parse((await cli(folder, 'data', 'list', '--json')).stdout)).not.toContainEqual(expect.objectContaining({ builtIn: false }));
  });
});

describe('doctor', () => {
  it('finds a sound machine and database', async () => {
    const { exitCode, stdout } = await cli(temporaryFolder(), 'doctor', '--json');
    const findings = JSON.parse(stdout) as { what: string; verdict: string; found: string }[];
    expect(findings.map(({ what }) => what)).toEqual(['Trainyard', 'Node', 'SQLite', 'cores', 'arithmetic', 'Electron', 'browser', 'database']);
    expect(findings.at(-1)).toMatchObject({ verdict: 'ok', found: expect.stringContaining('trainyard.db, sound') });
    expect(exitCode).toBe(0);
  });

  it('ends with 1 where the database cannot be used', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'trainyard.db'), 'this is a letter, not a database, and long enough to be looked at');
    const { exitCode, stdout } = await cli(folder, 'doctor');
    expect(stdout).toMatch(/^database +bad/m);
    expect(exitCode).toBe(1);
  });
});
