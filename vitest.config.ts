import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { SlowFirst } from './tests/support/slow-first.ts';

// Workers, programs and threads that tests start compile our TypeScript once for all of them, instead of each for itself.
process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, 'node_modules/.cache/compiled-for-tests');

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/e2e/**', 'node_modules/**'],
    // For tests that hang, far more than any needs on a busy machine: how long something takes is for the benches.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // What is waited for is waited for, however busy the machine: the second of the default is a test of speed.
    expect: { poll: { timeout: 60_000 } },
    // Vitest leaves a core free for a person at the machine, which is half of a small one.
    maxWorkers: '100%',
    sequence: { sequencer: SlowFirst },
  },
});
