import { expect, it } from 'vitest';
import { cli } from '../../support/cli.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const settings = async (folder: string) => JSON.parse((await cli(folder, 'settings', '--json')).stdout) as Record<string, unknown>;

it('settings are listed with what they mean', async () => {
  const { exitCode, stdout } = await cli(temporaryFolder(), 'settings');
  expect(exitCode).toBe(0);
  expect(stdout.split('\n').map((line) => line.split(/\s{2,}/)[0])).toEqual(['setting', 'workers', 'threads', 'theme', 'notifications', 'whenClosing', 'layout', '']);
  expect(stdout).toMatch(/^threads +1 +how many may compute one run$/m);
  expect(stdout).toMatch(/^layout +0 entries /m);
});

it('settings are changed, those that are named alone', async () => {
  const folder = temporaryFolder();
  expect(await cli(folder, 'settings', 'set', 'workers=3', 'theme=dark', 'notifications=false')).toMatchObject({ exitCode: 0, stdout: 'workers is 3\ntheme is dark\nnotifications is false\n' });
  expect(await settings(folder)).toMatchObject({ workers: 3, threads: 1, theme: 'dark', notifications: false, whenClosing: 'ask' });
  expect(JSON.parse((await cli(folder, 'settings', 'set', 'whenClosing=stop', 'layout={"a":1}', '--json')).stdout)).toMatchObject({ workers: 3, whenClosing: 'stop', layout: { a: 1 } });
  await cli(folder, 'settings', 'set', 'layout={"b":[2]}');
  expect(await settings(folder)).toMatchObject({ layout: { a: 1, b: [2] } });
});

it('nothing is changed where one of them is wrong', async () => {
  const folder = temporaryFolder();
  const before = await settings(folder);
  expect(await cli(folder, 'settings', 'set', 'theme=dark', 'threads=65')).toMatchObject({ exitCode: 2, stdout: '', stderr: 'error: threads: must be at most 64\n' });
  expect(await settings(folder)).toEqual(before);
});
