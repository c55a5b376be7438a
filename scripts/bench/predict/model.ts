import { builtInTable, savedModel, type ModelAndData } from '../../../tests/support/saved-model.ts';

/** The default network on the breast-cancer table: 30 numbers, 24, 24, two classes. What a prediction costs does not depend on the weights. */
export function defaultModel(): ModelAndData {
  const { table, target } = builtInTable('wdbc');
  return savedModel(table, target);
}
