import { expect, test } from 'vitest';
import { layer, optimizer, runConfig, schedule } from '../../../src/contract/run-config.ts';
import { fieldRule, ruleLine, variantNames, variantRules } from '../../../src/renderer/features/launch/field-rules.ts';
import { readPath } from '../../../src/renderer/features/launch/draft-path.ts';
import { fieldWords, optimizerTitles, scheduleTitles } from '../../../src/renderer/format/config-words.ts';
import { layerTitles } from '../../../src/renderer/format/network.ts';

const shownNumbers = [
  'epochs', 'batchSize', 'seed', 'clipNorm', 'penalties.l1', 'penalties.l2', 'snapshots.budgetBytes', 'data.split.validation', 'data.split.test',
  'data.split.seed', 'earlyStopping.patience', 'earlyStopping.minDelta',
];

test.each(shownNumbers)('%s shows the default that the contract fills in', (path) => {
  const rule = fieldRule(path);
  expect(rule.kind).toBe('number');
  expect(rule.default).toBe(readPath(runConfig.parse({}), path) ?? null);
});

test('ranges tell open bounds from closed ones', () => {
  expect(ruleLine(fieldRule('epochs'))).toBe('1 to 1,000,000, default 200');
  expect(ruleLine(fieldRule('data.split.validation'))).toBe('0 to below 1, default 0.2');
  expect(ruleLine(fieldRule('clipNorm'))).toBe('above 0');
  expect(ruleLine(fieldRule('seed'))).toBe('0 or more, default 42');
  expect(ruleLine(fieldRule('shuffle'))).toBe('default on');
});

test('fields that only some splits have are found as well', () => {
  expect(ruleLine(fieldRule('data.split.folds'))).toBe('2 to 1,000');
});

test('a field that does not exist is refused by name', () => {
  expect(() => fieldRule('data.split.nothing')).toThrow('data.split.nothing');
});

test.each([['optimizer', optimizer, 'name'], ['schedule', schedule, 'name'], ['layer', layer, 'layer']] as const)('each %s shows the defaults of its own fields', (of, schema, by) => {
  for (const name of variantNames(of)) {
    const parsed = schema.parse({ [by]: name });
    for (const { key, rule } of variantRules(of, name)) expect(rule.default, `${name}.${key}`).toBe(readPath(parsed, key) ?? null);
  }
});

test('everything that the form shows has a name for people', () => {
  expect(Object.keys(optimizerTitles).sort()).toEqual(variantNames('optimizer').sort());
  expect(Object.keys(scheduleTitles).sort()).toEqual(variantNames('schedule').sort());
  expect(Object.keys(layerTitles).sort()).toEqual(variantNames('layer').sort());
  for (const of of ['optimizer', 'schedule', 'layer'] as const) {
    for (const name of variantNames(of)) for (const { key } of variantRules(of, name)) expect(fieldWords, key).toHaveProperty(key);
  }
});
