import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConfigCheck, InputOf } from '../../../src/contract/api.ts';
import { openWorkbench, type Workbench } from '../../../src/main/workbench/workbench.ts';
import { databaseIn } from '../../support/store.ts';
import { createTrainingWorker } from '../../support/training-worker.ts';
import { call, ended, launch, short } from '../../support/workbench.ts';

/** Checking changes nothing, so all of these share one workbench. */
const folder = mkdtempSync(join(tmpdir(), 'trainyard-check-'));
let workbench: Workbench;

beforeAll(async () => {
  workbench = await openWorkbench({ databasePath: databaseIn(folder), host: 'web', version: '1', createWorker: createTrainingWorker });
  const rows = Array.from({ length: 40 }, (_, row) => `${row + 0.5},${row % 9},${row % 3 ? 'a' : 'b'},${row < 30 ? 'train' : 'test'},${row * 1.7 + 0.3}`);
  const { importId } = await call(workbench, 'dataSets.beginImport', { fileName: 'houses.csv', totalBytes: null, options: { target: 'price' } });
  await call(workbench, 'dataSets.sendChunk', { importId, bytes: new TextEncoder().encode(`size,age,kind,part,price\n${rows.join('\n')}\n`) });
  await call(workbench, 'dataSets.finishImport', { importId });
});

afterAll(async () => {
  await workbench.close();
  rmSync(folder, { recursive: true, force: true });
});

const check = (config: unknown): Promise<ConfigCheck> => call(workbench, 'configs.check', { config: config as InputOf<'configs.check'>['config'] });

async function accepted(config: unknown) {
  const result = await check(config);
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result;
}

async function issues(config: unknown): Promise<Record<string, string>> {
  const result = await check(config);
  if (result.ok) throw new Error('the config was accepted');
  return Object.fromEntries(result.issues.map(({ field, message }) => [field, message]));
}

describe('a config that is fine', () => {
  it('comes back with its defaults and what it will cost', async () => {
    expect(await accepted({})).toMatchObject({
      inputs: 30, outputs: 2, classes: ['B', 'M'], parameters: [744, 0, 600, 0, 50, 0],
      rows: { train: 455, validation: 114, test: 0 }, stepsPerEpoch: 15,
      config: { name: 'adam 24-24', data: { set: 'wdbc', target: 'diagnosis' }, optimizer: { name: 'adam', learningRate: 0.001 }, epochs: 200 },
    });
  });

  it('gets a network and a loss for numbers where the target is a number and both are left out', async () => {
    const { config, notes, outputs } = await accepted({ data: { set: 'houses' } });
    expect(config.loss).toBe('meanSquaredError');
    expect(config.network.at(-1)?.layer).toBe('dense');
    expect(config.earlyStopping?.monitor).toBe('val_loss');
    expect(outputs).toBe(1);
    expect(notes).toContain('The target is a number, so the loss is meanSquaredError.');
  });

  it('gets the default for classes where another target of the same table holds text', async () => {
    expect((await accepted({ data: { set: 'houses', target: 'kind' } })).config.loss).toBe('crossEntropy');
  });

  it('gets last layers that go with its loss where the network is left out', async () => {
    expect((await accepted({ loss: 'binaryCrossEntropy' })).config.network.at(-1)?.layer).toBe('sigmoid');
  });

  it('loses early stopping, with a note, where there are no validation rows and it was not asked for', async () => {
    const { config, notes } = await accepted({ data: { split: { validation: 0 } } });
    expect(config.earlyStopping).toBeNull();
    expect(notes.join()).toContain('Early stopping is off');
  });

  it('says that a target far from 0 may never be reached', async () => {
    const { importId } = await call(workbench, 'dataSets.beginImport', { fileName: 'flats.csv', totalBytes: null, options: { target: 'rent' } });
    await call(workbench, 'dataSets.sendChunk', { importId, bytes: new TextEncoder().encode(`size,rent\n${Array.from({ length: 40 }, (_, row) => `${row * 1.3},${200_000 + row * 1000}`).join('\n')}\n`) });
    await call(workbench, 'dataSets.finishImport', { importId });
    expect((await accepted({ data: { set: 'flats' } })).notes.join()).toContain('The target "rent" goes from 200,000 to 239,000');
    expect((await accepted({ data: { set: 'houses' } })).notes.join()).not.toContain('may never');
  });

  it('may split by a column, which is no feature then', async () => {
    const { rows, inputs } = await accepted({ data: { set: 'houses', target: 'kind', split: { column: 'part' } }, earlyStopping: null });
    expect(rows).toEqual({ train: 30, validation: 0, test: 10 });
    expect(inputs).toBe(3);
  });

  it('may name its data set by id', async () => {
    const { id } = workbench.store.dataSets.get('iris');
    expect((await accepted({ data: { set: id } })).config.data.set).toBe('iris');
  });
});

describe('what is wrong by itself', () => {
  it.each([
    [{ epochs: 0 }, 'epochs', 'must be at least 1'],
    [{ epochs: '5' }, 'epochs', 'must be a number'],
    [{ epochs: 1.5 }, 'epochs', 'must be a whole number'],
    [{ optimizer: { name: 'adamm' } }, 'optimizer.name', 'must be one of sgd, momentum, rmsprop, adam, adamw, adagrad'],
    [{ optimizer: { name: 'sgd', beta1: 1 } }, 'optimizer.beta1', 'is not a known setting'],
    [{ optimizer: { name: 'adam', beta1: 1 } }, 'optimizer.beta1', 'must be less than 1'],
    [{ network: [{ layer: 'dens' }] }, 'network.0.layer', 'must be one of dense, relu,'],
    [{ network: [] }, 'network', 'must not be empty'],
    [{ network: [{ layer: 'softmax' }] }, 'network', 'at least one dense layer'],
    [{ loss: 'meanSquaredError', network: [{ layer: 'dense' }, { layer: 'softmax' }] }, 'loss', 'needs dense or an activation'],
    [{ data: { split: { validation: 2 } } }, 'data.split.validation', 'must be less than 1'],
    [{ data: { split: { folds: 3, fold: 3 } } }, 'data.split.fold', 'folds are numbered from 0'],
    [{ data: { split: { parts: 3 } } }, 'data.split.parts', 'must be shares like'],
    [{ data: { split: 'half' } }, 'data.split', 'must be shares like'],
    [{ data: { features: 'some' } }, 'data.features', 'must be "all" or a list of column names'],
    [{ data: { missing: 'guess' } }, 'data.missing', 'must be one of mean, median, mode, dropRow, error'],
    [{ epoch: 3 }, 'epoch', 'known here: name, data,'],
    [{ earlyStopping: { monitor: 'val_mse' } }, 'earlyStopping.monitor', 'does not exist with the loss crossEntropy'],
  ])('%j is said at %s', async (config, field, message) => {
    expect((await issues(config))[field]).toContain(message);
  });

  it.each([5, null, 'text', []])('%j is no config at all', async (config) => {
    expect((await issues(config))['']).toBe('must be an object');
  });

  it('is told for all fields at once, each once', async () => {
    expect(Object.keys(await issues({ epochs: 0, batchSize: 0, data: { split: { validation: 2 } } }))).toEqual(['data.split.validation', 'epochs', 'batchSize']);
  });
});

describe('what does not go with the data', () => {
  it.each([
    [{ data: { set: 'nobody' } }, 'data.set', 'no data set "nobody"'],
    [{ data: { target: 'nobody' } }, 'data.target', '"nobody"'],
    [{ data: { features: ['nobody'] } }, 'data.features', '"nobody"'],
    [{ data: { set: 'houses' }, loss: 'crossEntropy' }, 'loss', 'use meanSquaredError'],
    [{ loss: 'meanSquaredError' }, 'loss', 'Use the loss crossEntropy'],
    [{ data: { set: 'iris' }, loss: 'binaryCrossEntropy' }, 'loss', 'two classes'],
    [{ network: [{ layer: 'dense', units: 3 }, { layer: 'softmax' }] }, 'network.0.units', 'needs 2 units'],
    [{ data: { split: { folds: 900, fold: 0 } } }, 'data.split.folds', 'Use fewer folds'],
    [{ data: { set: 'houses', split: { column: 'kind' } } }, 'data.split.column', 'train, validation or test'],
    [{ data: { split: { validation: 0 } }, earlyStopping: {} }, 'earlyStopping.monitor', 'use train_loss'],
    [{ data: { split: { validation: 0 } }, schedule: { name: 'plateau' } }, 'schedule.monitor', 'use train_loss'],
  ])('%j is said at %s', async (config, field, message) => {
    expect((await issues(config))[field]).toContain(message);
  });
});

describe('weights to start from', () => {
  it('are refused where there is no such run', async () => {
    expect((await issues({ from: 'nobody@3' })).from).toContain('there is no run or model "nobody@3"');
  });

  it('are refused where the network has other shapes, and where the epoch is not stored', async () => {
    const id = await launch(workbench, short);
    await ended(workbench, id);
    expect((await issues({ from: id })).from).toContain('has other shapes than this one');
    expect((await issues({ ...short, from: `${id}@77` })).from).toContain('the nearest epoch that is stored is 5');
    expect((await accepted({ ...short, from: `${id}@2` })).config.from).toBe(`${id}@2`);
  });
});
