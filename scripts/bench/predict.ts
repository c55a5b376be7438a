import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { csvToCsv } from './predict/csv.ts';
import { everyFormat } from './predict/formats.ts';
import { rowsInMemory } from './predict/memory.ts';
import { defaultModel } from './predict/model.ts';
import { singleRow } from './predict/single-row.ts';
import type { Measured } from './ui/row.ts';

/** `npm run bench:predict`: how fast a trained network of the default shape is used; exits 1 where a bar is missed. */
const folder = mkdtempSync(join(tmpdir(), 'trainyard-predict-'));
const model = defaultModel();
let missed = false;
try {
  report(rowsInMemory(model));
  for (const measured of await csvToCsv(model, folder)) report(measured);
  report(await singleRow(model, folder));
  for (const measured of everyFormat(model)) report(measured);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = missed ? 1 : 0;

function report({ what, value, bar, unit, least = false }: Measured): void {
  const holds = least ? value >= bar : value <= bar;
  missed ||= !holds;
  console.log(`${what}: ${shown(value)} ${unit} (bar ${least ? '≥' : '≤'} ${shown(bar)}) ${holds ? 'ok' : 'MISSED'}`);
}

function shown(value: number): string {
  return value >= 1000 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);
}
