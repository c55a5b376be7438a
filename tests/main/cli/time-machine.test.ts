import { expect, it } from 'vitest';
import { cli, type CliResult } from '../../support/cli.ts';
import { changeStoredTable } from '../../support/changed-table.ts';
import { addRunning, databaseIn, openIn } from '../../support/store.ts';
import { damageStored } from '../../support/stored-snapshots.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** One line, and no trace of where in the program it happened. */
const oneLine = /^error: [^\n]+\n$/;

async function folderWithRun(): Promise<string> {
  const folder = temporaryFolder();
  const { exitCode } = await cli(folder, 'train', '--data', 'xor', '--set', 'network.0.units=4', 'network.2.units=4', '--epochs', '6', '--name', 'parent');
  expect(exitCode).toBe(0);
  return folder;
}

async function expectRefused(folder: string, argv: string[], exitCode: 1 | 2, ...says: string[]): Promise<void> {
  const result: CliResult = await cli(folder, ...argv, '--json');
  expect(result.stderr, argv.join(' ')).toMatch(oneLine);
  for (const words of says) expect(result.stderr).toContain(words);
  expect({ exitCode: result.exitCode, stdout: result.stdout }, argv.join(' ')).toEqual({ exitCode, stdout: '' });
}

it('refuses what a run cannot be taken to, with what, where and the way out, and leaves no run behind', async () => {
  const folder = await folderWithRun();
  const refused = (argv: string[], exitCode: 1 | 2, ...says: string[]) => expectRefused(folder, argv, exitCode, ...says);
  for (const argv of [['resume', 'nobody'], ['verify', 'nobody'], ['fork', 'nobody', '--at', '1']]) await refused(argv, 1, 'no run "nobody"', 'The list of runs shows');

  await refused(['resume', 'parent'], 1, '"parent" has completed its 6 epochs', '--epochs');
  await refused(['resume', 'parent', '--epochs', '6'], 2, 'has trained 6 epochs already', 'must be more');
  for (const epochs of ['0', '-3', 'many', '1e9', '7.5']) await refused(['resume', 'parent', '--epochs', epochs], 2, '--epochs', 'whole number from 1 to 1000000');

  await refused(['fork', 'parent'], 2, '--at <epoch>');
  for (const epoch of ['-1', 'best', '2.5', '']) await refused(['fork', 'parent', '--at', epoch], 2, '--at', 'whole number from 0');
  await refused(['fork', 'parent', '--at', '7'], 1, '"parent" has epochs 0 to 6; 7 is not one of them');
  await refused(['fork', 'parent', '--at', '6'], 2, 'epochs: must be more than 6');
  const cannotBe: [string, string][] = [
    ['network.0.units=5', 'network.0.units: needs other shapes'], ['network.0.init=zeros', 'network.0.init: has no effect'], ['network=[]', 'network'],
    ['data.set=iris', 'needs other data'], ['data.split.validation=0.4', 'data.split.validation: needs other data'], ['data.scale=minMax', 'data.scale: needs other data'],
    ['seed=7', 'seed: has no effect on a fork'], ['loss=meanSquaredError', 'loss'], ['optimizer.learningRate=fast', 'optimizer.learningRate: must be a number'],
    ['nobody=1', 'nobody: is not a known setting'], ['epochs', 'path=value'], ['network.9.units=4', 'there is no entry 9'],
  ];
  for (const [set, says] of cannotBe) await refused(['fork', 'parent', '--at', '3', '--set', set], 2, says);

  expect(JSON.parse((await cli(folder, 'runs', '--json')).stdout)).toHaveLength(1);
});

it('refuses to resume or verify what another process trains', async () => {
  const folder = temporaryFolder();
  const store = await openIn(folder);
  addRunning(store, { name: 'at work' });
  await expectRefused(folder, ['resume', 'at work'], 1, 'The run "at work" is running already', 'nothing to resume');
  await expectRefused(folder, ['resume', 'at work', '--epochs', '900'], 1, 'The run "at work" is running already', 'when it has ended');
  await expectRefused(folder, ['verify', 'at work'], 1, 'The run "at work" is running', 'when it has ended');
  store.close();
});

it('finds one flipped byte of a snapshot, names its epoch, and heals it', async () => {
  const folder = await folderWithRun();
  damageStored(folder, 'weights', ({ epoch }) => epoch === 4, (bytes) => {
    bytes[bytes.length >> 1]! ^= 1;
    return bytes;
  });
  const first = await cli(folder, 'verify', 'parent', '--json');
  expect(JSON.parse(first.stdout)).toMatchObject({ identicalThrough: 6, difference: null, healed: [4] });
  expect(first.exitCode).toBe(0);
  expect((await cli(folder, 'show', 'parent')).stdout).toMatch(/What was stored of epoch 4 was damaged/);
  expect(await cli(folder, 'verify', 'parent')).toMatchObject({ exitCode: 0, stdout: 'identical through epoch 6\n' });
});

it('refuses to go on or fork where the data set holds another table by now, and names what was and what is', async () => {
  const folder = await folderWithRun();
  changeStoredTable(databaseIn(folder), 'xor');
  for (const argv of [['resume', 'parent', '--epochs', '9'], ['fork', 'parent', '--at', '3']])
    await expectRefused(folder, argv, 1, 'The data set "xor" is no longer the one that the run "parent" was trained on', 'the hash of its content was', 'import the table again');
  expect(JSON.parse((await cli(folder, 'runs', '--json')).stdout)).toMatchObject([{ name: 'parent', epochs: 6, status: 'completed' }]);
});
