import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { writeModule } from '../../../src/main/formats/portable/module.ts';
import type { ModelAndData } from '../../../tests/support/saved-model.ts';
import type { Measured } from '../ui/row.ts';
import { medianSeconds } from './repeat.ts';

const calls = 200_000;

/** `predict(row)` of the exported module, on the row objects of the whole table in turn. */
export async function singleRow({ model, table }: ModelAndData, folder: string): Promise<Measured> {
  const path = join(folder, 'model.mjs');
  writeFileSync(path, writeModule(model));
  const { predict } = await import(pathToFileURL(path).href) as { predict(row: object): { probabilities: number[] } };
  const rows = Array.from({ length: table.rows }, (_, row) => Object.fromEntries(table.columns.flatMap((column) => (column.type === 'numeric' ? [[column.name, column.values[row]!]] : []))));
  let sum = 0;
  const seconds = medianSeconds(() => { for (let at = 0; at < calls; at++) sum += predict(rows[at % rows.length]!).probabilities[0]!; });
  if (!(sum > 0)) throw new Error('the module predicts nothing');
  return { what: 'one row through the exported JavaScript module', value: (seconds / calls) * 1e6, bar: 2, unit: 'µs' };
}
