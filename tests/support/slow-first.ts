import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Tests that take long begin first: one that begins last would have a core for itself while the others stand idle. */
const slow = ['kill-and-resume', 'wasm-kernel', 'fork-run', 'workbench/data-sets', 'cli/train', 'compare-and-export', 'state-at', 'launch', 'cli/import'];

export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = slow.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`));
      return at < 0 ? slow.length : at;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}
