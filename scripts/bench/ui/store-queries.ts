import { openStore } from '../../../src/main/store/open.ts';
import { median } from '../train/median.ts';
import { queries } from './queries.ts';
import type { Row } from './row.ts';

/** As many columns as a window shows at first. */
const columns = [
  'status', 'val_accuracy.best', 'val_loss.best', 'epochs', 'network', 'optimizer.name', 'optimizer.learningRate', 'batchSize', 'duration', 'started', 'dataSet', 'tags',
];
const repetitions = 5;

export const storeQueries: Row = {
  name: 'store-queries',
  title: `${queries.length} filter and sort queries, first page of 100 lines with ${columns.length} columns and the number of runs in all`,
  async measure(bench) {
    const store = await openStore(await bench.database());
    try {
      const times = queries.map(({ filter, sort }) => {
        const ask = () => store.runs.page({ filter, sort: [...sort], columns, limit: 100 });
        const { total } = ask();
        const taken = Array.from({ length: repetitions }, () => {
          const before = performance.now();
          ask();
          return performance.now() - before;
        });
        console.log(`  ${median(taken).toFixed(1).padStart(6)} ms  ${String(total).padStart(6)} runs  ${filter || '(all)'}  by ${sort.join(', ')}`);
        return median(taken);
      });
      return [
        { what: 'median of the queries', value: median(times), bar: 20, unit: 'ms' },
        { what: 'worst of the queries', value: Math.max(...times), bar: 150, unit: 'ms' },
      ];
    } finally {
      store.close();
    }
  },
};
