import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cellText } from '../../../src/data/columns.ts';
import { writeJsonModel } from '../../../src/main/formats/json-model.ts';
import type { ModelAndData } from '../../../tests/support/saved-model.ts';
import { median } from '../train/median.ts';
import type { Measured } from '../ui/row.ts';

const repetitions = 5;
const few = 100_000;
const many = 2_000_000;

/** `trainyard predict` from a file to a file: 30 columns of numbers and the target, so that every row is rated as well. */
export async function csvToCsv({ model, table }: ModelAndData, folder: string): Promise<Measured[]> {
  const modelFile = join(folder, 'model.json');
  writeFileSync(modelFile, writeJsonModel(model));
  const lines = Array.from({ length: table.rows }, (_, row) => table.columns.map((column) => cellText(column, row)).join());
  const write = async (name: string, rows: number): Promise<string> => {
    const path = join(folder, name);
    const file = createWriteStream(path);
    file.write(`${table.columns.map(({ name: column }) => column).join()}\n`);
    for (let left = rows; left > 0; left -= lines.length) if (!file.write(`${lines.slice(0, left).join('\n')}\n`)) await once(file, 'drain');
    file.end();
    await once(file, 'close');
    return path;
  };
  const [small, large] = [await write('small.csv', few), await write('large.csv', many)];
  const run = (data: string) => predictProcess(modelFile, data, join(folder, 'out.csv'));
  run(small);
  const runs = Array.from({ length: repetitions }, () => run(small));
  const whole = run(large);
  const flat = whole.megabytes / median(runs.map(({ megabytes }) => megabytes));
  return [
    { what: `CSV to CSV, 30 columns, ${few.toLocaleString('en')} rows, the command from its first line to its last`, value: few / median(runs.map(({ seconds }) => seconds)), bar: 100_000, unit: 'rows/s', least: true },
    { what: `the same, ${many.toLocaleString('en')} rows`, value: many / whole.seconds, bar: 100_000, unit: 'rows/s', least: true },
    { what: `peak memory of ${many / few} times as many rows (${whole.megabytes.toFixed(0)} MB) ÷ of one time`, value: flat, bar: 1.25, unit: '×' },
  ];
}

/** In a process of its own, whose peak of memory is its own as well. */
function predictProcess(model: string, data: string, output: string): { seconds: number; megabytes: number } {
  const program = fileURLToPath(new URL('./csv-process.ts', import.meta.url));
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, model, data, output], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`predicting failed: ${stderr}`);
  return JSON.parse(stdout) as { seconds: number; megabytes: number };
}
