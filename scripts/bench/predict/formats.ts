import { modelFormats } from '../../../src/main/formats/model-formats.ts';
import type { ModelAndData } from '../../../tests/support/saved-model.ts';
import type { Measured } from '../ui/row.ts';

/** The first file of each format, with nothing warm, which is the one that a person waits for. */
export function everyFormat({ model }: ModelAndData): Measured[] {
  return Object.entries(modelFormats).map(([name, { write }]) => {
    const from = performance.now();
    write(model);
    return { what: `export as ${name}`, value: performance.now() - from, bar: 100, unit: 'ms' };
  });
}
