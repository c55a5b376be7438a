import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/e2e/**', 'node_modules/**'],
    testTimeout: 30_000,
    // What is waited for is waited for, however busy the machine: the second of the default is a test of speed.
    expect: { poll: { timeout: 15_000 } },
    // Vitest leaves a core free for a person at the machine, which is half of a small one.
    maxWorkers: '100%',
  },
});
