import { expect, test } from 'vitest';
import { runConfig } from '../../../src/contract/run-config.ts';
import { draftText, parseDraft } from '../../../src/renderer/features/launch/draft-json.ts';

test('a config comes back from its text as it was', () => {
  const config = runConfig.parse({ seed: 7, optimizer: { name: 'momentum', nesterov: true }, earlyStopping: null });
  expect(parseDraft(draftText(config))).toEqual({ kind: 'config', config });
});

test('what is left out gets its default', () => {
  expect(parseDraft('{"epochs": 5}')).toEqual({ kind: 'config', config: runConfig.parse({ epochs: 5 }) });
});

test('a config that breaks a rule between fields still reaches the form', () => {
  const parsed = parseDraft('{"loss": "meanSquaredError"}');
  expect(parsed.kind).toBe('config');
});

test('a wrong field is named by its path', () => {
  expect(parseDraft('{"optimizer": {"name": "adam", "learningRate": -1}, "epoch": 3}')).toMatchObject({
    kind: 'fields', issues: expect.arrayContaining([expect.objectContaining({ field: 'optimizer.learningRate' })]),
  });
});

test('a wrong field is told in the words of the form', () => {
  expect(parseDraft('{"epochs": 0, "batchSize": 1.5, "seed": "x", "epoch": 3}')).toEqual({ kind: 'fields', issues: expect.arrayContaining([
    { field: 'epochs', message: 'must be at least 1' }, { field: 'batchSize', message: 'must be a whole number' },
    { field: 'seed', message: 'must be a number' }, expect.objectContaining({ field: 'epoch', message: expect.stringMatching(/is not a known setting/) }),
  ]) });
});

test('text that is no JSON names the line', () => {
  expect(parseDraft('{\n  "epochs": 5\n  "seed": 1\n}')).toMatchObject({ kind: 'syntax', line: 3 });
});

test('an unexpected character in a long text names the line as well', () => {
  const text = draftText(runConfig.parse({})).replace('"batchSize": 32', '"batchSize": x');
  expect(parseDraft(text)).toMatchObject({ kind: 'syntax', line: text.split('\n').findIndex((line) => line.includes('batchSize')) + 1 });
});

test('a text that ends too early is refused with a reason', () => {
  expect(parseDraft('{"epochs": ')).toMatchObject({ kind: 'syntax', message: expect.stringMatching(/end|Unexpected/i) });
});

test('hostile keys are refused as unknown fields and reach no prototype', () => {
  expect(parseDraft('{"__proto__": {"epochs": 5}}').kind).toBe('fields');
  expect(({} as { epochs?: number }).epochs).toBeUndefined();
});
