import type { SavedModel } from '../saved-model.ts';
import { portableModel, scriptSafeJson } from './model-data.ts';
import { predictSource } from './predict-source.ts';

/** The model as one ES module without dependencies, typed by JSDoc: `import { predict } from './model.mjs'`. */
export function writeModule(model: SavedModel): string {
  return `${header}
/** @type {{ name: string, task: 'classification' | 'regression', classes: string[], inputs: any[], layers: any[] }} */
const model = ${scriptSafeJson(portableModel(model))};
${predictSource}
/** @type {readonly string[]} the classes, in the order of \`probabilities\`; empty for a regression */
export const classes = model.classes;

/** @type {readonly string[]} the columns that a row needs */
export const features = columns;

/**
 * @typedef {Record<string, number | string | null | undefined>} Row one cell a column; null, undefined and '' are missing
 * @typedef {{ label: string, probabilities: number[] } | { value: number }} Prediction
 * @param {Row} row
 * @returns {Prediction} label and probabilities, or the value of a regression
 * @throws {TypeError} where a number is needed and not given, naming the column
 */
export function predict(row) {
  return /** @type {Prediction} */ (predictRow(row));
}
`;
}

const header = '// Written by Trainyard. All names in this file are data.';
