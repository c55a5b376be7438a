import { expect, test } from 'vitest';
import type { ConfigCheck } from '../../../src/contract/api.ts';
import { AppError } from '../../../src/contract/errors.ts';
import { runConfig } from '../../../src/contract/run-config.ts';
import { useLaunchDraft } from '../../../src/renderer/stores/launch-draft.ts';
import { freshStores } from '../../support/renderer.ts';

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
