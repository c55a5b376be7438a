import { expect, it } from 'vitest';
import { cli } from '../../support/cli.ts';
import { addRun, openIn } from '../../support/store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const small = ['train', '--data', 'xor', '--set', 'network.0.units=4', 'network.2.units=4', '--epochs', '4'];
const json = (text: string) => JSON.parse(text) as Record<string, unknown>;

async function folderWith(names: string[]): Promise<string> {
  const folder = temporaryFolder();
  const store = await openIn(folder);
  for (const name of names) addRun(store, { name });
  store.close();
  return folder;
}

const order = async (folder: string) => {
  const { queued } = json((await cli(folder, 'queue', 'list', '--json')).stdout) as unknown as { queued: { rows: { name: string }[] } };
  return queued.rows.map(({ name }) => name).join('');
};

it('lists, moves and cancels what waits', async () => {
  const folder = await folderWith(['a', 'b', 'c']);
  expect((await cli(folder, 'queue')).stdout).toMatch(/queued .* a .*\nqueued .* b .*\nqueued .* c /s);
  expect(await cli(folder, 'queue', 'move', 'c', '--first')).toMatchObject({ exitCode: 0, stdout: 'moved 1 run\n' });
  expect(await order(folder)).toBe('cab');
  await cli(folder, 'queue', 'move', 'b', 'c', '--before', 'a');
  expect(await order(folder)).toBe('bca');
  await cli(folder, 'queue', 'move', 'b', '--last');
  expect(await order(folder)).toBe('cab');
  await cli(folder, 'queue', 'cancel', 'a');
  expect(await order(folder)).toBe('cb');
  expect(await cli(folder, 'queue', 'stop-all', '--json')).toMatchObject({ exitCode: 0, stdout: '{"stopping":2}\n' });
  expect((await cli(folder, 'queue')).stdout).toBe('Nothing trains or waits.\n');
  expect((await cli(folder, 'queue', 'resume-all')).stdout).toBe('there is nothing to do\n');
});

it('wants to know where a run is to be moved', async () => {
  const folder = await folderWith(['a']);
  expect(await cli(folder, 'queue', 'move', 'a')).toMatchObject({ exitCode: 2, stderr: 'error: Say where to: --first, --last or --before RUN.\n' });
});

it('trains one run a seed, and then can tell what more would cost', async () => {
  const folder = temporaryFolder();
  expect((await cli(folder, ...small, '--dry-run')).stdout).toContain('no runs yet to estimate from');
  const { exitCode, stdout } = await cli(folder, ...small, '--name', 'luck', '--seeds', '1..3');
  expect(exitCode).toBe(0);
  expect(stdout.trim().split('\n')).toHaveLength(3);
  for (const seed of [1, 2, 3]) expect(stdout).toContain(`luck, seed ${seed}`);
  expect(json((await cli(folder, ...small, '--seeds', '10', '--dry-run', '--json')).stdout)).toMatchObject({ runs: 10, parameters: 62 - 20 });
  expect((await cli(folder, ...small, '--seeds', '5..2')).exitCode).toBe(2);
  expect(await cli(folder, ...small, '--folds')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('split by folds') });
});

it('starts from a preset, which options change', async () => {
  const folder = temporaryFolder();
  expect(json((await cli(folder, 'train', '--data', 'xor', '--preset', 'logistic regression', '--dry-run', '--json')).stdout)).toMatchObject({ parameters: 6 });
  expect(json((await cli(folder, 'train', '--data', 'xor', '--preset', 'Wide', '--set', 'network.0.units=3', '--dry-run', '--json')).stdout)).toMatchObject({ parameters: 17 });
  expect((await cli(folder, 'train', '--preset', 'none such', '--dry-run')).stderr).toContain('There is no preset "none such"; there are Small baseline, ');
  expect((await cli(folder, 'presets')).stdout).toContain('Logistic regression');
});
