import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { cli, jsonLines, startCli, resultOf } from '../../support/cli.ts';
import { addRun, completed, databaseIn } from '../../support/store.ts';
import { openStore } from '../../../src/main/store/open.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

async function folderWith(...names: string[]): Promise<string> {
  const folder = temporaryFolder();
  const store = await openStore(databaseIn(folder));
  for (const name of names) store.runs.end(addRun(store, { name }).id, completed);
  store.close();
  return folder;
}

async function shown(folder: string, name: string): Promise<unknown> {
  return JSON.parse((await cli(folder, 'show', name, '--json')).stdout);
}

it('marks runs by name or by filter', async () => {
  const folder = await folderWith('a', 'b');
  expect(await cli(folder, 'tag', 'baseline', 'a', 'b')).toMatchObject({ exitCode: 0, stdout: 'done: tag 2 runs with “baseline”\n' });
  await cli(folder, 'untag', 'baseline', 'b');
  await cli(folder, 'note', 'why it is *good*', '--filter', 'tag:baseline');
  await cli(folder, 'star', 'a');
  await cli(folder, 'colour', 'rose', 'a');
  await cli(folder, 'move', 'Second', 'a');
  await cli(folder, 'rename', 'a', 'best');
  expect(await shown(folder, 'best')).toMatchObject({ tags: ['baseline'], note: 'why it is *good*', starred: true, colour: 'rose', experiment: 'Second' });
  expect(await shown(folder, 'b')).toMatchObject({ tags: [], note: '', starred: false });
});

it('says that a locked run was left, and fails', async () => {
  const folder = await folderWith('a', 'b');
  await cli(folder, 'lock', 'a');
  expect(await cli(folder, 'rm', 'a')).toMatchObject({ exitCode: 1, stdout: '', stderr: expect.stringContaining('“a” is locked') });
  expect(await cli(folder, 'rm', 'a', 'b')).toMatchObject({ exitCode: 1, stdout: 'done: delete “b”\n', stderr: expect.stringContaining('“a” is locked') });
});

it('takes edits back one after the other, and does them again', async () => {
  const folder = await folderWith('a');
  await cli(folder, 'star', 'a');
  await cli(folder, 'rm', 'a');
  expect((await cli(folder, 'undo')).stdout).toBe('undone: delete “a”\n');
  expect((await cli(folder, 'undo')).stdout).toBe('undone: star “a”\n');
  expect(await cli(folder, 'undo')).toMatchObject({ exitCode: 0, stdout: 'There is nothing to undo.\n' });
  expect((await cli(folder, 'redo')).stdout).toBe('redone: star “a”\n');
  expect((await cli(folder, 'history')).stdout).toMatch(/delete “a” {2}\(undone\)\n.*star “a”\n$/);
});

it('says what emptying the trash frees before it does', async () => {
  const folder = await folderWith('a', 'b');
  expect((await cli(folder, 'trash')).stdout).toBe('The trash is empty.\n');
  await cli(folder, 'rm', 'a');
  expect((await cli(folder, 'trash')).stdout).toMatch(/^1 run in the trash, about \d/);
  expect(JSON.parse((await cli(folder, 'trash', '--json')).stdout)).toMatchObject({ runs: 1, training: 0 });
  expect((await cli(folder, 'trash', '--empty')).stdout).toMatch(/^removed 1 run for good/);
  expect((await cli(folder, 'undo')).exitCode).toBe(1);
});

it('trains a run once more, to the same weights', async () => {
  const folder = temporaryFolder();
  const train = async (...words: string[]) => jsonLines(await resultOf(startCli(folder, 'train', ...words, '--json'))).at(-1)!;
  const first = await train('--data', 'xor', '--epochs', '5', '--seed', '7', '--name', 'one', '--tag', 'x', '--experiment', 'E', '--set', 'network.0.units=4');
  const again = await train('--like', first.run);
  expect(again.weightsSha256).toBe(first.weightsSha256);
  expect(again.run).not.toBe(first.run);
  expect(await shown(folder, again.run)).toMatchObject({ name: 'one', experiment: 'E', tags: ['x'] });

  const continued = await train('--like', first.run, '--set', `from=${first.run}`, '--seed', '8');
  const repeated = await train('--like', continued.run);
  expect(repeated.weightsSha256).toBe(continued.weightsSha256);
});

it('makes a fork once more from where it began, to the same weights, and says so where it is to be trained like another run', async () => {
  const folder = temporaryFolder();
  const last = async (...words: string[]) => jsonLines(await resultOf(startCli(folder, ...words, '--json'))).at(-1)!;
  await last('train', '--data', 'xor', '--epochs', '5', '--name', 'parent');
  const fork = await last('fork', 'parent', '--at', '2', '--set', 'optimizer.learningRate=0.01', '--name', 'fork');
  expect(await cli(folder, 'train', '--like', 'fork')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining(`"fork" is a fork, which begins with more than weights. Fork it where it began: trainyard fork ${fork.run} --at 2`) as string });
  await cli(folder, 'rm', 'parent');
  await cli(folder, 'trash', '--empty');
  const again = await last('fork', fork.run, '--at', '2');
  expect(again.weightsSha256).toBe(fork.weightsSha256);
  expect(again.chain).toBe(fork.chain);
});

it('trains a run once more on its data set, whatever that is called by now', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'sums.csv');
  writeFileSync(path, ['a,b,sum', ...Array.from({ length: 40 }, (_, i) => `${i},${i * 7 % 11},${i + i * 7 % 11}`)].join('\n'));
  const train = async (...words: string[]) => jsonLines(await resultOf(startCli(folder, 'train', ...words, '--epochs', '2', '--json'))).at(-1)!;
  const first = await train('--data', path, '--target', 'sum');
  expect(await cli(folder, 'data', 'rename', 'sums', 'totals')).toMatchObject({ exitCode: 0, stderr: '' });
  const again = await train('--like', first.run);
  expect(again.weightsSha256).toBe(first.weightsSha256);
  expect(await shown(folder, again.run)).toMatchObject({ dataSet: 'totals' });
});
