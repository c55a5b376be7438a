import { median } from '../train/median.ts';
import type { Row } from './row.ts';

export const start: Row = {
  name: 'start',
  title: 'the program started, until the list of runs is there and takes a key',
  async measure(bench) {
    await (await bench.openApp()).close();
    const times: number[] = [];
    for (let i = 0; i < (bench.quick ? 1 : 5); i++) {
      const before = performance.now();
      const { page, close } = await bench.openApp();
      await page.keyboard.press('/');
      await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'combobox');
      times.push(performance.now() - before);
      await close();
    }
    return [{ what: 'start to interactive', value: median(times), bar: 1500, unit: 'ms' }];
  },
};
