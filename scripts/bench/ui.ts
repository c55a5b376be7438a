import { Command } from 'commander';
import { createBench } from './ui/bench.ts';
import { manyCompared, manyCurves } from './ui/charts.ts';
import { keyPress } from './ui/key-press.ts';
import { liveCharts } from './ui/live-charts.ts';
import { points } from './ui/points.ts';
import type { Measured, Row } from './ui/row.ts';
import { scrolling } from './ui/scrolling.ts';
import { start } from './ui/start.ts';
import { storeQueries } from './ui/store-queries.ts';

/** `npm run bench:ui [-- ROWS]`: store and window with 100,000 runs, against the bars; exits 1 where one is missed. One file a row, in `ui/`. */
const rows: Row[] = [storeQueries, keyPress, scrolling, manyCurves, manyCompared, liveCharts, start, points];

const program = new Command('bench:ui')
  .description('Measures the store and the window with 100,000 runs, in the web host and a real Chromium.')
  .argument('[rows...]', `which rows: ${rows.map(({ name }) => name).join(', ')}; all where none is named`)
  .option('--db <file>', 'a database from generate:database; one is generated and kept where it is left out')
  .option('--quick', 'shorter measurements, for a look in between')
  .action(async (names: string[], options: { db?: string; quick?: boolean }) => {
    const unknown = names.find((name) => !rows.some((row) => row.name === name));
    if (unknown !== undefined) program.error(`error: there is no row called ${unknown}`);
    const bench = await createBench({ database: options.db, quick: options.quick ?? false });
    try {
      for (const row of rows.filter(({ name }) => names.length === 0 || names.includes(name))) {
        console.log(`\n${row.name}: ${row.title}`);
        for (const one of await row.measure(bench)) report(one);
      }
    } finally {
      await bench.close();
    }
  });
await program.parseAsync();

function report({ what, value, bar, unit, least }: Measured): void {
  const holds = least ? value >= bar : value <= bar;
  if (!holds) process.exitCode = 1;
  const number = (n: number) => (Math.abs(n) >= 1000 ? Math.round(n).toLocaleString('en') : n.toFixed(1));
  console.log(`  ${what.padEnd(44)} ${number(value).padStart(9)} ${unit} (bar ${least ? '≥' : '≤'} ${number(bar)}) ${holds ? 'ok' : 'MISSED'}`);
}
