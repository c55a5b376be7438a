import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSafetensors } from '../../../src/main/formats/safetensors.ts';
import { cli } from '../../support/cli.ts';
import { onnxRuntime } from '../../support/onnx-runtime.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const train = (folder: string, name: string, ...more: string[]) => cli(folder, 'train', '--data', 'iris', '--epochs', '4', '--name', name, ...more);

async function trained(): Promise<string> {
  const folder = temporaryFolder();
  await train(folder, 'slow');
  await train(folder, 'fast', '--set', 'optimizer.learningRate=0.05');
  return folder;
}

describe('trainyard runs --filter', () => {
  it('lists what the filter finds, and says in which column it is wrong', async () => {
    const folder = await trained();
    const { stdout } = await cli(folder, 'runs', '--json', '--filter', 'optimizer.learningRate > 0.01 and status = completed');
    expect((JSON.parse(stdout) as { name: string }[]).map(({ name }) => name)).toEqual(['fast']);
    expect(await cli(folder, 'runs', '--filter', 'epochs > soon')).toMatchObject({ exitCode: 2, stderr: expect.stringMatching(/column 10: this is a number/) as string });
  });
});

describe('trainyard compare', () => {
  it('prints what differs, the metric of each side and a verdict', async () => {
    const folder = await trained();
    const { exitCode, stdout } = await cli(folder, 'compare', 'slow', 'fast');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/optimizer\.learningRate\s+0\.001\s+0\.05/);
    expect(stdout).toMatch(/fast against slow: .*rows? differ/);
  });

  it('counts seeds as replicates', async () => {
    const folder = await trained();
    for (const seed of ['1', '2']) {
      await train(folder, `slow ${seed}`, '--seed', seed);
      await train(folder, `fast ${seed}`, '--seed', seed, '--set', 'optimizer.learningRate=0.05');
    }
    const { stdout } = await cli(folder, 'compare', 'slow', 'fast', 'slow 1', 'slow 2', 'fast 1', 'fast 2', '--metric', 'val_loss', '--json');
    const { groups, verdicts, metric } = JSON.parse(stdout) as { groups: { runs: string[] }[]; verdicts: { evidence: { kind: string } }[]; metric: string };
    expect([groups.map(({ runs }) => runs.length), verdicts[0]!.evidence.kind, metric]).toEqual([[3, 3], 'paired', 'val_loss.best']);
  });

  it('says of replicates alone what they come to, and of a single run which side lacks seeds', async () => {
    const folder = await trained();
    await train(folder, 'slow 1', '--seed', '1');
    const alone = await cli(folder, 'compare', 'slow', 'slow 1');
    expect(alone.stdout).toMatch(/Seeds and folds aside, nothing that is known of the configs differs\.[\s\S]*slow × 2 +2 +0\.\d+[\s\S]*All of these runs are replicates of one config/);
    const { sides } = JSON.parse((await cli(folder, 'compare', 'slow', 'slow 1', '--json')).stdout) as { sides: { n: number }[] };
    expect(sides.map(({ n }) => n)).toEqual([2]);
    expect((await cli(folder, 'compare', 'slow', 'slow 1', 'fast')).stdout).toContain('a few more seeds of fast would tell');
  });

  it('refuses a metric that no run has, by name', async () => {
    const folder = await trained();
    expect(await cli(folder, 'compare', 'slow', 'fast', '--metric', 'val_r2')).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('val_r2') as string });
  });
});

describe('trainyard export', () => {
  it('writes the weights of the epoch that is asked for', async () => {
    const folder = await trained();
    const path = join(folder, 'model.safetensors');
    const { stdout } = await cli(folder, 'export', 'slow', '--at', '2', '--format', 'safetensors', '-o', path, '--json');
    const said = JSON.parse(stdout) as { epoch: number; weightsSha256: string };
    const { metadata } = readSafetensors(readFileSync(path));
    expect([said.epoch, metadata.get('epoch'), metadata.get('weightsSha256')]).toEqual([2, '2', said.weightsSha256]);
    expect((JSON.parse(metadata.get('metrics')!) as { val_loss: number }).val_loss).toBeGreaterThan(0);
  });

  it.skipIf(!onnxRuntime)('writes ONNX that ONNX Runtime loads, and everything else that it lists', async () => {
    const folder = await trained();
    for (const format of ['onnx', 'json', 'js', 'html']) expect((await cli(folder, 'export', 'fast', '--format', format, '-o', join(folder, `m.${format}`))).exitCode).toBe(0);
    const session = await onnxRuntime!.InferenceSession.create(readFileSync(join(folder, 'm.onnx')));
    expect(session.inputNames).toEqual(['sepal_length_cm', 'sepal_width_cm', 'petal_length_cm', 'petal_width_cm']);
    const json = JSON.parse(readFileSync(join(folder, 'm.json'), 'utf8')) as { format: string; layers: { weight?: number[][] }[] };
    expect([json.format, json.layers[0]!.weight!.length, json.layers[0]!.weight![0]!.length]).toEqual(['trainyard-model', 4, 24]);
  });

  it('keeps a file that is there unless it is forced, and knows its formats and epochs', async () => {
    const folder = await trained();
    const path = join(folder, 'model.json');
    writeFileSync(path, 'mine');
    expect(await cli(folder, 'export', 'slow', '--format', 'json', '-o', path)).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('--force') as string });
    expect(readFileSync(path, 'utf8')).toBe('mine');
    expect((await cli(folder, 'export', 'slow', '--format', 'json', '-o', path, '--force')).exitCode).toBe(0);
    expect((await cli(folder, 'export', 'slow', '--format', 'pickle', '-o', path)).exitCode).toBe(2);
    expect((await cli(folder, 'export', 'slow', '--format', 'json', '-o', path, '--at', 'soon')).exitCode).toBe(2);
    expect(await cli(folder, 'export', 'slow', '--format', 'json', '-o', path, '--at', '99')).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('has epochs 0 to 4; 99 is not one of them') as string });
  });
});
