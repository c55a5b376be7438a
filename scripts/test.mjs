import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './support/root.mjs';
import { useRecentNode } from './support/node.mjs';

await useRecentNode();
const { appTests, check, unitTests } = await import('./support/test-steps.ts');
const { summaryOf, wholeStory } = await import('./support/test-summary.ts');

/**
 * Every test there is. A step that fails does not keep the others from running. Steps of one row run beside each other;
 * unit and whole-app tests take as many cores as there are for themselves.
 */
const rows = [
  [tool('Build', 'electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'warn'), tool('Types of the window', 'vue-tsc/bin/vue-tsc.js', '-p', 'tsconfig.web.json')],
  [tool('Lint', 'eslint/bin/eslint.js', '.'), tool('Types of main, preload, scripts and tests', 'typescript/bin/tsc', '-p', 'tsconfig.node.json'), tool('Types of the pure parts', 'typescript/bin/tsc', '-p', 'tsconfig.pure.json')],
  [{ name: 'Unit tests', run: unitTests }],
  [{ name: 'Whole-app tests', run: appTests }],
];

/** @param {string} name @param {string} program @param {string[]} args */
function tool(name, program, ...args) {
  return { name, run: () => check(name, program, ...args) };
}

const steps = [];
for (const row of rows) {
  console.log(`\n── ${row.map(({ name }) => name).join(', ')}`);
  const began = performance.now();
  steps.push(...await Promise.all(row.map(async ({ name, run }) => ({ name, result: await run() }))));
  console.log(`   ${Math.round((performance.now() - began) / 1000)} s`);
}

const story = join(root, 'test-results', 'summary.txt');
mkdirSync(join(root, 'test-results'), { recursive: true });
writeFileSync(story, wholeStory(steps));
console.log(`\nEvery fault in full, and what was skipped by name: ${story}`);
console.log(summaryOf(steps));
process.exit(steps.some(({ result }) => result.failed > 0) ? 1 : 0);
