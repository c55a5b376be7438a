import { expect, test } from 'vitest';
import type { ConfigCheck } from '../../../src/contract/api.ts';
import { AppError } from '../../../src/contract/errors.ts';
import { builtInPresets } from '../../../src/contract/presets.ts';
import { runConfig } from '../../../src/contract/run-config.ts';
import { readStoredDraft } from '../../../src/renderer/stores/draft-memory.ts';
import { useLaunchDraft } from '../../../src/renderer/stores/launch-draft.ts';
import { freshStores } from '../../support/renderer.ts';
import { runRow } from '../../support/run-row.ts';

const good: ConfigCheck = {
  ok: true, config: runConfig.parse({}), inputs: 30, outputs: 2, classes: ['B', 'M'], parameters: [744, 0, 600, 0, 50, 0],
  rows: { train: 455, validation: 114, test: 0 }, stepsPerEpoch: 15, notes: [],
};
const bad: ConfigCheck = { ok: false, issues: [{ field: 'epochs', message: 'must be at least 1' }] };

test('starts from the contract’s defaults', () => {
  freshStores();
  expect(useLaunchDraft().config).toEqual(runConfig.parse({}));
});

test('may start only after a check without an issue', async () => {
  let answer: ConfigCheck = bad;
  freshStores({ 'configs.check': () => answer });
  const draft = useLaunchDraft();
  expect(draft.ready).toBe(false);
  await draft.runCheck();
  expect(draft.ready).toBe(false);
  expect(draft.issues).toEqual(bad.issues);
  answer = good;
  await draft.runCheck();
  expect(draft.ready).toBe(true);
});

test('keeps shapes of the last good check while a field is wrong', async () => {
  const answers = [good, bad];
  freshStores({ 'configs.check': () => answers.shift() ?? bad });
  const draft = useLaunchDraft();
  await draft.runCheck();
  await draft.runCheck();
  expect(draft.check?.ok).toBe(false);
  expect(draft.lastGood?.inputs).toBe(30);
});

test('an answer that was overtaken is dropped', async () => {
  const resolvers: ((check: ConfigCheck) => void)[] = [];
  freshStores({ 'configs.check': () => new Promise((resolve) => resolvers.push(resolve)) });
  const draft = useLaunchDraft();
  const checks = [draft.runCheck(), draft.runCheck()];
  await expect.poll(() => resolvers.length).toBe(2);
  resolvers[1]?.(good);
  resolvers[0]?.(bad);
  await Promise.all(checks);
  expect(draft.ready).toBe(true);
});

test('a number that is not one yet is sent as null, so that the check can name its field', async () => {
  const bridge = freshStores({ 'configs.check': () => bad });
  const draft = useLaunchDraft();
  draft.config.epochs = NaN;
  await draft.runCheck();
  expect(bridge.calls[0]?.input).toMatchObject({ config: { epochs: null } });
});

test('launches with experiment and each tag once, and keeps the config for the next run', async () => {
  const bridge = freshStores({ 'runs.launch': () => ({ ids: ['run-7'] }) });
  const draft = useLaunchDraft();
  Object.assign(draft, { experiment: ' Wider ', tags: 'a, b,,a ' });
  draft.config.name = 'mine';
  draft.config.seed = 7;
  expect(await draft.launch()).toEqual(['run-7']);
  expect(bridge.calls[0]?.input).toMatchObject({ experiment: 'Wider', tags: ['a', 'b'], config: { name: 'mine', seed: 7 } });
  expect(draft.config).toMatchObject({ name: '', seed: 7 });
});

test('a refused launch says why and starts nothing', async () => {
  freshStores({ 'runs.launch': () => { throw new AppError('notFound', 'There is no data set “x”.'); } });
  const draft = useLaunchDraft();
  expect(await draft.launch()).toBeNull();
  expect(draft.failure).toBe('There is no data set “x”.');
  expect(draft.launching).toBe(false);
});

test('another data set starts target, features and split over, and suits the task', () => {
  freshStores();
  const draft = useLaunchDraft();
  Object.assign(draft.config.data, { target: 'diagnosis', scale: 'minMax', features: ['a'] });
  draft.chooseDataSet({ name: 'house', task: 'regression' });
  expect(draft.config.data).toMatchObject({ set: 'house', target: null, features: 'all', scale: 'minMax' });
  expect(draft.config.loss).toBe('meanSquaredError');
  expect(runConfig.safeParse(draft.config).success).toBe(true);
});

test('a copy of a run remembers it, and tells what is changed but the name', async () => {
  freshStores({ 'configs.check': () => good });
  const draft = useLaunchDraft();
  draft.duplicate(runRow({ name: 'original', config: { seed: 3 } }));
  expect(draft.config).toMatchObject({ name: '', seed: 3 });
  expect(draft.changes).toEqual([]);
  draft.config.optimizer.learningRate = 0.5;
  draft.config.name = 'another';
  expect(draft.changes).toEqual([{ path: 'optimizer.learningRate', values: [0.001, 0.5] }]);
  expect(draft.origin?.name).toBe('original');
});

test('a copy of a run calls its data set what it is called by now', () => {
  freshStores({ 'configs.check': () => good });
  const draft = useLaunchDraft();
  draft.duplicate(runRow({ dataSet: 'renamed', config: { data: { set: 'as it was' } } }));
  expect(draft.config.data.set).toBe('renamed');
  expect(draft.changes).toEqual([]);
});

test('a preset for another task is fitted to the one at hand', () => {
  freshStores();
  const draft = useLaunchDraft();
  draft.applyPreset(builtInPresets.find(({ id }) => id === 'wide-regression')!);
  expect(draft.config.loss).toBe('crossEntropy');
  expect(draft.config.network.map(({ layer }) => layer)).toEqual(['dense', 'relu', 'dense', 'softmax']);
});

test('counts its replicates, and is not ready while there are too many', async () => {
  freshStores({ 'configs.check': () => good });
  const draft = useLaunchDraft();
  draft.replicates = { seeds: { from: 1, to: 1000 } };
  await draft.runCheck();
  expect([draft.runs, draft.ready]).toEqual([1000, true]);
  draft.replicates = { seeds: { from: 1, to: 1001 } };
  expect(draft.ready).toBe(false);
  expect(draft.issues).toEqual([{ field: 'replicates.seeds.to', message: 'makes 1001 runs; at most 1000 can be queued at once' }]);
});

test('takes up what was stored the last time, and nothing that it cannot read', () => {
  const stored = { config: runConfig.parse({ epochs: 7 }), brokenText: null, experiment: 'e', tags: '', replicates: null, origin: null };
  expect(readStoredDraft(JSON.parse(JSON.stringify(stored)))).toMatchObject({ config: { epochs: 7 }, experiment: 'e' });
  expect(readStoredDraft({ ...stored, config: { epochs: null } })).toBeNull();
  expect(readStoredDraft(undefined)).toBeNull();
});

test('a copy of a run that came without its config says so, and takes no default for a change', () => {
  freshStores({ 'configs.check': () => good });
  const draft = useLaunchDraft();
  draft.duplicate(runRow({ configKnown: 'network', dataSet: 'not known', experiment: 'Imported', config: { loss: 'meanSquaredError', network: [{ layer: 'dense' }] } }));
  expect(draft.origin?.known).toBe('network');
  expect(draft.config.data.set).not.toBe('not known');
  draft.config.batchSize = 7;
  expect([draft.changes, draft.experiment]).toEqual([[], '']);
});
