import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cli } from '../../support/cli.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const rows = Array.from({ length: 30 }, (_, row) => `${100 + row};${row % 3 === 0 ? 'n.a.' : `${row},5`};EU;${row % 2 ? 'krank' : 'gesund'}`);

function unclean(): { folder: string; file: string } {
  const folder = temporaryFolder();
  const file = join(folder, 'befunde.csv');
  writeFileSync(file, `\ufeffNr;Alter;Region;Befund\r\n${rows.join('\r\n')}\r\n`);
  return { folder, file };
}

async function imported(): Promise<string> {
  const { folder, file } = unclean();
  await cli(folder, 'data', 'import', file, '--missing', 'n.a.');
  return folder;
}

describe('data preview', () => {
  test('says what was detected and what a person may correct, and stores nothing', async () => {
    const { folder, file } = unclean();
    const plain = await cli(folder, 'data', 'preview', file);
    expect(plain.stdout).toContain('delimiter ";", first line is the header, decimal comma');
    expect(plain.stdout).toMatch(/^Alter +categorical/m);
    expect(plain.stdout).toMatch(/^Nr +numeric +id/m);
    const corrected = JSON.parse((await cli(folder, 'data', 'preview', file, '--missing', 'n.a.', '--leave-out', 'Region', '--json')).stdout) as { columns: object[] };
    expect(corrected.columns).toMatchObject([{ name: 'Nr', role: 'id' }, { name: 'Alter', type: 'numeric', missing: 10 }, { name: 'Region', leftOut: true }, { name: 'Befund', role: 'target' }]);
    expect((await cli(folder, 'data', 'list')).stdout).not.toContain('befunde');
  });

  test('names what an import would be refused for', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'ragged.csv');
    writeFileSync(file, 'a,b\n1,x\n2,y,z\n');
    expect((await cli(folder, 'data', 'preview', file)).stderr).toMatch(/problem: ragged\.csv, line 3: there are 3 cells/);
  });
});

describe('a data set', () => {
  test('is shown with how each column goes with the target, and by which measure', async () => {
    const folder = await imported();
    expect((await cli(folder, 'data', 'show', 'befunde')).stdout).toMatch(/^Alter +numeric +feature .* rpb -?\d/m);
    expect(JSON.parse((await cli(folder, 'data', 'show', 'befunde', '--json')).stdout)).toMatchObject({ name: 'befunde', associations: [{ column: 'Nr', measure: 'pointBiserial' }, { column: 'Alter' }, { column: 'Region', measure: 'cramersV', value: null }] });
  });

  test('is renamed, noted, deleted and brought back', async () => {
    const folder = await imported();
    expect((await cli(folder, 'data', 'rename', 'befunde', 'iris')).stderr).toMatch(/"iris" already/);
    expect((await cli(folder, 'data', 'rename', 'befunde', 'findings')).stdout).toBe('renamed befunde to findings\n');
    await cli(folder, 'data', 'note', 'findings', 'from the clinic');
    expect((await cli(folder, 'data', 'note', 'findings')).stdout).toBe('from the clinic\n');
    const { removed } = JSON.parse((await cli(folder, 'data', 'rm', 'findings', '--json')).stdout) as { removed: string };
    expect((await cli(folder, 'data', 'list')).stdout).not.toContain('findings');
    expect((await cli(folder, 'data', 'restore', removed)).stdout).toBe('restored findings\n');
  });

  test('that a run needs is not deleted, and the runs are named', async () => {
    const folder = await imported();
    await cli(folder, 'train', '--data', 'xor', '--epochs', '1', '--name', 'needs it');
    expect(await cli(folder, 'data', 'rm', 'xor')).toMatchObject({ exitCode: 1, stderr: expect.stringMatching(/built in/) });
    const id = (JSON.parse((await cli(folder, 'data', 'list', '--json')).stdout) as { id: string; builtIn: boolean }[]).find(({ builtIn }) => !builtIn)!.id;
    await cli(folder, 'train', '--data', id, '--epochs', '1', '--name', 'needs mine');
    expect(await cli(folder, 'data', 'rm', id)).toMatchObject({ exitCode: 1, stderr: expect.stringMatching(/used by one run, "needs mine"/) });
  });
});
