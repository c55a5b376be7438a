import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { runCli } from '../../../src/main/hosts/cli.ts';
import { cli } from '../../support/cli.ts';
import { foreignOnnx } from '../../support/foreign-onnx.ts';
import { databaseIn } from '../../support/store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { createTrainingWorker } from '../../support/training-worker.ts';

async function promoted(): Promise<string> {
  const folder = temporaryFolder();
  const rows = Array.from({ length: 60 }, (_, row) => `${row},${(row * 7) % 13},${row % 3 ? 'red' : 'blue'},${row < 30 ? 'low' : 'high'}`);
  writeFileSync(join(folder, 'train.csv'), `size,other,colour,kind\n${rows.join('\n')}\n`);
  const trained = await cli(folder, 'train', '--data', join(folder, 'train.csv'), '--target', 'kind', '--epochs', '3', '--name', 'first');
  expect(trained.stderr).not.toContain('error');
  const { exitCode, stderr } = await cli(folder, 'promote', 'first', '--as', 'sizes', '--at', 'last', '--alias', 'production');
  expect([exitCode, stderr]).toEqual([0, '']);
  return folder;
}

it('predicts the same from a model after its run is gone for good, whatever the order of the columns', async () => {
  const folder = await promoted();
  const predict = (model: string) => cli(folder, 'predict', model, '--data', join(folder, 'train.csv'));
  const before = await predict('sizes@production');
  expect(before.stdout.trim().split('\n').length).toBe(61);
  for (const command of [['rm', 'first'], ['trash', '--empty']]) expect(await cli(folder, ...command)).toMatchObject({ exitCode: 0 });
  expect(await cli(folder, 'show', 'first')).toMatchObject({ exitCode: 1 });
  const after = await predict('sizes@production');
  expect(after.stdout).toBe(before.stdout);
  const probabilities = (text: string) => text.trim().split('\n').slice(1).map((line) => line.split(',').slice(-2).join());
  const lines = readFileSync(join(folder, 'train.csv'), 'utf8').trim().split('\n').map((line) => line.split(',').reverse().join(';'));
  writeFileSync(join(folder, 'turned.csv'), lines.join('\n'));
  const turned = await cli(folder, 'predict', 'sizes', '--data', join(folder, 'turned.csv'));
  expect(turned.stdout.trim().split('\n').slice(1).map((line) => line.split(';').slice(-2).join())).toEqual(probabilities(after.stdout));
  expect(after.stderr).toContain('accuracy');
  expect(after.stderr).toContain('true \\ predicted');
});

it('writes cells that a spreadsheet would run as text, keeps other columns, and fills in what is missing', async () => {
  const folder = await promoted();
  writeFileSync(join(folder, 'new.csv'), 'note,size,other,colour\n=1+1,3,-2,red\n"@x,y",4,,green\n-5,2,1,blue\n');
  const { stdout, stderr } = await cli(folder, 'predict', 'sizes', '--data', join(folder, 'new.csv'));
  const lines = stdout.trim().split('\n');
  expect(lines[0]).toBe('note,size,other,colour,prediction,probability_high,probability_low');
  expect(lines[1]).toMatch(/^'=1\+1,3,-2,red,/);
  expect(lines[2]).toMatch(/^"'@x,y",4,,green,/);
  expect(lines[3]).toMatch(/^-5,2,1,blue,/);
  expect(stderr).toContain('1 missing cell was taken for');
  expect(stderr).toContain('never seen ("green")');
});

it('names the columns that are missing and the cell that is wrong, and leaves no half file', async () => {
  const folder = await promoted();
  writeFileSync(join(folder, 'few.csv'), 'size\n1\n');
  expect((await cli(folder, 'predict', 'sizes', '--data', join(folder, 'few.csv'))).stderr).toContain('has no column "other", "colour"');
  writeFileSync(join(folder, 'wrong.csv'), 'size,other,colour\n1,2,red\n1,many,red\n');
  const { exitCode, stderr } = await cli(folder, 'predict', 'sizes', '--data', join(folder, 'wrong.csv'), '-o', join(folder, 'out.csv'));
  expect([exitCode, stderr]).toEqual([1, expect.stringContaining('line 3, column "other": "many" is not a number')]);
  expect(readdirSync(folder).filter((name) => name.includes('out.csv'))).toEqual([]);
});

it('moves an alias to the version that was promoted last', async () => {
  const folder = await promoted();
  await cli(folder, 'promote', 'first', '--as', 'sizes', '--at', '1', '--alias', 'production');
  const [model] = JSON.parse((await cli(folder, 'models', '--json')).stdout) as { versions: number; aliases: object[] }[];
  expect(model).toMatchObject({ versions: 2, aliases: [{ alias: 'production', version: 2 }] });
});

it.each([['json', 'json'], ['safetensors', 'safetensors'], ['onnx', 'onnx']])('predicts from a file as %s as from the run that it was exported of, without any database', async (format, extension) => {
  const folder = await promoted();
  const [data, path] = [join(folder, 'train.csv'), join(folder, `model.${extension}`)];
  expect(await cli(folder, 'export', 'first', '--at', 'last', '--format', format, '-o', path)).toMatchObject({ exitCode: 0 });
  const empty = temporaryFolder();
  const { stdout, stderr } = await cli(empty, 'predict', path, '--data', data);
  expect(stdout).toBe((await cli(folder, 'predict', 'sizes', '--data', data)).stdout);
  expect(stderr).toContain('predicted 60 rows');
  expect(readdirSync(empty)).toEqual([]);
});

it('predicts with any epoch of a run, and says that neither a version nor a file has others', async () => {
  const folder = await promoted();
  const data = join(folder, 'train.csv');
  const at = async (...argv: string[]) => {
    const { exitCode, stdout, stderr } = await cli(folder, 'predict', ...argv, '--data', data);
    expect([exitCode, stderr]).toEqual([0, expect.stringContaining('predicted 60 rows')]);
    return stdout;
  };
  const last = await at('first', '--at', 'last');
  expect(await at('first', '--at', '3')).toBe(last);
  expect(last).toBe(await at('sizes'));
  expect(await at('first', '--at', '1')).not.toBe(last);
  expect(await at('first', '--at', 'best')).toBe(await at('first'));
  const path = join(folder, 'model.json');
  await cli(folder, 'export', 'first', '--format', 'json', '-o', path);
  expect(await cli(folder, 'predict', path, '--at', '1', '--data', data)).toMatchObject({ exitCode: 2, stdout: '', stderr: expect.stringContaining('--at is for runs; ') });
  expect(await cli(folder, 'predict', 'sizes', '--at', 'best', '--data', data)).toMatchObject({ exitCode: 2, stdout: '', stderr: expect.stringContaining('--at is for runs; a version of a model is named as NAME:VERSION') });
  expect(await cli(folder, 'predict', 'first', '--at', '9', '--data', data)).toMatchObject({ exitCode: 1, stdout: '', stderr: expect.stringMatching(/^error: [^\n]*\b9\b[^\n]*\n$/) });
});

it('predicts with what other software made, by the names that its columns get', async () => {
  const folder = temporaryFolder();
  const [data, path] = [join(folder, 'rows.csv'), join(folder, 'theirs.onnx')];
  writeFileSync(path, foreignOnnx());
  writeFileSync(data, 'x2,note,x1\n-5,a,-4\n1,b,1\n');
  const { stdout, stderr } = await cli(folder, 'predict', path, '--data', data, '--threshold', '0.5');
  expect(stdout.split('\n')[0]).toBe('x2,note,x1,prediction,probability_0,probability_1');
  expect(stderr).toContain('called x1 to x2');
});

it('says what a file holds where it is no model, and what there is none of', async () => {
  const folder = await promoted();
  const [data, path] = [join(folder, 'train.csv'), join(folder, 'run.trainyard')];
  await cli(folder, 'export', 'first', '--format', 'capsule', '-o', path);
  expect((await cli(folder, 'predict', path, '--data', data)).stderr).toContain('holds whole runs. Import it');
  expect((await cli(folder, 'predict', join(folder, 'train.csv'), '--data', data)).exitCode).toBe(1);
  expect((await cli(folder, 'predict', 'gone.onnx', '--data', data)).stderr).toContain('There is no model, run or file "gone.onnx"');
});

it('leaves nothing where a person interrupts it', async () => {
  const folder = await promoted();
  const sink = () => new PassThrough().resume();
  let said = '';
  const stderr = new PassThrough().on('data', (text: Buffer) => { said += text.toString(); });
  const exitCode = await runCli(['predict', 'sizes', '--data', join(folder, 'train.csv'), '-o', join(folder, 'out.csv'), '--db', databaseIn(folder)], {
    createWorker: createTrainingWorker, version: '1.2.3', stdout: sink(), stderr, onInterrupt: (listener) => { listener(); return () => {}; },
  });
  expect([exitCode, said]).toEqual([1, expect.stringContaining('Cancelled: nothing was written')]);
  expect(readdirSync(folder).filter((name) => name.includes('out.csv'))).toEqual([]);
});

it('lists, shows, aliases, renames, notes, removes and restores models', async () => {
  const folder = await promoted();
  const run = async (...argv: string[]) => {
    const { exitCode, stdout, stderr } = await cli(folder, ...argv);
    expect([argv.join(' '), exitCode, exitCode === 0 ? '' : stderr]).toEqual([argv.join(' '), 0, '']);
    return stdout;
  };
  await run('promote', 'first', '--as', 'sizes', '--at', '1');
  expect(await run('models', 'alias', 'sizes:1', 'baseline')).toContain('sizes@baseline is version 1');
  expect(await run('models', 'alias', 'sizes', 'production', '--remove')).toContain('sizes has no production any more');
  expect(await run('models', 'rename', 'sizes', 'widths')).toContain('renamed sizes to widths');
  await run('models', 'note', 'widths', 'for the report');
  const shown = await run('models', 'show', 'widths@baseline');
  for (const text of ['widths:1', 'Epoch 3 of the run first.', 'Predicts kind (high, low) from 2 columns', 'Note: for the report', 'Aliases: baseline:1', 'val_loss']) expect(shown).toContain(text);
  const { id } = JSON.parse(await run('models', 'show', 'widths', '--json')) as { id: string };
  await run('models', 'rm', 'widths');
  expect(await run('models', '--json')).toBe('[]\n');
  expect(await run('models', 'list', '--trash')).toContain(id);
  expect(await cli(folder, 'predict', 'widths', '--data', 'x.csv')).toMatchObject({ exitCode: 1 });
  await run('models', 'restore', 'widths');
  expect(await run('models')).toContain('widths');
});

it('exports a version of a model, by either command, and remembers it', async () => {
  const folder = await promoted();
  const path = join(folder, 'model.onnx');
  expect((await cli(folder, 'models', 'export', 'sizes@production', '--format', 'onnx', '-o', path)).stdout).toContain('sizes:1, ');
  expect((await cli(folder, 'export', 'sizes', '--format', 'json', '-o', path)).stderr).toContain('such a file already');
  expect(await cli(folder, 'export', 'sizes:1', '--format', 'json', '-o', path, '--force', '--json')).toMatchObject({ exitCode: 0 });
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ format: 'trainyard-model', name: 'sizes' });
  expect((await cli(folder, 'models', 'show', 'sizes')).stdout).toMatch(/json .*model|sizes.*json/s);
  expect((await cli(folder, 'export', 'sizes', '--at', '1', '--format', 'json', '-o', path, '--force')).exitCode).toBe(2);
  expect((await cli(folder, 'export', 'nobody', '--format', 'onnx', '-o', join(folder, 'x.onnx'))).stderr).toContain('There is no run');
});

it('refuses names and aliases that could not be told apart, as wrong usage', async () => {
  const folder = await promoted();
  for (const argv of [['models', 'alias', 'sizes', 'No Good'], ['models', 'rename', 'sizes', 'a:b'], ['models', 'rm', 'sizes:1'], ['promote', 'first', '--as', 'a@b']])
    expect([argv, (await cli(folder, ...argv)).exitCode]).toEqual([argv, 2]);
  for (const argv of [['models', 'show', 'nobody'], ['models', 'show', 'sizes:7'], ['models', 'restore', 'nobody']])
    expect([argv, (await cli(folder, ...argv)).exitCode]).toEqual([argv, 1]);
});
