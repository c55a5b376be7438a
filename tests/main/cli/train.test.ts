import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cli, jsonLines, resultOf, startCli } from '../../support/cli.ts';
import { openIn } from '../../support/store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** A small training: some tenths of a second. */
const small = ['train', '--data', 'xor', '--set', 'network.0.units=4', 'network.2.units=4', '--epochs', '4'];
const endless = ['train', '--data', 'xor', '--epochs', '1000000', '--set', 'earlyStopping=null', 'snapshots.budgetBytes=100000'];

describe('train as a program', () => {
  it('prints one JSON line an epoch and one at the end', async () => {
    const result = await resultOf(startCli(temporaryFolder(), ...small, '--json'));
    const lines = jsonLines(result);
    const done = lines.pop()!;
    expect(lines.map(({ event, epoch }) => [event, epoch])).toEqual([1, 2, 3, 4].map((epoch) => ['epoch', epoch]));
    for (const line of lines) expect(line).toMatchObject({ run: done.run, train_loss: expect.any(Number), val_loss: expect.any(Number) });
    expect(done).toMatchObject({
      event: 'done', status: 'completed', epochs: 4, stopReason: 'epochs', trainSeconds: expect.any(Number),
      best: { epoch: expect.any(Number), val_loss: expect.any(Number) },
      metrics: { val_loss: lines[3]!.val_loss },
      weightsSha256: expect.stringMatching(/^[0-9a-f]{64}$/), chain: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(result).toMatchObject({ exitCode: 0, stderr: '' });
  });

  it('gives the same chain with several threads, which are no part of the config', async () => {
    const large = ['train', '--data', 'xor', '--set', 'network.0.units=512', 'network.2.units=512', 'batchSize=64', '--epochs', '6', '--json'];
    const folder = temporaryFolder();
    const [one, three] = [await cli(folder, ...large), await cli(folder, ...large, '--threads', '3')].map((result) => jsonLines(result).at(-1)!);
    expect(three).toMatchObject({ status: 'completed', chain: one!.chain });
    const store = await openIn(folder);
    expect(store.runs.row(three!.run).config).toEqual(store.runs.row(one!.run).config);
    store.close();
  });

  it('stops at Ctrl-C, keeps the run, and ends with 0', async () => {
    const folder = temporaryFolder();
    const child = startCli(folder, ...endless, '--json');
    const result = resultOf(child);
    await once(child.stdout!, 'data');
    child.kill('SIGINT');
    const { exitCode } = await result;
    const done = jsonLines(await result).at(-1)!;
    expect(done).toMatchObject({ event: 'done', status: 'stopped', stopReason: 'stopped' });
    expect(exitCode).toBe(0);
    const store = await openIn(folder);
    expect(done).toMatchObject({ epochs: store.runs.row(done.run).epochs });
    expect(store.runs.row(done.run).status).toBe('stopped');
    store.close();
  });

  it('stops quietly when nobody reads its output any more', async () => {
    const folder = temporaryFolder();
    const child = startCli(folder, ...endless, '--json');
    await once(child.stdout!, 'data');
    child.stdout!.destroy();
    const { stderr } = await resultOf(child);
    expect(stderr).toBe('');
    const store = await openIn(folder);
    expect(store.runs.list({}).rows).toMatchObject([{ status: 'stopped' }]);
    store.close();
  });

  it('ends with 2 where it was used wrongly', async () => {
    expect(await resultOf(startCli(temporaryFolder(), 'train', '--nobody'))).toMatchObject({ exitCode: 2, stdout: '' });
  });
});

describe('train', () => {
  it('tells the end in words, with the run’s id, and progress in a few lines beside it', async () => {
    const folder = temporaryFolder();
    const { exitCode, stdout, stderr } = await cli(folder, ...small, '--name', 'my run', '--tag', 'a', 'b', '--experiment', 'Trials');
    const store = await openIn(folder);
    const [row] = store.runs.list({}).rows;
    store.close();
    expect(row).toMatchObject({ name: 'my run', tags: ['a', 'b'], experiment: 'Trials' });
    expect(stdout).toMatch(new RegExp(`^Run ${row!.id} "my run" completed after 4 epochs in .* s\\.\nBest epoch \\d+: val_loss .*\nWeights SHA-256 ${'[0-9a-f]{64}'}\\.\n$`));
    expect(stderr).toContain('epoch 4/4  val_loss ');
    expect(exitCode).toBe(0);
  });

  it('gives the same weights from the same config and seed, and others from another seed', async () => {
    const folder = temporaryFolder();
    const weights = [];
    for (const seed of ['7', '7', '8']) weights.push(jsonLines(await cli(folder, ...small, '--seed', seed, '--json')).at(-1)!.weightsSha256);
    expect(weights[1]).toBe(weights[0]);
    expect(weights[2]).not.toBe(weights[0]);
  });

  it('ends with 1 and a sentence where the training diverges', async () => {
    const { exitCode, stdout, stderr } = await cli(temporaryFolder(), ...small, '--set', 'optimizer.name=sgd', 'optimizer.learningRate=1e30', '--json');
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^error: The training diverged in step \d+[^\n]*\n$/);
    expect(JSON.parse(stdout.trim().split('\n').at(-1)!)).toMatchObject({ status: 'diverged', best: null });
  });

  it('puts options before the config file, and --set before both', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'config.json'), JSON.stringify({ name: 'file', epochs: 9, seed: 5, data: { set: 'xor' }, network: [{ layer: 'dense' }, { layer: 'softmax' }] }));
    await cli(folder, 'train', '--config', join(folder, 'config.json'), '--name', 'option', '--epochs', '7', '--set', 'epochs=2');
    const store = await openIn(folder);
    expect(store.runs.list({}).rows[0]).toMatchObject({ name: 'option', epochs: 2, config: { seed: 5, epochs: 2 } });
    store.close();
  });

  it('imports a CSV beside the config file, once, and trains on it', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'work'));
    writeFileSync(join(folder, 'work', 'iris.csv'), `a,b,y\n${Array.from({ length: 60 }, (_, row) => `${row * 1.5},${(row * 7) % 11},${(row * 37) % 60 / 3 + 0.25}`).join('\n')}\n`);
    writeFileSync(join(folder, 'work', 'config.json'), JSON.stringify({ epochs: 2, data: { set: 'iris.csv' } }));
    for (let round = 0; round < 2; round++) expect(await cli(folder, 'train', '--config', join(folder, 'work', 'config.json'))).toMatchObject({ exitCode: 0 });
    const store = await openIn(folder);
    const own = store.dataSets.list().filter(({ builtIn }) => !builtIn);
    expect(own).toMatchObject([{ name: 'iris 2', source: 'iris.csv', target: 'y', task: 'regression', runs: 2 }]);
    store.close();
  });

  it('says at the end why a target far from 0 was not reached, and tells each note once', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'prices.csv');
    writeFileSync(path, `area,id,price\n${Array.from({ length: 60 }, (_, row) => `${(row * 7) % 11},c-${row},${100_000 + ((row * 37) % 60) * 1000.5}`).join('\n')}\n`);
    const { stderr } = await cli(folder, 'train', '--data', path, '--epochs', '2', '--name', 'far');
    expect(stderr.trimEnd().split('\n').at(-1)).toMatch(/^val_r2 -[\d.]+ is worse than always to say the mean\. The target "price" goes from 100,000 to 159,000, and a network begins near 0/);
    const { events } = JSON.parse((await cli(folder, 'show', 'far', '--json')).stdout) as { events: { message: string }[] };
    const said = events.map(({ message }) => message);
    expect(said.filter((message) => message.startsWith('No feature: "id"'))).toHaveLength(1);
    const many = await cli(folder, 'train', '--like', 'far', '--seeds', '1..2');
    expect(many.stderr.match(/is worse than always to say the mean/g)).toHaveLength(1);
    expect((await cli(folder, 'train', '--like', 'far', '--json')).stderr).toBe('');
  });

  it('starts from a safetensors file, and refuses one that does not fit', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'start.safetensors');
    writeFileSync(path, safetensors({ '0.weight': { shape: [2, 2], values: [1, 2, 3, 4] }, '0.bias': { shape: [2], values: [5, 6] } }));
    const argv = ['train', '--data', 'xor', '--epochs', '1', '--set', 'network=[{"layer":"dense"},{"layer":"softmax"}]', `from=${path}`];
    const result = await cli(folder, ...argv, '--json');
    expect(result).toMatchObject({ exitCode: 0 });
    const store = await openIn(folder);
    const id = jsonLines(result).at(-1)!.run;
    // Ours is [in, out] where the file has [out, in].
    expect([...new Float32Array(store.snapshots.get(id, 0)!.weights.slice().buffer)]).toEqual([1, 3, 2, 4, 5, 6]);
    expect(store.runs.detail(id)).toMatchObject({ config: { from: 'start.safetensors' }, events: [{ kind: 'from' }] });
    store.close();
    expect(await cli(folder, ...argv, '--data', 'iris')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('[3, 4]') });
  });
});

function safetensors(tensors: Record<string, { shape: number[]; values: number[] }>): Buffer {
  let end = 0;
  const entries = Object.entries(tensors).map(([name, { shape, values }]) =>
    [name, { dtype: 'F32', shape, data_offsets: [end, (end += 4 * values.length)] }] as const);
  const header = Buffer.from(JSON.stringify(Object.fromEntries(entries)));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([length, header, Buffer.from(Float32Array.from(Object.values(tensors).flatMap(({ values }) => values)).buffer)]);
}
