import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RunImportReport } from '../../../src/contract/files.ts';
import { cli } from '../../support/cli.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

async function trained(): Promise<string> {
  const folder = temporaryFolder();
  await cli(folder, 'train', '--data', 'iris', '--epochs', '4', '--name', 'first');
  return folder;
}

async function imported(folder: string, path: string): Promise<RunImportReport> {
  const { stdout, stderr } = await cli(folder, 'import', path, '--json');
  expect(stderr).toBe('');
  return JSON.parse(stdout) as RunImportReport;
}

async function exported(folder: string, format: string, extension: string, ...more: string[]): Promise<string> {
  const path = join(temporaryFolder(), `file.${extension}`);
  expect((await cli(folder, 'export', 'first', '--format', format, '-o', path, ...more)).stderr).toBe('');
  return path;
}

const shown = async (folder: string, run: string) => JSON.parse((await cli(folder, 'show', run, '--json')).stdout) as Record<string, unknown>;

describe('trainyard import of a capsule', () => {
  it('brings a run whole into an empty database, where it still proves itself', async () => {
    const from = await trained();
    const path = await exported(from, 'capsule', 'trainyard');
    const folder = temporaryFolder();
    const report = await imported(folder, path);
    expect(report.runs.map(({ outcome }) => outcome)).toEqual(['added']);
    const [before, after] = [await shown(from, 'first'), await shown(folder, 'first')];
    for (const field of ['id', 'status', 'config', 'metrics', 'chain', 'weightsSha256', 'snapshotEpochs', 'rows', 'classes']) expect(after[field], field).toEqual(before[field]);
    expect(await cli(folder, 'verify', 'first')).toMatchObject({ exitCode: 0 });
  });

  it('changes nothing the second time, nor in its own database', async () => {
    const from = await trained();
    const path = await exported(from, 'capsule', 'trainyard');
    const folder = temporaryFolder();
    await imported(folder, path);
    const before = await shown(folder, 'first');
    for (const where of [folder, from]) expect((await imported(where, path)).runs).toMatchObject([{ outcome: 'kept', added: [], conflicts: [] }]);
    expect(await shown(folder, 'first')).toEqual(before);
  });

  it('adds what is missing of a run that went further elsewhere, and names what differs', async () => {
    const from = await trained();
    const folder = temporaryFolder();
    await imported(folder, await exported(from, 'capsule', 'trainyard'));
    await cli(folder, 'rename', 'first', 'mine');
    await cli(from, 'resume', 'first', '--epochs', '7');
    const report = await imported(folder, await exported(from, 'capsule', 'trainyard'));
    expect(report.runs).toMatchObject([{ outcome: 'completed', added: expect.arrayContaining(['epochs 5 to 7']) as string[], conflicts: [expect.stringContaining('"mine" here')] }]);
    expect(await shown(folder, 'mine')).toMatchObject({ epochs: 7, chain: (await shown(from, 'first'))['chain'] });
    expect(await cli(folder, 'verify', 'mine')).toMatchObject({ exitCode: 0 });
  });

  it('refuses a flipped byte and stores nothing', async () => {
    const path = await exported(await trained(), 'capsule', 'trainyard');
    const file = readFileSync(path);
    file[Math.floor(file.length / 2)]! ^= 1;
    writeFileSync(path, file);
    const folder = temporaryFolder();
    expect((await cli(folder, 'import', path)).exitCode).toBe(1);
    expect(JSON.parse((await cli(folder, 'runs', '--json')).stdout)).toEqual([]);
  });
});

describe('trainyard import of a model', () => {
  it.each([['json', 'json'], ['safetensors', 'safetensors'], ['onnx', 'onnx']])('takes %s back with the same weights, as an imported run that exports again', async (format, extension) => {
    const from = await trained();
    const path = await exported(from, format, extension);
    const folder = temporaryFolder();
    const { runs: [run] } = await imported(folder, path);
    const said = await shown(folder, run!.id);
    expect(said).toMatchObject({ status: 'imported', weightsSha256: (JSON.parse(readJson(await exported(from, 'json', 'json'))) as { weightsSha256: string }).weightsSha256 });
    const again = join(folder, 'again.onnx');
    expect((await cli(folder, 'export', run!.id, '--format', 'onnx', '-o', again)).exitCode).toBe(0);
    expect((await imported(folder, path)).runs).toMatchObject([{ outcome: 'kept' }]);
  });
});

describe('trainyard import of a history', () => {
  it.each([['history-csv', 'csv'], ['history-json', 'json'], ['tensorboard', 'tfevents']])('takes back what %s has', async (format, extension) => {
    const from = await trained();
    const folder = temporaryFolder();
    const { runs: [run] } = await imported(folder, await exported(from, format, extension));
    const [before, after] = [await shown(from, 'first'), await shown(folder, run!.id)] as { metrics: Record<string, { last: number; lastEpoch: number }> }[];
    for (const metric of ['val_loss', 'train_accuracy']) {
      expect(after!.metrics[metric]!.last).toBeCloseTo(before!.metrics[metric]!.last, 5);
      expect(after!.metrics[metric]!.lastEpoch).toBe(before!.metrics[metric]!.lastEpoch);
    }
  });

  it('takes what Keras logs, and names the cell that is no number', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'log.csv');
    writeFileSync(path, 'epoch,loss,val_loss\n0,1.5,\n1,nan,0.5\n');
    const { runs: [run] } = await imported(folder, path);
    expect((await shown(folder, run!.id))['metrics']).toMatchObject({ val_loss: { last: 0.5 }, train_loss: { min: 1.5 } });
    writeFileSync(path, 'epoch,loss\n0,1.5\n1,=cmd()\n');
    expect((await cli(folder, 'import', path)).stderr).toMatch(/Line 3, column "loss": "=cmd\(\)" is no number/);
  });
});

const readJson = (path: string): string => readFileSync(path, 'utf8');
