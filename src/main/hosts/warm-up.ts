import { linesAtFirst } from '../../contract/run-lists.ts';
import type { Served } from './served.ts';

/** Asks, once the host is up, what a window asks first: by the time it comes the answers are at hand. */
export function warmUp(workbench: Served): void {
  setImmediate(() => {
    void workbench.call('runs.columns', {});
    void workbench.call('runs.page', { sort: ['-created'], limit: linesAtFirst });
  });
}
