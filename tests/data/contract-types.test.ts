import { expect, test } from 'vitest';
import { importOptions, type ImportOptions as ContractOptions } from '../../src/contract/data-sets.ts';
import { runConfig } from '../../src/contract/run-config.ts';
import type { DataConfig, ImportOptions } from '../../src/data/config.ts';

test('what the contract lets through is what the data folder takes', () => {
  const data: DataConfig = runConfig.parse({}).data;
  const options: ImportOptions = importOptions.parse({ name: 'n', categorical: ['a'] });
  const back: ContractOptions = options;
  expect(back).toEqual({ name: 'n', categorical: ['a'] });
  expect(data).toMatchObject({ target: null, features: 'all', missing: 'mean', scale: 'standard', split: { validation: 0.2, test: 0 } });
});
